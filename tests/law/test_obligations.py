"""What texts oblige offices to do: due days as the text says, none guessed (E12, E08)."""

import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from hukou.law import PACKS, DutyStanding, Obligation, PackError, load_law, without_lead
from hukou.law.obligation_cases import failed_obligation_cases, load_obligation_cases
from hukou.law.obligation_mutants import mutate_obligations
from hukou.law.obligations import load_obligations

TODAY: Final = date(2026, 11, 28)


def duty(name: str) -> Obligation:
    return load_law().obligations.by_id[name]


def test_every_case_of_duties_comes_out_as_it_says() -> None:
    law = load_law()

    assert list(failed_obligation_cases(law.obligations, law.obligation_cases)) == []


def test_every_changed_day_lead_and_partner_is_noticed_by_a_case() -> None:
    law = load_law()
    made = list(mutate_obligations(law.obligations, law.obligation_cases, law.regulations))

    assert len(made) > 200
    assert [each.change for each in made if each.caught_by is None] == []


def test_a_mutant_that_no_case_asks_about_is_told_as_missed() -> None:
    """The control of the test above."""
    law = load_law()
    few = [each for each in law.obligation_cases if each.obligation != "jm-mid-term"]
    made = mutate_obligations(law.obligations, few, law.regulations)

    assert any(each.change.startswith("jm-mid-term.due") for each in made if not each.caught_by)


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("jm-annual-report", [date(2026, 11, 30)]),
        ("qn-finance-statement", [date(2026, 6, 30)]),
        ("qn-year-summary", [date(2026, 12, 31)]),
        (
            "qn-quarterly-brief",
            [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)],
        ),
    ],
)
def test_reports_come_again_each_year(name: str, dates: list[date]) -> None:
    assert list(duty(name).dates(2026)) == dates


def test_a_report_is_due_only_while_its_text_is_in_force() -> None:
    assert duty("jm-annual-report").dates(2017) == ()
    assert duty("jm-annual-report").dates(2018) == (date(2018, 11, 30),)


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("qzf-county-measures", DutyStanding.OVERDUE),
        ("jm-annual-report", DutyStanding.SOON),
        ("qn-finance-statement", DutyStanding.DRAFT),
        ("qze-city-measures", DutyStanding.DRAFT),
        ("sx-supporting-policies", DutyStanding.ENDED),
    ],
)
def test_a_draft_and_an_expired_text_are_never_overdue(name: str, standing: DutyStanding) -> None:
    each = duty(name)
    due = next((due for year in range(2017, 2027) for due in reversed(each.dates(year))), None)
    if each.due.rhythm.recurs:
        due = each.dates(2026)[0]

    assert each.standing(due, on=TODAY) is standing


def test_a_day_without_a_year_is_told_and_never_placed() -> None:
    each = duty("qzd-county-measures")

    assert each.doubt
    assert each.dates(2017) == ()
    assert each.due.told(2017) == ("--10-31",)


def test_deadlines_that_nobody_answers_for_are_listed() -> None:
    """For the lint rule: a deadline without an owner."""
    named = {each.id for each in without_lead(load_law().obligations.every)}

    assert {"qn-mid-term", "qze-roll-out"} <= named
    assert all(not duty(each).lead for each in named)


def test_a_place_is_told_its_own_duties() -> None:
    mine = {each.jurisdiction for each in load_law().obligations.at("440703")}

    assert mine == {"440700"}


# --- broken examples ---------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for pack in ("440700-jiangmen", "330800-quzhou", "522700-qiannan"):
        shutil.copytree(PACKS / pack, tmp_path / pack)
    return tmp_path


JM: Final = "440700-jiangmen/obligations.yaml"
QZ: Final = "330800-quzhou/obligations.yaml"
QN: Final = "522700-qiannan/obligations.yaml"
CASES: Final = "440700-jiangmen/obligations.cases.yaml"


