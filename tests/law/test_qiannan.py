"""黔南's draft, row by row: it can be tried out and never decides."""

from datetime import date

import pytest

from hukou.law import Destination, Outcome, Silence, load_law
from tests.law.people import ask

DRAFT = "qn-draft-2018"
WORKER: dict[str, object] = {"residence.in_town": True, "activity.working": True}


@pytest.mark.parametrize("activity", ["working", "trading", "investing", "founding"])
def test_any_work_in_town_settles_without_years_or_income(activity: str) -> None:
    """QN-1."""
    person = {"residence.in_town": True, f"activity.{activity}": True}
    judged = ask(DRAFT, person, channel="QN-1")
    assert judged.outcome == "eligible"
    assert judged.channel("QN-1").verdict.missing == ()


def test_whom_the_text_does_not_name_an_officer_looks_at() -> None:
    judged = ask(DRAFT, WORKER, {"wife": {"relation.kind": "spouse"}}, channel="QN-1")
    assert judged.companion("wife").outcome == "review"
    assert [each.id for each in judged.companion("wife").verdict.review] == ["A-QN-4"]


@pytest.mark.parametrize(
    ("entered", "outcome"), [("2017-12-31", Outcome.ELIGIBLE), ("2018-01-01", Outcome.REVIEW)]
)
def test_officials_hired_from_2018_move_to_the_workplace_and_the_conflict_is_shown(
    entered: str, outcome: Outcome
) -> None:
    """L20: the heading says where one really lives, the sentence below it says the workplace."""
    official = {"civil_service.employer": "state_organ", "civil_service.entry_date": entered}
    channel = ask(DRAFT, official, channel="QN-3").channel("QN-3")
    assert channel.outcome == outcome
    told = [each.reason for each in channel.verdict.review]
    assert bool(told) is (outcome == "review")
    assert all("工作单位所在地" in each and "实际居住地" in each for each in told)
    assert "工作单位所在地" in load_law().regulations[DRAFT].channels["QN-3"].outcome_text


def test_natives_who_live_elsewhere_are_registered_there_and_nobody_is_offered_it_here() -> None:
    """QN-4."""
    judged = ask(DRAFT, WORKER)
    assert "QN-4" not in [each.id for each in judged.channels]
    assert ask(DRAFT, {}, channel="QN-4").outcome == "review"


def test_people_without_registration_are_never_refused_by_other_channels() -> None:
    """QN-5."""
    nobody = {"person.no_hukou": True, "residence.in_town": False, "relocation.moved_in": False}
    assert ask(DRAFT, nobody | {"civil_service.employer": "none"}).outcome == "review"


def test_the_draft_decides_nothing_even_when_somebody_dates_it() -> None:
    judged = ask(
        DRAFT,
        WORKER,
        mode="decide",
        on=date(2019, 1, 1),
        activated_on=date(2018, 7, 1),
        destination=Destination(division="522701"),
    )
    assert judged.outcome == "no_policy"
    assert judged.silence is Silence.DRAFT


def test_every_judgement_by_the_draft_says_that_it_is_one() -> None:
    assert [each.id for each in ask(DRAFT, WORKER).flags] == ["A-QN-1"]
