"""Points of acceptance for identity cards: how far, for what, until when, by whose declaration."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from applications.actions import (
    AgreementRequest,
    accept,
    agree_reception,
    draft,
    end_acceptance_point,
)
from applications.errors import (
    MayNotDeclarePoints,
    MayNotHandle,
    NotAnAcceptancePoint,
    PointDeclaredAlready,
    PointEnded,
)
from applications.models import AcceptancePoint, Application, Kind, Reach
from hukou.kernel.errors import InvalidInput
from registry.models import CardMatter
from tests.applications.life import TODAY, event
from tests.cast import Family
from tests.filing import Counter
from tests.identity_cards import RENEWAL, TEXT, Point, asked, at_home, declared, handed_in, point


@pytest.fixture
def home(here: Counter) -> Family:
    return at_home(here)


@pytest.fixture
def there(here: Counter) -> Point:
    del here
    return declared(point())


@pytest.mark.parametrize(
    ("code", "reach", "event_id"),
    [
        ("330802990001", Reach.TOWNSHIP, "CARD_RENEW_NEAR"),
        ("330824000001", Reach.COUNTY, "CARD_RENEW_NEAR"),
        ("330106000001", Reach.PREFECTURE, "CARD_RENEW_NEAR"),
        ("522701000001", Reach.PROVINCE, "CARD_RENEW_AWAY"),
    ],
)
def test_how_far_the_applicant_came_says_by_which_event(
    here: Counter, home: Family, code: str, reach: Reach, event_id: str
) -> None:
    there = declared(point(code), reaches=[reach])
    application = handed_in(there.officer, home.father, away_ground="job")
    assert application.event == event_id
    del here


def test_at_home_and_at_the_bureau_above_no_point_is_needed(here: Counter, home: Family) -> None:
    for account in (here.auxiliary, here.approver):
        written = draft(event(Kind.CARD, home.father, RENEWAL), by=account)
        assert written.event == "CARD_RENEW"


@pytest.mark.parametrize(
    "told",
    [
        {"reaches": [Reach.TOWNSHIP]},
        {"matters": [CardMatter.REPLACE]},
        {"start": TODAY + timedelta(days=1)},
    ],
)
def test_a_point_accepts_for_its_reach_its_matter_and_its_days_only(
    here: Counter, home: Family, told: dict[str, Any]
) -> None:
    there = declared(point(), **told)
    with pytest.raises(NotAnAcceptancePoint):
        draft(event(Kind.CARD, home.father, RENEWAL), by=there.officer)
    assert not Application.objects.exists()
    del here


def test_a_point_closed_meanwhile_leaves_the_file_to_the_home_office(
    here: Counter, there: Point, home: Family
) -> None:
    application = handed_in(there.auxiliary, home.father)
    end_acceptance_point(AcceptancePoint.objects.get(matter=CardMatter.RENEW).pk, by=there.chief)

    with pytest.raises(MayNotHandle):
        accept(application.pk, by=there.officer)
    with pytest.raises(NotAnAcceptancePoint):
        draft(event(Kind.CARD, home.mother, RENEWAL), by=there.officer)
    assert accept(application.pk, by=here.officer).status == "accepted"


def test_across_provinces_conduct_and_credit_are_asked_and_within_one_they_are_not(
    here: Counter, home: Family, there: Point
) -> None:
    far = declared(point("522701000001"), reaches=[Reach.PROVINCE])
    away = handed_in(far.officer, home.father, away_ground="study")
    near = handed_in(there.officer, home.mother, declarant="单雄英")
    assert asked(away) == {"conduct.identity_papers_abused", "conduct.bad_credit_records"}
    assert asked(near) == set()
    del here


def test_across_provinces_the_ground_of_being_there_is_told(here: Counter, home: Family) -> None:
    far = declared(point("522701000001"), reaches=[Reach.PROVINCE])
    with pytest.raises(InvalidInput) as refused:
        draft(event(Kind.CARD, home.father, RENEWAL), by=far.officer)
    assert [each["field"] for each in refused.value.errors] == ["details.away_ground"]
    del here


def test_what_another_province_hands_in_by_its_program_is_judged_as_from_there(
    here: Counter, home: Family
) -> None:
    told = RENEWAL | {"pickup": "home", "away_ground": "job"}
    written = draft(event(Kind.CARD, home.father, told), by=None, client="province")
    assert (written.event, written.office) == ("CARD_RENEW_AWAY", here.office)
    with pytest.raises(InvalidInput) as refused:
        draft(event(Kind.CARD, home.mother, told | {"pickup": "here"}), by=None, client="province")
    assert [each["field"] for each in refused.value.errors] == ["details.pickup"]


def test_an_agreement_for_every_kind_makes_no_point(here: Counter, home: Family) -> None:
    there = point()
    how: dict[str, Any] = {"counter_id": there.office.pk, "kind": "", "start": TODAY, **TEXT}
    agree_reception(AgreementRequest(until=None, **how), by=here.chief)
    with pytest.raises(NotAnAcceptancePoint):
        draft(event(Kind.CARD, home.father, RENEWAL), by=there.officer)


def test_points_are_declared_once_by_whoever_is_in_charge(here: Counter, there: Point) -> None:
    with pytest.raises(PointDeclaredAlready):
        declared(there, matters=[CardMatter.RENEW, CardMatter.FIRST])
    assert AcceptancePoint.objects.count() == 2
    with pytest.raises(MayNotDeclarePoints):
        declared(replace(there, chief=here.chief))
    with pytest.raises(MayNotDeclarePoints):
        declared(replace(there, chief=there.officer))
    first = AcceptancePoint.objects.first()
    assert first is not None
    end_acceptance_point(first.pk, by=there.chief)
    with pytest.raises(PointEnded):
        end_acceptance_point(first.pk, by=there.chief)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reaches": []}, "reaches"),
        ({"matters": ["lend"]}, "matters"),
        ({"document": " "}, "document"),
        ({"clause": "条" * 201}, "clause"),
        ({"start": TODAY - timedelta(days=1)}, "start"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
    ],
)
def test_a_declaration_without_basis_or_of_past_days_is_refused(
    here: Counter, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        declared(point(), **told)
    assert field in [each["field"] for each in refused.value.errors]
    del here