def broken(shelf: Path, file: str, written: str, instead: str) -> None:
    path = shelf / file
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "written", "instead", "refusal"),
    [
        (JM, "{yearly: {month: 11, day: 30}}", "{yearly: {month: 13, day: 1}}", "1 to 12"),
        (JM, "{yearly: {month: 11, day: 30}}", "{yearly: {month: 11, day: 31}}", "1 to 30"),
        (JM, "{yearly: {month: 11, day: 30}}", "{yearly: {month: 11}}", "'day' is missing"),
        (JM, "{yearly: {month: 11, day: 30}}", "sometime", "write a mapping"),
        (JM, "due: {yearly: {month: 11, day: 30}}, ", "", "'due' is missing"),
        (JM, "{within: 2018}", "{within: 18}", "a year from"),
        (JM, "{within: 2018}", "{within: later}", "a year like 2018"),
        (JM, "{within: 2018}", "{within: 2018, by: 2018-06-01}", "say one of"),
        (JM, "{within: 2018}", "{monthly: 1}", "'yearly' is missing"),
        (QN, "{quarterly: true}", "{quarterly: 4}", "'quarterly' is true"),
        (QZ, "due: {by: 2017-10-31}", "due: {by: 十月底}", "write a mapping"),
        (QZ, ", doubt: 原文没有写年份；正式意见的报道写2017年", "", "no year"),
        (QZ, "未写日期}", "未写日期, doubt: 存疑}", "no day is named"),
        (JM, "lead: [各市（区）人民政府, 市有关单位], ", "", "names nobody"),
        (JM, "partners: [], ", "", "names nobody"),
        (JM, "[市有关单位]", "[市公安局]", "both leads and joins"),
        (JM, "[市公安局, 市发展和改革局]", "[市公安局, 市公安局]", "once"),
        (JM, "clause: lead", "clause: hearsay", "no clause 'hearsay'"),
        (JM, "regulation: jm-2018-5", "regulation: jm-2030", "no regulation 'jm-2030'"),
        (JM, "{regulation: jm-2018-5", "{anchor: nowhere, regulation: jm-2018-5", "no clause"),
        (JM, "{regulation: jm-2018-5", "{regulation: qz-final-2017", "is no text of"),
        (JM, "id: jm-mid-term", "id: jm-annual-report", "stands twice"),
        (JM, "said: 2018年内", "说: 2018年内", "'said' is missing"),
        (JM, "what: 组织开展中期督查评估, ", "", "'what' is missing"),
        (JM, "said: 2018年内", "said: 2018年内, owner: 市公安局", "unknown key 'owner'"),
        (JM, "  quality: full text", "  goodness: full text", "'quality' is missing"),
        (
            JM,
            "  review: {",
            "  idle: {regulation: jm-2018-5, heading: x, lines: '1', summary: x}\n  review: {",
            "lays down no duty",
        ),
        (CASES, "obligation: jm-mid-term", "obligation: jm-final-review", "no case meets"),
        (CASES, "obligation: jm-mid-term", "obligation: nothing", "no duty 'nothing'"),
        (CASES, "standing: soon", "standing: late", "'standing' is one of"),
        (CASES, "day: 2026-11-30, ", "", "'day' is missing"),
        (CASES, "year: 2017", "year: soon", "'year' is the year"),
    ],
)
def test_an_unclear_duty_is_refused(
    shelf: Path, file: str, written: str, instead: str, refusal: str
) -> None:
    broken(shelf, file, written, instead)

    with pytest.raises(PackError, match=refusal):
        load_obligation_cases(shelf, load_obligations(shelf, load_law().regulations))


def test_a_file_of_duties_without_cases_is_refused(shelf: Path) -> None:
    (shelf / CASES).unlink()

    with pytest.raises(PackError, match="no cases"):
        load_obligation_cases(shelf, load_obligations(shelf, load_law().regulations))


def test_a_refusal_names_the_file_and_the_line(shelf: Path) -> None:
    broken(shelf, JM, "{within: 2018}", "{within: later}")

    with pytest.raises(PackError, match=r"440700-jiangmen/obligations\.yaml:\d+: "):
        load_obligations(shelf, load_law().regulations)
