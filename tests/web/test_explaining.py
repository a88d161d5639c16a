"""A regulation explained to the public (K04): no sign-in, the same clauses, drafts marked."""

from html import unescape
from typing import Final

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from applications.web.law_words import ConditionTold, told_channel
from hukou.law import Effect, load_law
from tests.factories import ActivationFactory

pytestmark = pytest.mark.django_db
SHOWN: Final = ("jm-2018-5", "qn-draft-2018", "qz-draft-2017", "qz-final-2017")
ADDRESSES: Final = ("/explain/{}", "/explain/{}/sheet")


def page(address: str) -> str:
    return unescape(Client().get(address).content.decode())


def lines(told: ConditionTold) -> list[str]:
    return [told.words, *(line for each in told.members for line in lines(each))]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", SHOWN)
def test_every_condition_the_engine_runs_is_told_without_signing_in(
    name: str, address: str
) -> None:
    said = page(address.format(name))

    for channel in load_law().regulations[name].channels.values():
        if channel.effect is not Effect.UNSPECIFIED:
            told = told_channel(channel)
            asked = told.condition.members or told.condition.fact
            conditions = lines(told.condition) if asked else []
            assert [line for line in conditions if line not in said] == []
            assert channel.name in said
            assert channel.cite.clause in said


@pytest.mark.parametrize("name", SHOWN)
def test_whoever_may_come_along_is_told(name: str) -> None:
    said = page(f"/explain/{name}")

    for channel in load_law().regulations[name].channels.values():
        if channel.effect is not Effect.UNSPECIFIED:
            assert [each.label for each in told_channel(channel).companions if each.label not in said] == []  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["qz-draft-2017", "qn-draft-2018", "qz-final-2017"])
def test_a_text_that_is_not_in_force_is_clearly_marked(name: str, address: str) -> None:
    assert "explain-draft" in page(address.format(name))
    assert "没有施行，不能据以申请" in page(address.format(name))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_text_in_force_bears_no_such_mark(address: str) -> None:
    assert "explain-draft" not in page(address.format("jm-2018-5"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_text_that_has_run_out_is_not_explained(address: str) -> None:
    response = Client().get(address.format("sx-2018"))

    assert response.status_code == 410
    said = response.content.decode()
    assert "不再施行" in said
    assert "要符合什么条件" not in said
    assert "<table" not in said


def test_a_draft_that_was_followed_leads_to_the_text_in_force() -> None:
    ActivationFactory.create(regulation="qz-final-2017")

    response = Client().get("/explain/qz-draft-2017")

    assert response.status_code == 410
    assert 'href="/explain/qz-final-2017"' in response.content.decode()


def test_a_date_set_for_the_demonstration_is_said() -> None:
    ActivationFactory.create(regulation="qz-final-2017", for_demonstration=True)

    assert "仅为演示设定" in page("/explain/qz-final-2017")


def test_a_report_says_that_it_is_one() -> None:
    assert "对文件的报道" in page("/explain/qz-final-2017")


def test_nobody_is_asked_for_rural_land_or_family_planning() -> None:
    said = page("/explain/jm-2018-5")

    assert load_law().safeguards.rights_reason in said
    assert load_law().safeguards.decoupled_reason in said


def test_an_unknown_text_is_told() -> None:
    assert Client().get("/explain/nowhere").status_code == 404


def test_the_page_speaks_english_too() -> None:
    client = Client()
    client.post("/language", {"language": "en", "next": "/"})

    said = client.get("/explain/jm-2018-5").content.decode()

    assert "Which conditions must be met?" in said


def test_asking_too_often_is_slowed_down(settings: Settings) -> None:
    settings.API_PUBLIC_RATE = 2
    client = Client(REMOTE_ADDR="203.0.113.77")

    responses = [client.get("/explain/jm-2018-5") for _ in range(3)]

    assert [each.status_code for each in responses] == [200, 200, 429]
    assert responses[-1]["retry-after"]
