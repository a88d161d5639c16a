"""What guards a decision (防线), as cited data."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from hukou.kernel.clock import ZONE
from hukou.kernel.periods import HolidayCalendar
from hukou.law import PACKS, PackError, load_law
from hukou.law.guards import load_guards

LAW = load_law()
GUARDS = LAW.guards


def test_kin_stand_back_to_the_third_collateral_generation() -> None:
    """A04: cousins are three steps away."""
    assert GUARDS.recusal.kin_steps == 3
    assert GUARDS.recusal.cite.clause == "第七十四条第一款、第七十六条"


def test_what_the_city_decides_is_examined_level_by_level() -> None:
    """Several levels: the nearest to the counter first, each with its working days."""
    heard = GUARDS.of_event(LAW.registration.events["CORRECT_BIRTH_DATE"])

    assert [(each.stage.id, each.stage.days) for each in heard] == [
        ("station", 20),
        ("county_bureau", 15),
    ]
    friday = date(2026, 11, 20)
    assert heard[1].stage.due(friday, HolidayCalendar()) == datetime(2026, 12, 12, tzinfo=ZONE)


def test_a_second_officer_sees_what_the_office_says_two_must_see() -> None:
    heard = GUARDS.of_event(LAW.registration.events["NUMBER_CHANGE"])
    assert [each.stage.id for each in heard] == ["second_officer"]
    assert heard[0].cite.clause == "双人复核"
    assert GUARDS.of_event(LAW.registration.events["DEATH"]) == ()


def test_the_approval_of_a_county_government_is_proven_by_a_fact() -> None:
    """L08."""
    assert GUARDS.outside == {"county_government": "approval.county_government"}


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        ("kin_steps: 3", "kin_steps: 0", "'kin_steps' is a whole number"),
        ("kin_steps: 3", "kin_steps: near", "'kin_steps' is a whole number"),
        ("kin_steps: 3", "kin_step: 3", "'kin_steps' is missing"),
        ("clause: 第七十四条第一款、第七十六条, ", "", "'clause' is missing"),
        ("provenance: knowledge}", "provenance: hearsay}", "'provenance' is one of"),
        ("remind_days_before: 2", "remind_days_before: 0", "is a whole number"),
        ("report_again_after_days: 3", "report_again_after_days: soon", "is a whole number"),
        ("levels: [city_bureau]", "levels: [moon]", "'levels' names 'moon'"),
        ("events: [NUMBER_CHANGE,", "events: [NUMBER_SWAP,", "'events' names 'NUMBER_SWAP'"),
        ("events: [NUMBER_CHANGE, RESTORE_MISTAKE]", "events: []", "say which 'stages'"),
        ("stages: [second_officer]", "stages: [third_officer]", "'stages' names"),
        ("  second_officer: {", "  third_officer: {", "'stages' are station"),
        ("days: 15", "days: 0", "'days' is a whole number"),
        ("government: approval.county_government", "government: person.sex", "no fact that"),
        ("government: approval.county_government", "government: approval.moon", "no fact that"),
    ],
)
def test_an_unclear_guard_is_refused(
    tmp_path: Path, written: str, instead: str, refusal: str
) -> None:
    shutil.copytree(PACKS / "_national", tmp_path / "_national")
    file = tmp_path / "_national" / "guards.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(written) == 1
    file.write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(PackError, match=refusal):
        load_guards(tmp_path, LAW.registration, LAW.vocabulary)
