"""Two people hand in the same text at the same moment: it is kept once (I02)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet

from applications.actions import answer_doubt, import_text, keep_text
from applications.models import SourceText, TextReading
from registry.models import PostingRole
from tests.cast import station
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


def two() -> list[Callable[[], object]]:
    return [
        partial(
            keep_text,
            "甲市落户办法".encode(),
            name="甲市落户办法",
            media_type="text/plain",
            by=station(PostingRole.COUNTY_APPROVER).officer,
        )
        for _ in range(2)
    ]


def test_of_two_at_once_both_get_the_one_row() -> None:
    outcomes = at_once(*two())

    assert named(outcomes) == ["SourceText", "SourceText"]
    assert SourceText.objects.count() == 1


def test_without_giving_way_the_second_reaches_the_constraint(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both look, see nothing, and write."""

    def look_then_write(
        rows: QuerySet[SourceText], *, defaults: dict[str, Any], **key: Any
    ) -> tuple[SourceText, bool]:
        assert not rows.filter(**key).exists()
        both_have_read()
        return rows.create(**key, **defaults), True

    monkeypatch.setattr(QuerySet, "get_or_create", look_then_write)
    calls = two()

    assert named(at_once(*calls)) == ["IntegrityError", "SourceText"]


def test_of_two_answers_to_one_doubt_at_once_one_is_told_of_the_other() -> None:
    approver = station(PostingRole.COUNTY_APPROVER).officer
    reading = import_text(
        "于7月7日施行。".encode(), name="甲", media_type="", regulation="", by=approver
    )
    doubt = reading.doubts.get(kind="missing_year")
    calls = [
        partial(answer_doubt, doubt, answer="reading", words=words, after=0, by=approver)
        for words in ("2019年", "2020年")
    ]

    outcomes = at_once(*calls)

    assert named(outcomes) == ["DoubtAnswer", "TextAnsweredMeanwhile"]
    assert doubt.answers.count() == 1


def test_of_two_that_read_one_text_in_at_once_both_get_the_reading_with_its_doubts() -> None:
    calls = [
        partial(
            import_text,
            "于7月7日施行。".encode(),
            name="甲",
            media_type="",
            regulation="",
            by=station(PostingRole.COUNTY_APPROVER).officer,
        )
        for _ in range(2)
    ]

    outcomes = at_once(*calls)

    assert named(outcomes) == ["TextReading", "TextReading"]
    assert TextReading.objects.count() == 1
    assert TextReading.objects.get().doubts.filter(kind="missing_year").count() == 1
