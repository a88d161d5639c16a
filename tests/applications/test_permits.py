"""Permits to move in (准予迁入证明): issued on paper, used up with the certificate they led to."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from applications.actions import (
    Certificate,
    DraftRequest,
    Newcomer,
    PartyRequest,
    approve,
    carry_out,
    issue_permit,
)
from applications.errors import (
    ActionNotAllowed,
    CertificateMissing,
    ForeignPaperExpired,
    ForeignPaperUsed,
    MayNotHandle,
    NobodyFromOutside,
    PermitOutstanding,
)
from applications.models import Application, ForeignPaper, Kind, PartyRole
from applications.workflow import Action, Status
from hukou.kernel import clock, identity_number
from registry.models import DocumentStatus, IssuedDocument, Residence
from tests.filing import (
    ADDRESS,
    DWELLING,
    FILED,
    Agencies,
    Counter,
    Five,
    assessed,
    fresh,
    settlement,
)

TODAY: Final = clock.today()
BORN: Final = date(1990, 4, 4)
OFFICE: Final = "湖北省武汉市洪山区某派出所"
CERTIFICATE: Final = Certificate(number="鄂迁20260001", issued_on=TODAY - timedelta(days=5))


def request(sequence: int) -> DraftRequest:
    """Somebody whom another register keeps asks to settle by a dwelling of his own."""
    newcomer = Newcomer(
        name="𠮷·買買提",
        identity_number=identity_number.compose("440199", BORN, sequence=sequence).text,
        from_address="湖北省武汉市洪山区珞喻路1号",
    )
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="qz-final-2017",
        channel="QZF-1",
        applied_on=FILED,
        parties=[
            PartyRequest(role=PartyRole.APPLICANT, newcomer=newcomer, declared=dict(DWELLING))
        ],
        address=replace(ADDRESS, room=str(sequence)),
    )


def approved(here: Counter, sequence: int = 33) -> Application:
    told = {"person.birth_date": BORN.isoformat(), "person.sex": "male"}
    agencies = Agencies(facts=Agencies().facts | told)
    application = assessed(here, request(sequence), agencies)
    approve(application.pk, by=here.chief)
    return fresh(application.pk)


def permitted(here: Counter, sequence: int = 33) -> Application:
    return issue_permit(approved(here, sequence).pk, by=here.officer, leaves_office=OFFICE)


def test_a_permit_is_issued_and_the_file_stays_approved(here: Counter) -> None:
    application = permitted(here)

    [permit] = IssuedDocument.objects.all()
    assert (permit.kind, permit.application) == ("move_in_permit", application.pk)
    assert permit.valid_until == TODAY + timedelta(days=40)
    assert application.status == Status.APPROVED
    step = application.transitions.get(action=Action.ISSUE_PERMIT)
    assert step.details == {"serial": permit.serial}


def test_the_certificate_uses_the_permit_up(here: Counter) -> None:
    application = permitted(here)

    carry_out(application.pk, by=here.officer, certificate=CERTIFICATE)

    [permit] = IssuedDocument.objects.all()
    assert permit.status_on(TODAY) == DocumentStatus.USED
    assert ForeignPaper.objects.get().number == CERTIFICATE.number
    assert Residence.objects.filter(period__startswith=TODAY).count() == 1


def test_without_a_permit_the_move_is_online_and_no_paper_is_asked(here: Counter) -> None:
    carry_out(approved(here).pk, by=here.officer)

    assert not ForeignPaper.objects.exists()
    assert Residence.objects.filter(period__startswith=TODAY).count() == 1


def test_a_permit_without_a_certificate_carries_nothing_out(here: Counter) -> None:
    application = permitted(here)

    with pytest.raises(CertificateMissing):
        carry_out(application.pk, by=here.officer)

    assert fresh(application.pk).status == Status.APPROVED
    assert not Residence.objects.filter(period__startswith=TODAY).exists()


@pytest.mark.parametrize(("age", "is_refused"), [(30, False), (31, True), (-1, True)])
def test_a_certificate_counts_for_thirty_days(here: Counter, age: int, is_refused: bool) -> None:
    application = permitted(here)
    certificate = Certificate(number="鄂迁1", issued_on=TODAY - timedelta(days=age))

    if not is_refused:
        carry_out(application.pk, by=here.officer, certificate=certificate)
        return
    with pytest.raises(ForeignPaperExpired) as refused:
        carry_out(application.pk, by=here.officer, certificate=certificate)

    assert "三十日" in str(refused.value.facts["cite"])
    assert not ForeignPaper.objects.exists()


def test_a_certificate_serves_once(here: Counter) -> None:
    """Row V04: two families with one number."""
    carry_out(permitted(here).pk, by=here.officer, certificate=CERTIFICATE)
    other = permitted(here, sequence=35)

    with pytest.raises(ForeignPaperUsed):
        carry_out(other.pk, by=here.officer, certificate=CERTIFICATE)

    assert Residence.objects.filter(period__startswith=TODAY).count() == 1


def test_whoever_stands_in_our_register_needs_none(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)

    with pytest.raises(NobodyFromOutside):
        issue_permit(application.pk, by=here.officer, leaves_office=OFFICE)

    assert not IssuedDocument.objects.exists()


def test_one_permit_is_enough(here: Counter) -> None:
    application = permitted(here)

    with pytest.raises(PermitOutstanding):
        issue_permit(application.pk, by=here.officer, leaves_office=OFFICE)


def test_auxiliary_staff_issue_no_permit(here: Counter) -> None:
    with pytest.raises(MayNotHandle):
        issue_permit(approved(here).pk, by=here.auxiliary, leaves_office=OFFICE)


def test_before_the_approval_there_is_none(here: Counter) -> None:
    told = {"person.birth_date": BORN.isoformat(), "person.sex": "male"}
    application = assessed(here, request(33), Agencies(facts=Agencies().facts | told))

    with pytest.raises(ActionNotAllowed):
        issue_permit(application.pk, by=here.officer, leaves_office=OFFICE)
