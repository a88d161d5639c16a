"""What texts oblige offices to do is tracked: assigned, reported, done on evidence (E12)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest

from applications.actions import (
    Upload,
    assign_obligation,
    complete_obligation,
    reopen_obligation,
    report_obligation,
)
from applications.errors import (
    DraftObligesNobody,
    DutyAlreadyDone,
    DutyNotDone,
    DutyOfAnotherOffice,
    EvidenceOfDutyMissing,
    MayNotHandleLaw,
    NoSuchDuty,
    ReportedAlready,
    TextRefused,
)
from applications.models import ObligationProgress, ObligationStep, SourceText
from applications.queries.obligations import (
    calendar_of,
    history_of,
    list_duties,
    loads,
)
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, InvalidInput
from hukou.law import DutyStanding, load_law
from registry.models import Account, OfficeLevel, PostingRole
from tests.cast import station
from tests.factories import OfficeFactory, PostingFactory

pytestmark = pytest.mark.django_db
DUTY: Final = "qzf-county-measures"
DUE: Final = date(2017, 10, 31)
TODAY: Final = date(2026, 11, 28)
PAPER: Final = Upload(
    name="柯城区户籍制度改革措施.pdf", content_type="application/pdf", content=b"%PDF-1.7"
)


@pytest.fixture
def approver() -> Account:
    """The approver of a county of Quzhou."""
    return station(
        PostingRole.COUNTY_APPROVER, code="330802000000", level=OfficeLevel.COUNTY
    ).officer


def standing(name: str = DUTY, *, on: date = TODAY) -> DutyStanding:
    return next(each.standing for each in list_duties(on=on) if each.obligation.id == name)


def completed(by: Account, **told: Any) -> ObligationStep:
    how: dict[str, Any] = {
        "due_on": DUE,
        "adopted_on": date(2017, 10, 20),
        "official_number": "柯政发〔2017〕9号",
    }
    return complete_obligation(DUTY, by=by, **how | told)


def test_a_duty_is_overdue_until_it_is_done_on_evidence(approver: Account) -> None:
    assert standing() is DutyStanding.OVERDUE

    report_obligation(DUTY, due_on=DUE, note="草案已送审，𠮷地会签", by=approver)
    assert standing() is DutyStanding.OVERDUE
    step = completed(approver, evidence=PAPER)

    assert standing() is DutyStanding.DONE
    assert step.evidence is not None
    assert bytes(step.evidence.content) == PAPER.content
    assert [each.act for each in step.progress.steps.all()] == ["reported", "completed"]
    assert step.progress.steps.get(act="reported").note == "草案已送审，𠮷地会签"


def test_what_was_done_by_mistake_is_opened_again_and_its_history_stays(approver: Account) -> None:
    completed(approver)

    step = reopen_obligation(DUTY, due_on=DUE, reason="文号有误", by=approver)

    assert standing() is DutyStanding.OVERDUE
    assert [each.act for each in step.progress.steps.all()] == ["completed", "reopened"]


def test_an_owner_is_named_and_only_that_office_and_those_above_report(approver: Account) -> None:
    office = approver.postings.get().office
    other = station(PostingRole.COUNTY_APPROVER, code="330803000000").officer
    assign_obligation(DUTY, due_on=DUE, office=office, account=approver, by=approver)

    report_obligation(DUTY, due_on=DUE, note="已起草", by=approver)
    with pytest.raises(DutyOfAnotherOffice):
        report_obligation(DUTY, due_on=DUE, note="我们也起草了", by=other)

    progress = ObligationProgress.objects.get()
    assert (progress.office, progress.account) == (office, approver)
    assert progress.steps.count() == 2


def test_an_administrator_keeps_the_book_of_every_place() -> None:
    administrator = station(PostingRole.SYSTEM_ADMINISTRATOR).officer

    completed(administrator)

    assert standing() is DutyStanding.DONE


@pytest.mark.parametrize(
    "role",
    [
        each
        for each in PostingRole
        if each not in {"county_approver", "city_approver", "system_administrator"}
    ],
)
def test_nobody_else_writes(role: PostingRole) -> None:
    with pytest.raises(MayNotHandleLaw):
        completed(station(role, code="330802000000").officer)

    assert not ObligationProgress.objects.exists()


def a_day_to_come(by: Account) -> object:
    return completed(by, adopted_on=clock.today() + timedelta(days=1))


def without_evidence(by: Account) -> object:
    return completed(by, official_number="  ")


def with_an_empty_file(by: Account) -> object:
    return completed(
        by, evidence=Upload(name="空.pdf", content_type="application/pdf", content=b"")
    )


def without_a_word(by: Account) -> object:
    return report_obligation(DUTY, due_on=DUE, note="　", by=by)


def at_length(by: Account) -> object:
    return report_obligation(DUTY, due_on=DUE, note="字" * 1001, by=by)


def of_a_draft(by: Account) -> object:
    return report_obligation("qze-city-measures", due_on=date(2017, 6, 30), note="已出台", by=by)


def on_another_day(by: Account) -> object:
    return report_obligation(DUTY, due_on=date(2017, 11, 1), note="已办", by=by)


def without_the_day(by: Account) -> object:
    return report_obligation(DUTY, due_on=None, note="已办", by=by)


def of_another_city(by: Account) -> object:
    return report_obligation("jm-annual-report", due_on=date(2026, 11, 30), note="已报", by=by)


def what_is_open(by: Account) -> object:
    return reopen_obligation(DUTY, due_on=DUE, reason="看错了", by=by)


def to_another_city(by: Account) -> object:
    office = OfficeFactory.create(code="440703000000")
    return assign_obligation(DUTY, due_on=DUE, office=office, by=by)


def to_somebody_elsewhere(by: Account) -> object:
    stranger = PostingFactory.create(role=PostingRole.COUNTY_APPROVER).account
    return assign_obligation(
        DUTY, due_on=DUE, office=by.postings.get().office, account=stranger, by=by
    )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (a_day_to_come, InvalidInput),
        (without_evidence, EvidenceOfDutyMissing),
        (with_an_empty_file, TextRefused),
        (without_a_word, InvalidInput),
        (at_length, InvalidInput),
        (of_a_draft, DraftObligesNobody),
        (on_another_day, NoSuchDuty),
        (without_the_day, NoSuchDuty),
        (of_another_city, DutyOfAnotherOffice),
        (what_is_open, DutyNotDone),
        (to_another_city, InvalidInput),
        (to_somebody_elsewhere, InvalidInput),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    approver: Account,
    wrong: Callable[[Account], object],
    refusal: type[DomainError],
) -> None:
    with pytest.raises(refusal):
        wrong(approver)

    assert not ObligationStep.objects.exists()
    assert not ObligationProgress.objects.exclude(state="open", office=None).exists()
    assert not SourceText.objects.exists()


def test_a_refusal_for_a_draft_cites_the_draft(approver: Account) -> None:
    with pytest.raises(DraftObligesNobody) as refused:
        of_a_draft(approver)

    assert "起草说明" in str(refused.value.facts["cite"])


def test_the_same_twice_is_told_and_not_stored_twice(approver: Account) -> None:
    report_obligation(DUTY, due_on=DUE, note="已起草", by=approver)

    with pytest.raises(ReportedAlready):
        report_obligation(DUTY, due_on=DUE, note=" 已起草 ", by=approver)

    completed(approver)
    with pytest.raises(DutyAlreadyDone):
        completed(approver)
    assert ObligationStep.objects.count() == 2


def test_what_recurs_is_kept_by_due_day() -> None:
    jiangmen = station(PostingRole.CITY_APPROVER, code="440700000000").officer
    duty = load_law().obligations.by_id["jm-annual-report"]

    complete_obligation(
        duty.id,
        due_on=date(2025, 11, 30),
        adopted_on=date(2025, 11, 20),
        official_number="江公〔2025〕1号",
        by=jiangmen,
    )

    told = {each.due_on: each.standing for each in history_of(duty, on=TODAY)}
    assert told[date(2026, 11, 30)] is DutyStanding.SOON
    assert told[date(2025, 11, 30)] is DutyStanding.DONE
    assert told[date(2024, 11, 30)] is DutyStanding.OVERDUE
    assert min(day for day in told if day) == date(2018, 11, 30)
    assert [each.due_on for each in list_duties(on=TODAY, obligations=[duty])] == [
        date(2026, 11, 30)
    ]


def test_a_missed_report_stands_beside_the_next_one() -> None:
    duty = load_law().obligations.by_id["jm-annual-report"]

    rows = list_duties(on=date(2026, 12, 1), obligations=[duty])

    assert [(each.due_on, each.standing) for each in rows] == [
        (date(2026, 11, 30), DutyStanding.OVERDUE),
        (date(2027, 11, 30), DutyStanding.OPEN),
    ]


def test_the_calendar_of_a_year_places_reports_and_no_day_without_a_year() -> None:
    """E08: end of November, each quarter, year-end, 30 June."""
    told = [(each.due_on, each.obligation.id) for each in calendar_of(2026, on=TODAY)]

    assert told == [
        (date(2026, 3, 31), "qn-quarterly-brief"),
        (date(2026, 6, 30), "qn-finance-statement"),
        (date(2026, 6, 30), "qn-quarterly-brief"),
        (date(2026, 9, 30), "qn-quarterly-brief"),
        (date(2026, 11, 30), "jm-annual-report"),
        (date(2026, 12, 31), "qn-quarterly-brief"),
        (date(2026, 12, 31), "qn-year-summary"),
    ]


def test_what_each_lead_has_open_and_done_is_counted_without_drafts(approver: Account) -> None:
    completed(approver)

    told = {each.lead: each for each in loads(list_duties(on=TODAY))}

    counties = told["各县（市、区）人民政府"]
    assert counties.jurisdiction == "330800"
    assert (counties.late, counties.open, counties.done) == (0, 0, 1)
    assert "州财政局" not in told


def test_the_list_is_read_in_two_statements(
    django_assert_num_queries: Callable[[int], Any], approver: Account
) -> None:
    completed(approver)

    with django_assert_num_queries(2):
        list_duties(on=TODAY)
