"""Asking agencies (核查): claims, answers, failures, late answers; nothing is believed blindly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from applications.actions import (
    assess_if_ready,
    claim_verification,
    due_verifications,
    expect_answer,
    record_answer,
    record_failure,
    withdraw,
)
from applications.connectors import Answer
from applications.models import Application, Verification, VerificationStatus
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer,
    answer_all,
    filed,
    fresh,
    settlement,
)


@pytest.fixture
def application(here: Counter, five: Five) -> Application:
    return filed(here, settlement(five))


@pytest.fixture
def tenure(application: Application) -> Verification:
    return application.verifications.get(fact="dwelling.tenure")


def test_a_question_names_the_person_the_fact_and_the_day(tenure: Verification, five: Five) -> None:
    question = claim_verification(tenure.pk)

    assert question is not None
    assert (question.request_id, question.fact, question.agency) == (
        tenure.pk,
        "dwelling.tenure",
        "real_estate",
    )
    assert question.subject.identity_number == five.applicant.held_numbers.get().number
    assert question.related is None
    assert question.subject.name not in repr(question)


def test_a_question_about_two_people_names_both(application: Application, five: Five) -> None:
    row = application.verifications.get(fact="relation.kind", party__person=five.spouse)

    question = claim_verification(row.pk)

    assert question is not None
    assert question.related is not None
    assert question.related.identity_number == five.applicant.held_numbers.get().number


def test_a_claimed_question_is_not_claimed_again_until_the_claim_runs_out(
    tenure: Verification,
) -> None:
    assert claim_verification(tenure.pk) is not None
    assert claim_verification(tenure.pk) is None

    with clock.frozen(clock.now() + timedelta(minutes=30)):
        assert claim_verification(tenure.pk) is not None
    tenure.refresh_from_db()
    assert tenure.attempts == 2


def test_what_is_due_is_listed_oldest_first_and_what_was_claimed_is_not(
    application: Application, tenure: Verification
) -> None:
    claim_verification(tenure.pk)
    due = due_verifications(limit=100)
    assert len(due) == application.verifications.count() - 1
    assert tenure.pk not in due


def test_nobody_asks_about_an_application_that_has_ended(
    here: Counter, application: Application, tenure: Verification
) -> None:
    withdraw(application.pk, by=here.auxiliary)
    assert claim_verification(tenure.pk) is None
    assert due_verifications(limit=100) == []


def test_an_answer_is_kept_with_its_receipt(tenure: Verification) -> None:
    """Row V07: what was known, from whom, when."""
    row = answer(tenure, "leased", receipt="房管-1")
    assert (row.status, row.value, row.receipt["receipt"]) == ("answered", "leased", "房管-1")
    assert row.next_attempt_at is None


def test_no_record_leaves_the_fact_unknown_and_is_no_no(tenure: Verification) -> None:
    row = answer(tenure, None)
    assert (row.status, row.value) == (VerificationStatus.UNKNOWN_TO_AGENCY, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "palace"},
        {"value": 7},
        {"value": None},
        {"known": False},
        {"fact": "dwelling.area_m2", "value": "60"},
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_not_stored(
    tenure: Verification, wrong: dict[str, object]
) -> None:
    good = Answer(
        request_id=tenure.pk,
        fact=tenure.fact,
        known=True,
        value="owned",
        answered_at=clock.now(),
        receipt="1",
    )
    with pytest.raises(InvalidInput):
        record_answer(tenure.pk, replace(good, **wrong))  # type: ignore[arg-type]  # on purpose

    tenure.refresh_from_db()
    assert (tenure.status, tenure.value, tenure.receipt) == ("pending", None, {})


def test_an_answer_to_a_question_nobody_asked_is_not_found(tenure: Verification) -> None:
    with pytest.raises(NotFound):
        record_answer(
            type(tenure.pk)(int=1),
            Answer(
                request_id=tenure.pk,
                fact=tenure.fact,
                known=True,
                value="owned",
                answered_at=clock.now(),
                receipt="1",
            ),
        )


def test_the_same_answer_twice_changes_nothing(tenure: Verification) -> None:
    answer(tenure, "owned", receipt="1")
    again = answer(tenure, "owned", receipt="2")
    assert (again.receipt["receipt"], again.conflicts) == ("1", False)


def test_another_answer_is_kept_beside_the_first_for_a_person_to_look_at(
    tenure: Verification,
) -> None:
    answer(tenure, "owned", receipt="1")
    again = answer(tenure, "none", receipt="2")
    assert (again.value, again.conflicts) == ("owned", True)
    assert again.receipt["others"][0]["value"] == "none"


def test_a_record_found_later_fills_what_was_unknown(tenure: Verification) -> None:
    answer(tenure, None)
    row = answer(tenure, "owned")
    assert (row.status, row.value, row.conflicts) == ("answered", "owned", False)


def test_a_passing_failure_is_asked_again_later(tenure: Verification) -> None:
    """Row V01: retries are kept in the row."""
    claim_verification(tenure.pk)
    row = record_failure(tenure.pk, error="timeout", permanent=False, retry_after=120)

    assert (row.status, row.last_error) == ("pending", "timeout")
    assert row.next_attempt_at is not None
    assert row.next_attempt_at >= clock.now() + timedelta(seconds=100)


def test_an_agency_that_answers_again_is_asked_at_once_what_it_owes(
    application: Application, tenure: Verification
) -> None:
    """Row V01: after an outage nobody waits out the pauses that grew while it lasted."""
    one, other = application.verifications.filter(agency="public_security")[:2]
    for row in (one, other, tenure):
        claim_verification(row.pk)
        record_failure(row.pk, error="timeout", permanent=False, retry_after=200)
    with clock.frozen(clock.now() + timedelta(seconds=201)):
        claim_verification(one.pk)
        Verification.objects.filter(pk__in=[other.pk, tenure.pk]).update(
            next_attempt_at=clock.now() + timedelta(minutes=5)
        )
        answer(one, Agencies().value(one))

        due = due_verifications(limit=100)
        assert other.pk in due
        assert tenure.pk not in due


def test_a_lasting_failure_asks_for_a_document(tenure: Verification) -> None:
    row = record_failure(tenure.pk, error="not ours", permanent=True)
    assert (row.status, row.next_attempt_at) == ("by_hand", None)


def test_a_failure_after_the_answer_changes_nothing(tenure: Verification) -> None:
    answer(tenure, "owned")
    assert record_failure(tenure.pk, error="late", permanent=True).status == "answered"


def test_a_promised_answer_is_waited_for_and_then_asked_for_again(tenure: Verification) -> None:
    row = expect_answer(tenure.pk)
    assert row.status == VerificationStatus.AWAITED
    assert tenure.pk not in due_verifications(limit=100)

    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert tenure.pk in due_verifications(limit=100)


def test_a_promise_after_the_answer_changes_nothing(tenure: Verification) -> None:
    answer(tenure, "owned")
    assert expect_answer(tenure.pk).status == "answered"


def test_an_agency_that_is_down_leaves_the_file_listed_and_holds_up_no_other_question(
    here: Counter, five: Five
) -> None:
    """Row V01: every question has a clock of its own."""
    application = accepted(here, settlement(five))
    housing = application.verifications.get(fact="dwelling.tenure")
    claim_verification(housing.pk)
    record_failure(housing.pk, error="unreachable", permanent=False)
    for row in application.verifications.exclude(pk=housing.pk).select_related("party"):
        answer(row, Agencies().value(row))

    assert assess_if_ready(application.pk) is None
    assert list(application.verifications.outstanding()) == [housing]

    answer(housing, "owned")
    assert assess_if_ready(application.pk) is not None


def test_nothing_is_assessed_before_it_is_accepted(application: Application) -> None:
    answer_all(application)
    assert assess_if_ready(application.pk) is None
    assert fresh(application.pk).status == "submitted"


def test_assessing_when_ready_happens_once(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    answer_all(application)

    assert assess_if_ready(application.pk) is not None
    assert assess_if_ready(application.pk) is None
    assert application.assessments.count() == 1
