"""Answers and papers that follow one another: nothing is lost, and each is looked at for itself."""

import pytest

from applications.actions import Upload, attach, compare_answers, replace_by_document
from applications.models import Application, Document, Verification
from applications.queries.disagreements import disagreements
from hukou.kernel import clock
from registry.queries import scope_of
from tests.filing import Counter, Five, answer, answered_but

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


@pytest.fixture
def differing(here: Counter, tenure: Verification, lease: Document) -> Verification:
    answer(tenure, "none")
    return replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="数据滞后"
    )


def test_a_late_answer_does_not_take_the_place_of_an_earlier_one(
    here: Counter, tenure: Verification, lease: Document
) -> None:
    """What was looked at is not what the agency says now: a person looks again."""
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )
    answer(tenure, "none", receipt="甲")
    compare_answers(tenure.pk, by=here.officer, note="已致电房管")

    row = answer(tenure, "leased", receipt="乙")

    assert (row.value, row.receipt["receipt"], row.conflicts) == ("leased", "乙", True)
    assert [(each["value"], each["receipt"]) for each in row.receipt["others"]] == [("none", "甲")]
    assert (row.compared_by, row.compared_at, row.compared_note) == (None, None, "")


@pytest.mark.parametrize("late", ["owned", None])
def test_an_answer_that_agreed_and_then_differs_is_looked_at(
    here: Counter, tenure: Verification, lease: Document, late: str | None
) -> None:
    answer(tenure, "leased", receipt="甲")
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="核对原件"
    )

    row = answer(tenure, late, receipt="乙")

    assert (row.value, row.conflicts) == (late, True)
    assert [each["value"] for each in row.receipt["others"]] == ["leased"]


def test_every_earlier_answer_is_kept(here: Counter, tenure: Verification, lease: Document) -> None:
    answer(tenure, "leased")
    answer(tenure, "none")  # kept beside the first, which stands
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="核对原件"
    )

    row = answer(tenure, "owned")

    assert [each["value"] for each in row.receipt["others"]] == ["none", "leased"]


def test_the_same_late_answer_again_changes_nothing(
    here: Counter, tenure: Verification, lease: Document
) -> None:
    replace_by_document(
        tenure.pk, by=here.officer, document_id=lease.pk, value="leased", reason="停机"
    )
    answer(tenure, "none")
    compare_answers(tenure.pk, by=here.officer, note="已致电房管")
    before = Verification.objects.filter(pk=tenure.pk).values().get()

    answer(tenure, "none", receipt="又一次")

    assert Verification.objects.filter(pk=tenure.pk).values().get() == before


def test_another_paper_is_not_settled_by_what_was_said_of_the_one_before(
    here: Counter, differing: Verification, lease: Document
) -> None:
    compare_answers(differing.pk, by=here.officer, note="已致电房管，备案次日更新")

    row = replace_by_document(
        differing.pk, by=here.officer, document_id=lease.pk, value="owned", reason="补交产权证"
    )

    assert (row.compared_by, row.compared_at, row.compared_note) == (None, None, "")
    assert (row.conflicts, Verification.objects.get(pk=row.pk).compared_at) == (True, None)
    scope = scope_of(here.officer, on=clock.today())
    assert [each.id for each in disagreements(scope)] == [differing.pk]


def test_the_same_paper_with_another_reason_was_looked_at_already(
    here: Counter, differing: Verification, lease: Document
) -> None:
    compare_answers(differing.pk, by=here.officer, note="已致电房管，备案次日更新")

    row = replace_by_document(
        differing.pk, by=here.officer, document_id=lease.pk, value="leased", reason="数据滞后一日"
    )

    assert row.compared_note == "已致电房管，备案次日更新"
