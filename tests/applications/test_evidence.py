"""Documents in an agency's place (以材料代替): with a reason, by an officer, compared later."""

from uuid import uuid4

import pytest

from applications.actions import (
    Upload,
    approve,
    assess,
    assess_if_ready,
    attach,
    leave_unknown,
    record_failure,
    replace_by_document,
)
from applications.errors import (
    ActionNotAllowed,
    AssessmentOutdated,
    DecidesOwnCase,
    GroundsMissing,
    MayNotHandle,
    NotOfThisApplication,
)
from applications.models import Application, Document, Verification
from hukou.kernel.errors import InvalidInput, NotFound
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer,
    assessed,
    filed,
    settlement,
)

PDF = Upload(name="合同.pdf", content_type="application/pdf", content=b"%PDF-1.7 lease")


@pytest.fixture
def application(here: Counter, five: Five) -> Application:
    """An accepted application to which only the housing agency has not answered."""
    application = accepted(here, settlement(five))
    rows = application.verifications.exclude(fact="dwelling.tenure").select_related("party")
    for row in rows:
        answer(row, Agencies().value(row))
    return application


@pytest.fixture
def tenure(application: Application) -> Verification:
    row = application.verifications.get(fact="dwelling.tenure")
    return record_failure(row.pk, error="unreachable", permanent=False)


@pytest.fixture
def lease(here: Counter, application: Application) -> Document:
    return attach(application.pk, PDF, kind="lease_contract", by=here.auxiliary)


def test_a_document_takes_the_place_of_an_agency_that_is_down(
    here: Counter, application: Application, tenure: Verification, lease: Document
) -> None:
    """Row V06: a paper, with a reason."""
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="房管系统停机"
    )

    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    fact = assessment.facts[0]["facts"]["dwelling.tenure"]
    assert (fact["value"], fact["source"], fact["reason"]) == ("leased", "document", "房管系统停机")
    assert (fact["sha256"], fact["by"]) == (lease.sha256, here.officer.pk)


def test_a_late_answer_that_agrees_is_kept_and_nothing_conflicts(
    here: Counter, tenure: Verification, lease: Document
) -> None:
    """Row V06: a later answer is compared."""
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )
    row = answer(tenure, "leased", receipt="迟到")
    assert (row.status, row.receipt["receipt"], row.conflicts) == ("replaced", "迟到", False)


@pytest.mark.parametrize("relative", ["applicant", "spouse"])
def test_nobody_weighs_the_evidence_of_their_own_family(
    here: Counter, five: Five, tenure: Verification, lease: Document, relative: str
) -> None:
    here.officer.person = getattr(five, relative)
    here.officer.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase):
        replace_by_document(
            tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
        )
    assert Verification.objects.get(pk=tenure.pk).status == tenure.status


def test_a_late_answer_that_differs_goes_to_a_person(
    here: Counter, application: Application, tenure: Verification, lease: Document
) -> None:
    """Row V06: a later answer is compared."""
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )
    assess_if_ready(application.pk)
    answer(tenure, "none")

    with pytest.raises(AssessmentOutdated):
        approve(application.pk, by=here.chief)
    assess(application.pk, by=here.officer)
    with pytest.raises(GroundsMissing):
        approve(application.pk, by=here.chief)
    approve(application.pk, by=here.chief, grounds="已电话核实租赁合同有效，房管数据滞后")

    application.refresh_from_db()
    assert application.status == "approved"


def test_a_document_against_an_answer_is_marked_as_conflicting(
    here: Counter, application: Application, lease: Document
) -> None:
    row = answer(application.verifications.get(fact="dwelling.tenure"), "none")
    row = replace_by_document(
        row.pk, by=here.officer, document_id=lease.pk, value="leased", reason="数据滞后"
    )
    assert (row.status, row.conflicts) == ("replaced", True)


def test_a_second_document_is_compared_with_the_answer_as_the_first_was(
    here: Counter, application: Application, lease: Document
) -> None:
    """An answer that a document once agreed with is no less an answer."""
    row = answer(application.verifications.get(fact="dwelling.tenure"), "leased")

    marked = [
        replace_by_document(
            row.pk, by=here.officer, document_id=lease.pk, value=value, reason="核对原件"
        ).conflicts
        for value in ("leased", "owned", "leased")
    ]

    # What once differed stays marked: a person says what came of it.
    assert marked == [False, True, True]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_document_without_a_reason_is_refused(
    here: Counter, tenure: Verification, lease: Document, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        replace_by_document(
            tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason=reason
        )
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("value", [None, "castle", 3])
def test_a_document_shows_a_value_the_fact_can_have(
    here: Counter, tenure: Verification, lease: Document, value: object
) -> None:
    with pytest.raises(InvalidInput):
        replace_by_document(
            tenure.pk, by=here.officer, document_id=lease.pk, value=value, reason="停机"
        )
    tenure.refresh_from_db()
    assert tenure.status == "pending"


def test_the_document_must_be_in_this_file(here: Counter, tenure: Verification) -> None:
    with pytest.raises(NotOfThisApplication):
        replace_by_document(
            tenure.pk, by=here.officer, document_id=uuid4(), value="leased", reason="停机"
        )


def test_auxiliary_staff_receive_documents_and_do_not_weigh_them(
    here: Counter, tenure: Verification, lease: Document
) -> None:
    with pytest.raises(MayNotHandle):
        replace_by_document(
            tenure.pk, by=here.auxiliary, document_id=lease.pk, value="leased", reason="停机"
        )


def test_after_the_decision_no_evidence_is_exchanged(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    paper = attach(application.pk, PDF, kind="lease_contract", by=here.auxiliary)
    approve(application.pk, by=here.chief)
    row = application.verifications.get(fact="dwelling.tenure")
    with pytest.raises(ActionNotAllowed):
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value="leased", reason="更正"
        )


def test_a_fact_left_unknown_is_never_a_no(
    here: Counter, application: Application, tenure: Verification
) -> None:
    leave_unknown(tenure.pk, by=here.officer, reason="当事人无法提供")

    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    assert assessment.outcome == "evidence"
    assert assessment.judgement["channels"][0]["missing"] == ["dwelling.tenure"]
    assert assessment.facts[0]["unknown"][0]["status"] == "left_unknown"


def test_an_answer_after_all_ends_the_ignorance(here: Counter, tenure: Verification) -> None:
    leave_unknown(tenure.pk, by=here.officer, reason="无法提供")
    assert answer(tenure, "owned").status == "answered"


def test_what_is_known_is_not_left_unknown(here: Counter, application: Application) -> None:
    known = application.verifications.filter(status="answered").first()
    assert known is not None
    with pytest.raises(ActionNotAllowed):
        leave_unknown(known.pk, by=here.officer, reason="不便")


def test_a_question_that_does_not_exist_is_not_found(here: Counter) -> None:
    with pytest.raises(NotFound):
        leave_unknown(uuid4(), by=here.officer, reason="无")


def test_evidence_may_be_weighed_before_acceptance(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    row = application.verifications.get(fact="dwelling.tenure")
    assert leave_unknown(row.pk, by=here.officer, reason="无").status == "left_unknown"
