"""The approval of a county government comes before the registration (L08)."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from applications.actions import (
    Upload,
    approve,
    assess,
    attach,
    carry_out,
    leave_unknown,
    replace_by_document,
)
from applications.errors import OutsideApprovalMissing
from applications.models import Application, Decision, Verification
from applications.workflow import Status
from hukou.law import PACKS, law_of
from registry.models import Residence
from tests.filing import Counter, Five, accepted, answer, answer_all, fresh, settlement

FACT = "approval.county_government"
PDF = Upload(name="核准.pdf", content_type="application/pdf", content=b"%PDF-1.7 approval")


@cache
def shelf() -> Path:
    """Return a packs directory whose text in force asks for the government's approval."""
    path = Path(mkdtemp(prefix="packs")) / "packs"
    shutil.copytree(PACKS, path)
    file = path / "330800-quzhou" / "qz-final-2017.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("- id: QZF-1\n") == 1
    asks = "- id: QZF-1\n  approval: county_government\n"
    file.write_text(text.replace("- id: QZF-1\n", asks), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _law() -> Iterator[None]:
    with law_of(shelf()):
        yield


@pytest.fixture
def asked(here: Counter, five: Five) -> Application:
    """Accepted, and everything answered except what the government says."""
    application = accepted(here, settlement(five))
    answer_all(application)
    return application


def question(application: Application) -> Verification:
    return application.verifications.get(fact=FACT)


def shown(here: Counter, application: Application, *, value: bool) -> None:
    paper = attach(application.pk, PDF, kind="county_approval", by=here.auxiliary)
    row = question(application)
    replace_by_document(
        row.pk, by=here.officer, document_id=paper.pk, value=value, reason="政府核准文件"
    )
    assess(application.pk, by=here.officer)


def test_the_government_is_asked_though_no_condition_looks_at_it(
    asked: Application, five: Five
) -> None:
    row = question(asked)
    assert (row.agency, row.subject.person) == ("county_government", five.applicant)


def test_without_its_approval_nothing_is_approved(here: Counter, asked: Application) -> None:
    leave_unknown(question(asked).pk, by=here.officer, reason="未答复")
    assess(asked.pk, by=here.officer)

    with pytest.raises(OutsideApprovalMissing) as refused:
        approve(asked.pk, by=here.approver)

    assert refused.value.facts["fact"] == FACT
    assert "cite" in refused.value.facts
    assert not Decision.objects.exists()


def test_what_it_did_not_approve_is_not_approved(here: Counter, asked: Application) -> None:
    shown(here, asked, value=False)
    with pytest.raises(OutsideApprovalMissing):
        approve(asked.pk, by=here.approver)


def test_with_its_approval_the_whole_family_settles(
    here: Counter, five: Five, asked: Application
) -> None:
    shown(here, asked, value=True)
    approve(asked.pk, by=here.approver)
    carry_out(asked.pk, by=here.officer)

    moved = Residence.objects.filter(household__office=here.office, period__upper_inf=True)
    assert set(moved.values_list("person", flat=True)) == {each.pk for each in five.people}


def test_an_approval_that_is_denied_before_the_registration_stops_everybody(
    here: Counter, asked: Application
) -> None:
    """The government answers late, and says otherwise: before registration is before."""
    shown(here, asked, value=True)
    approve(asked.pk, by=here.approver)
    answer(question(asked), value=False)

    with pytest.raises(OutsideApprovalMissing):
        carry_out(asked.pk, by=here.officer)

    assert fresh(asked.pk).status == Status.APPROVED
    assert not Residence.objects.filter(household__office=here.office).exists()
