"""Answers that do not agree (答复不一致): both shown to a person; nothing is chosen for them."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from applications.actions import (
    Upload,
    approve,
    ask_another,
    assess,
    assess_if_ready,
    attach,
    claim_verification,
    compare_answers,
    due_verifications,
    expect_answer,
    record_failure,
    replace_by_document,
)
from applications.errors import ActionNotAllowed, DecidesOwnCase, GroundsMissing, MayNotHandle
from applications.models import Application, Document, Verification
from applications.queries.disagreements import disagreements
from applications.queries.lacking import lacking
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import PostingRole
from registry.queries import scope_of
from tests.factories import OfficeFactory
from tests.filing import Counter, Five, answer, answered_but, fresh, posted

PDF = Upload(name="合同.pdf", content_type="application/pdf", content=b"%PDF-1.7 lease")


@pytest.fixture
def application(here: Counter, five: Five) -> Application:
    """Only the real estate registry has not answered."""
    return answered_but("dwelling.tenure", here, five)


@pytest.fixture
def tenure(application: Application) -> Verification:
    return application.verifications.get(fact="dwelling.tenure")


@pytest.fixture
def lease(here: Counter, application: Application) -> Document:
    return attach(application.pk, PDF, kind="lease_contract", by=here.auxiliary)


def known(application: Application) -> Mapping[str, object]:
    assessment = assess_if_ready(application.pk) or application.assessments.last()
    assert assessment is not None
    facts: Mapping[str, object] = assessment.facts[0]["facts"]["dwelling.tenure"]
    return facts


# --- the next keeper ---------------------------------------------------------------------------


def test_where_one_agency_has_no_record_the_next_that_may_is_asked(
    application: Application, tenure: Verification
) -> None:
    """A leased flat is in no title register: housing knows the lease."""
    answer(tenure, None)

    following = application.verifications.get(fact="dwelling.tenure", agency="housing")
    assert following.status == "pending"
    assert following.pk in due_verifications(limit=100)
    assert assess_if_ready(application.pk) is None
    assert lacking(application, on=clock.today()) == []

    answer(following, "leased")

    assert (known(application)["value"], known(application)["agency"]) == ("leased", "housing")
    assert "conflicts" not in known(application)


def test_when_nobody_has_a_record_the_fact_is_unknown_and_a_paper_is_asked_for(
    application: Application, tenure: Verification
) -> None:
    answer(tenure, None)
    answer(application.verifications.get(fact="dwelling.tenure", agency="housing"), None)

    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    assert assessment.outcome == "evidence"
    unknown = assessment.facts[0]["unknown"]
    assert [(each["agency"], each["status"]) for each in unknown] == [
        ("housing", "unknown_to_agency"),
        ("real_estate", "unknown_to_agency"),
    ]
    [line] = lacking(application, on=clock.today())
    assert "住所来源" in line


def test_the_same_no_again_asks_nobody_twice(
    application: Application, tenure: Verification
) -> None:
    answer(tenure, None)
    answer(tenure, None)

    assert application.verifications.filter(fact="dwelling.tenure").count() == 2


# --- two agencies ------------------------------------------------------------------------------


def test_two_agencies_that_differ_go_to_a_person_with_both_shown(
    here: Counter, application: Application, tenure: Verification
) -> None:
    answer(tenure, "owned")
    assess_if_ready(application.pk)
    second = ask_another(tenure.pk, by=here.officer, agency="housing")
    answer(second, "leased")

    assessment = assess(application.pk, by=here.officer)

    fact = assessment.facts[0]["facts"]["dwelling.tenure"]
    assert fact["conflicts"]
    assert [(each["agency"], each["value"]) for each in fact["says"]] == [
        ("real_estate", "owned"),
        ("housing", "leased"),
    ]
    scope = scope_of(here.officer, on=clock.today())
    assert [each.agency for each in disagreements(scope)] == ["housing"]
    with pytest.raises(GroundsMissing):
        approve(application.pk, by=here.chief)
    approve(application.pk, by=here.chief, grounds="产权证原件已核，房管备案未注销")
    assert fresh(application.pk).status == "approved"


def test_two_agencies_that_agree_need_nobody(
    here: Counter, application: Application, tenure: Verification
) -> None:
    answer(tenure, "owned")
    answer(ask_another(tenure.pk, by=here.officer, agency="housing"), "owned")

    assert "conflicts" not in known(application)
    assert disagreements(scope_of(here.officer, on=clock.today())) == []


def test_a_late_record_of_the_first_agency_is_set_beside_the_second(
    here: Counter, application: Application, tenure: Verification
) -> None:
    answer(tenure, None)
    answer(application.verifications.get(fact="dwelling.tenure", agency="housing"), "leased")
    answer(tenure, "owned")

    assert known(application)["conflicts"]
    assert len(disagreements(scope_of(here.officer, on=clock.today()))) == 1


@pytest.mark.parametrize("agency", ["real_estate", "employer", "education", "weather", ""])
def test_only_a_keeper_that_is_connected_and_was_not_asked_is_asked(
    here: Counter, application: Application, tenure: Verification, agency: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ask_another(tenure.pk, by=here.officer, agency=agency)

    assert refusal.value.field == "agency"
    assert application.verifications.filter(fact="dwelling.tenure").count() == 1


def test_after_the_decision_nobody_is_asked(
    here: Counter, application: Application, tenure: Verification
) -> None:
    answer(tenure, "owned")
    assess_if_ready(application.pk)
    approve(application.pk, by=here.chief)

    with pytest.raises(ActionNotAllowed):
        ask_another(tenure.pk, by=here.officer, agency="housing")


# --- a paper, and the agency that answers after all ----------------------------------------------


def test_an_agency_that_was_down_goes_on_being_asked_and_its_answer_is_compared(
    here: Counter, application: Application, tenure: Verification, lease: Document
) -> None:
    """Row V06: without a callback the late answer would never come."""
    claim_verification(tenure.pk)
    record_failure(tenure.pk, error="unreachable", permanent=False)
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )
    assert assess_if_ready(application.pk) is not None

    with clock.frozen(clock.now() + timedelta(days=1)):
        assert due_verifications(limit=100) == [tenure.pk]
        assert claim_verification(tenure.pk) is not None
        row = answer(tenure, "none")
        assert due_verifications(limit=100) == []

    assert (row.status, row.document_value, row.value) == ("replaced", "leased", "none")
    assert row.conflicts
    [listed] = disagreements(scope_of(here.officer, on=clock.today()))
    assert (listed.id, listed.is_of_paper, listed.is_decided) == (tenure.pk, True, False)


def test_asking_on_never_takes_the_paper_away(
    here: Counter, tenure: Verification, lease: Document
) -> None:
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )

    assert expect_answer(tenure.pk).status == "replaced"
    assert record_failure(tenure.pk, error="down", permanent=False).next_attempt_at is not None
    last = record_failure(tenure.pk, error="refused", permanent=True)

    assert (last.status, last.next_attempt_at) == ("replaced", None)


def test_what_differs_after_the_decision_stands_first_and_changes_nothing_decided(
    here: Counter, application: Application, tenure: Verification, lease: Document
) -> None:
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )
    assess_if_ready(application.pk)
    approve(application.pk, by=here.chief)
    answer(tenure, "none")

    [listed] = disagreements(scope_of(here.officer, on=clock.today()))
    assert listed.is_decided
    assert fresh(application.pk).status == "approved"


# --- a person says what came of it ---------------------------------------------------------------


@pytest.fixture
def differing(here: Counter, tenure: Verification, lease: Document) -> Verification:
    answer(tenure, "none")
    return replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="数据滞后"
    )


def test_what_came_of_it_is_written_down_and_the_answers_stay(
    here: Counter, differing: Verification
) -> None:
    row = compare_answers(differing.pk, by=here.officer, note="已致电房管，备案次日更新")

    assert (row.compared_by, row.compared_note) == (here.officer, "已致电房管，备案次日更新")
    assert (row.value, row.document_value, row.conflicts) == ("none", "leased", True)
    scope = scope_of(here.officer, on=clock.today())
    assert disagreements(scope) == []
    assert [each.id for each in disagreements(scope, compared=True)] == [differing.pk]


@pytest.mark.parametrize("note", ["", "  ", "长" * 301])
def test_a_comparison_without_a_note_is_none(
    here: Counter, differing: Verification, note: str
) -> None:
    with pytest.raises(InvalidInput):
        compare_answers(differing.pk, by=here.officer, note=note)
    assert fresh_row(differing).compared_at is None


def test_where_nothing_differs_there_is_nothing_to_compare(
    here: Counter, tenure: Verification
) -> None:
    with pytest.raises(ActionNotAllowed):
        compare_answers(tenure.pk, by=here.officer, note="无")


def test_auxiliary_staff_and_kin_do_not_compare(
    here: Counter, five: Five, differing: Verification
) -> None:
    with pytest.raises(MayNotHandle):
        compare_answers(differing.pk, by=here.auxiliary, note="已核")
    here.officer.person = five.spouse
    here.officer.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase):
        compare_answers(differing.pk, by=here.officer, note="已核")


def test_another_office_sees_nothing_of_it(differing: Verification) -> None:
    assert differing.conflicts
    elsewhere = posted(OfficeFactory.create(), PostingRole.OFFICER)
    assert disagreements(scope_of(elsewhere, on=clock.today())) == []


def fresh_row(row: Verification) -> Verification:
    return Verification.objects.get(pk=row.pk)
