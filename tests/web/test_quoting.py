"""What a pack says in Chinese only is marked as a quotation on an English page."""

import pytest
from django.test import Client
from django.utils import translation

from hukou.web.templatetags.quoting import quoted
from tests.filing import assessed, counter, family_of_five, settlement
from tests.web.conftest import Visit

WORDS = "租期不满一个月的由民警核查"


def test_a_chinese_page_says_the_words_as_they_are() -> None:
    assert quoted(WORDS) == WORDS


def test_an_english_page_says_that_they_are_quoted_in_chinese() -> None:
    with translation.override("en"):
        told = quoted(WORDS)
    assert f'<q lang="zh-Hans">{WORDS}</q>' in told
    assert "quoted in Chinese" in told


def test_words_of_a_pack_are_escaped() -> None:
    with translation.override("en"):
        assert "<script>" not in quoted("<script>")


def test_nothing_is_not_quoted() -> None:
    with translation.override("en"):
        assert quoted("") == ""


@pytest.mark.django_db
def test_the_reasons_of_a_case_are_marked_in_english(visit: Visit) -> None:
    desk, family = counter(), family_of_five()
    application = assessed(desk, settlement(family))
    client: Client = visit(desk.chief)
    client.post("/language", {"language": "en", "next": "/"})

    page = client.get(f"/applications/{application.pk}").content.decode()

    assert "quoted in Chinese" in page
