"""What an agency answered lately is not asked again, nor its paper demanded (免提交; row V08)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    approve,
    ask_another,
    ask_for_supplement,
    assess_if_ready,
    attach,
    compare_answers,
    draft,
    replace_by_document,
    revise,
    submit,
    withdraw,
)
from applications.models import Application, Kind, PartyRole, Verification
from applications.queries.lacking import lacking
from hukou.kernel import clock, identity_number
from hukou.law import load_law
from tests.filing import ADDRESS, Counter, Five, accepted, answer, answer_all, filed, settlement

VALID = load_law().vocabulary["education.level"].valid_for_days
TALENT = "QZF-2"


def graduate(five: Five) -> DraftRequest:
    request = settlement(five, channel=TALENT)
    lead = replace(request.parties[0], declared={"education.level": "bachelor"})
    return replace(request, parties=[lead])


def level(application: Application) -> Verification:
    return application.verifications.get(fact="education.level")


def shown(application: Application, row: Verification, value: str, *, by: Counter) -> None:
    """Put a diploma in the place of what the department says."""
    pdf = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 diploma")
    paper = attach(application.pk, pdf, kind="diploma", by=by.auxiliary)
    replace_by_document(row.pk, by=by.officer, document_id=paper.pk, value=value, reason="停机")


@pytest.fixture
def earlier(here: Counter, five: Five) -> Verification:
    """A diploma that the education department confirmed for an application withdrawn since."""
    application = filed(here, graduate(five))
    row = answer(level(application), "bachelor", receipt="学-1")
    withdraw(application.pk, by=here.auxiliary)
    return row


def test_an_answer_inside_its_validity_is_not_asked_again(
    here: Counter, five: Five, earlier: Verification
) -> None:
    row = level(filed(here, graduate(five)))

    assert (row.status, row.value, row.reused_from) == ("answered", "bachelor", earlier)
    assert (row.receipt["receipt"], row.answered_at) == ("学-1", earlier.answered_at)
    assert (row.attempts, row.next_attempt_at, row.due_at) == (0, None, None)


def test_the_paper_is_not_demanded_either(here: Counter, five: Five, earlier: Verification) -> None:
    assert earlier.value
    application = accepted(here, graduate(five))

    assert not [line for line in lacking(application, on=clock.today()) if "学历" in line]
    assessment = assess_if_ready(application.pk)
    assert assessment is not None
    fact = assessment.facts[0]["facts"]["education.level"]
    assert (fact["value"], fact["source"], fact["agency"]) == ("bachelor", "agency", "education")
    assert fact["reused_from"] == str(earlier.pk)
    assert fact["answered_at"] == earlier.receipt["answered_at"]


@pytest.mark.parametrize(
    ("days", "status"), [(VALID - 1, "answered"), (VALID, "pending"), (VALID + 1, "pending")]
)
def test_an_answer_keeps_as_long_as_its_fact_says_and_not_a_day_longer(
    here: Counter, five: Five, earlier: Verification, days: int, status: str
) -> None:
    Verification.objects.filter(pk=earlier.pk).update(
        answered_at=clock.now() - timedelta(days=days)
    )

    assert level(filed(here, graduate(five))).status == status


def test_what_was_reused_does_not_grow_younger(
    here: Counter, five: Five, earlier: Verification
) -> None:
    """An answer that was taken over keeps its day: it cannot be handed on for ever."""
    Verification.objects.filter(pk=earlier.pk).update(
        answered_at=clock.now() - timedelta(days=VALID - 1)
    )
    second = filed(here, graduate(five))
    assert level(second).reused_from == earlier
    withdraw(second.pk, by=here.auxiliary)

    with clock.frozen(clock.now() + timedelta(days=2)):
        assert level(filed(here, graduate(five))).status == "pending"


def test_somebody_elses_answer_is_nobodys(here: Counter, five: Five, earlier: Verification) -> None:
    assert earlier.value
    other = replace(graduate(five).parties[0], person_id=five.mother.pk)
    row = level(filed(here, replace(graduate(five), parties=[other])))

    assert (row.status, row.reused_from) == ("pending", None)


@pytest.mark.parametrize("doubt", ["conflicts", "replaced", "unknown"])
def test_what_is_doubted_or_not_an_answer_is_asked_anew(
    here: Counter, five: Five, doubt: str
) -> None:
    application = filed(here, graduate(five))
    row = level(application)
    if doubt == "unknown":
        answer(row, None)
    if doubt == "conflicts":
        answer(row, "bachelor")
        answer(row, "master")
    if doubt == "replaced":
        shown(application, row, "bachelor", by=here)
    withdraw(application.pk, by=here.auxiliary)

    assert level(filed(here, graduate(five))).status == "pending"


def newcomer(number: str) -> DraftRequest:
    lead = PartyRequest(
        role=PartyRole.APPLICANT,
        newcomer=Newcomer(name="周小树", identity_number=number, from_address="江西省某市"),
        declared={"education.level": "bachelor"},
    )
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="qz-final-2017",
        channel=TALENT,
        applied_on=clock.today(),
        parties=[lead],
        address=ADDRESS,
    )


def number_of(sequence: int) -> str:
    return identity_number.compose("440199", date(1990, 5, 5), sequence=sequence).text


def test_a_newcomer_is_known_by_the_number(here: Counter) -> None:
    first = filed(here, newcomer(number_of(31)))
    for row in first.verifications.filter(fact="education.level"):
        answer(row, "bachelor")
    withdraw(first.pk, by=here.auxiliary)

    assert level(filed(here, newcomer(number_of(31)))).reused_from == level(first)
    assert level(filed(here, newcomer(number_of(33)))).status == "pending"


def test_what_was_taken_over_stays_when_its_own_file_is_rewritten(here: Counter) -> None:
    request = newcomer(number_of(31))
    first = filed(here, request)
    told = answer(level(first), "bachelor", receipt="学-1")
    taken = level(filed(here, request))
    ask_for_supplement(first.pk, by=here.officer, needed=["住所地址有误"])

    moved = replace(request, address=replace(ADDRESS, room="302"))
    revise(first.pk, moved, by=here.auxiliary)

    taken.refresh_from_db()
    assert (taken.value, taken.reused_from) == ("bachelor", told)
    told.refresh_from_db()
    assert (told.status, told.value, told.receipt["receipt"]) == ("retired", "bachelor", "学-1")
    assert not first.verifications.exists()


def test_what_depends_on_others_or_grows_by_itself_is_asked_every_time(
    here: Counter, five: Five
) -> None:
    first = filed(here, settlement(five))
    answer_all(first)
    withdraw(first.pk, by=here.auxiliary)

    again = filed(here, settlement(five))

    assert not again.verifications.exclude(reused_from=None).exists()
    assert again.verifications.filter(status="pending").count() == first.verifications.count()
    keeps = [each for each in load_law().vocabulary.facts.values() if each.valid_for_days]
    assert not [each.name for each in keeps if each.unit == "months"]


def test_asking_anew_leaves_a_paper_in_its_place(
    here: Counter, five: Five, earlier: Verification
) -> None:
    assert earlier.value
    application = filed(here, graduate(five))
    row = level(application)
    shown(application, row, "master", by=here)

    asked = ask_another(row.pk, by=here.officer, agency="education")
    assert (asked.status, asked.document_value, asked.conflicts) == ("replaced", "master", True)
    assert asked in Verification.objects.due(clock.now())
    answer(row, "bachelor", receipt="学-2")

    row.refresh_from_db()
    assert (row.status, row.document_value, row.value) == ("replaced", "master", "bachelor")
    assert (row.conflicts, row.next_attempt_at) == (True, None)


def test_asking_anew_forgets_what_was_said_of_the_answer_before(
    here: Counter, five: Five, earlier: Verification
) -> None:
    assert earlier.value
    row = level(filed(here, graduate(five)))
    answer(row, "master")
    compare_answers(row.pk, by=here.officer, note="已致电学校")

    ask_another(row.pk, by=here.officer, agency="education")
    row.refresh_from_db()
    assert (row.status, row.value, row.reused_from) == ("pending", None, None)
    assert (row.conflicts, row.compared_by, row.compared_note) == (False, None, "")
    answer(row, "master")

    row.refresh_from_db()
    assert (row.status, row.value, row.conflicts) == ("answered", "master", False)


def test_looking_for_fresh_answers_is_one_statement(
    here: Counter, five: Five, earlier: Verification
) -> None:
    assert earlier.value
    application = draft(graduate(five), by=here.auxiliary)

    with CaptureQueriesContext(connection) as statements:
        submit(application.pk, by=here.auxiliary)

    asked = [each["sql"] for each in statements if "applications_verification" in each["sql"]]
    assert len(asked) == 2, asked


def test_after_the_decision_the_snapshot_says_what_was_known_from_whom_and_when(
    here: Counter, five: Five
) -> None:
    """Row V07: a later answer changes the file's table, never what was decided on."""
    application = accepted(here, settlement(five))
    answer_all(application)
    assessment = assess_if_ready(application.pk)
    assert assessment is not None
    approve(application.pk, by=here.chief)
    frozen = assessment.facts[0]["facts"]["dwelling.tenure"]

    answer(application.verifications.get(fact="dwelling.tenure"), "none", receipt="迟到")

    application.refresh_from_db()
    kept = application.decision.assessment
    assert kept.facts[0]["facts"]["dwelling.tenure"] == frozen
    assert (frozen["value"], frozen["agency"], frozen["receipt"]) == (
        "owned",
        "real_estate",
        "回执1",
    )
    assert frozen["answered_at"]
    assert kept.digest == assessment.digest
