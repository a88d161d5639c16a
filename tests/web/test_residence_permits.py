"""The permit desk: issue, clock, endorse, end; what is refused stores nothing (P01 P02 P09)."""

from datetime import date
from typing import Any, Final

import pytest
from django.test import Client

from hukou.kernel import clock
from hukou.kernel.identity_number import check_character
from registry.models import (
    Disclosure,
    Endorsement,
    HeldNumber,
    Person,
    ResidencePermit,
)
from tests.cast import station
from tests.holders import holds, lives
from tests.places import Country, address_in, country
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
TODAY: Final = date(2026, 11, 20)
DESK: Final = "/residence-permits"


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def person(land: Country) -> Person:
    return lives(address_in(land.village), since=date(2025, 1, 1))


def text(answer: Any) -> str:  # noqa: ANN401 - a test response
    content: bytes = answer.content
    return content.decode()


def page(client: Client, permit: ResidencePermit) -> str:
    return text(client.get(f"{DESK}/{permit.pk}"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2026-11-21"}, "请先处理以下问题"),
        ({"destination.division": ""}, "请查找并选定社区（村）"),
        ({"plate": ""}, "请填写门牌号等地址内容"),
        ({"identity_number": "1"}, "请先处理以下问题"),
    ],
)
def test_a_residence_that_cannot_be_registered_stores_nobody(
    land: Country, visit: Visit, wrong: dict[str, str], said: str
) -> None:
    """Bad input: a residence in the future, no place, no number."""
    number = "44019919900402901" + check_character("44019919900402901")
    told_of = {
        "identity_number": number,
        "name": "段云飞",
        "destination.division": land.village.code,
        "plate": "9号",
        "source": "declared",
        "document": "租赁合同",
        "on": "2026-05-20",
        "save": "1",
    }
    with clock.frozen(TODAY):
        shown = text(visit(land.here.officer).post(f"{DESK}/residence", told_of | wrong))

    assert said in shown
    assert not HeldNumber.objects.filter(number=number).exists()


def test_it_warns_in_its_month_and_is_endorsed_with_f8(
    land: Country, person: Person, visit: Visit
) -> None:
    permit = holds(person, land.here.office, "440199", since=date(2025, 12, 1))
    with clock.frozen(TODAY):
        client = visit(land.here.officer)
        before = page(client, permit)
        answer = client.post(f"{DESK}/{permit.pk}/endorse", {"ground": "job", "document": "合同"})
        after = page(client, permit)

    assert "还有 11 天，须在期限内签注" in before
    assert answer.status_code == 302
    assert "须在期限内签注" not in after
    assert Endorsement.objects.get().on == TODAY


def test_a_lapsed_permit_says_that_the_years_start_anew(
    land: Country, person: Person, visit: Visit
) -> None:
    permit = holds(person, land.here.office, "440199", since=date(2025, 11, 1))
    with clock.frozen(TODAY):
        client = visit(land.here.officer)
        before = page(client, permit)
        kept = {"ground": "job", "document": "合同"}
        refused = client.post(f"{DESK}/{permit.pk}/endorse", kept)
        client.post(f"{DESK}/{permit.pk}/restore", kept)
        after = page(client, permit)

    assert "不能按期签注" in text(refused)
    assert "逾期未签注，使用功能中止" in before
    assert "tenure-broken" in before
    assert "连续 0 个月" in after


def test_too_early_is_refused_on_the_page_and_nothing_is_stored(
    land: Country, person: Person, visit: Visit
) -> None:
    permit = holds(person, land.here.office, "440199", since=date(2026, 6, 1))
    with clock.frozen(TODAY):
        answer = visit(land.here.officer).post(
            f"{DESK}/{permit.pk}/endorse", {"ground": "job", "document": "合同"}
        )

    assert answer.status_code == 422
    assert "还没有到签注时间" in text(answer)
    assert not Endorsement.objects.exists()


def test_an_ended_permit_offers_nothing_more(land: Country, person: Person, visit: Visit) -> None:
    permit = holds(person, land.here.office, "440199", since=date(2026, 6, 1))
    with clock.frozen(TODAY):
        client = visit(land.here.officer)
        ended = {"reason": "left", "on": "2026-11-20", "document": "本人说明"}
        client.post(f"{DESK}/{permit.pk}/end", ended)
        shown = page(client, permit)
        listed = text(client.get(DESK))

    assert "已注销" in shown
    assert "F8" not in shown
    assert "没有居住证" in listed


def test_the_permit_of_another_station_is_not_found_and_whoever_is_shown_is_noted(
    land: Country, person: Person, visit: Visit
) -> None:
    permit = holds(person, land.here.office, "440199", since=date(2026, 6, 1))
    stranger = visit(station().officer)

    assert stranger.get(f"{DESK}/{permit.pk}").status_code == 404
    assert "没有居住证" in text(stranger.get(DESK))
    page(visit(land.here.officer), permit)
    assert Disclosure.objects.filter(kind="residence_permit", person=person).count() == 1
