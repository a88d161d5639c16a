"""The smallest application with one question that waits for an agency."""

from uuid import uuid4

from applications.models import (
    Application,
    Kind,
    Party,
    PartyRole,
    Verification,
    VerificationStatus,
)
from applications.workflow import Status
from hukou.kernel import clock
from tests.connectors.conftest import NUMBER
from tests.factories import OfficeFactory


def waiting(
    agency: str = "housing",
    fact: str = "dwelling.tenure",
    *,
    status: Status = Status.SUBMITTED,
    number: str = NUMBER,
) -> Verification:
    """File an application by one person, with one question that is due now."""
    now = clock.now()
    application = Application.objects.create(
        number=f"A-{uuid4().hex[:12]}",
        kind=Kind.SETTLEMENT,
        status=status,
        applied_on=now.date(),
        office=OfficeFactory.create(),
        created_at=now,
        submitted_at=now,
    )
    party = Party.objects.create(
        application=application,
        position=0,
        role=PartyRole.APPLICANT,
        newcomer={"identity_number": number, "name": "周明远"},
    )
    return Verification.objects.create(
        application=application,
        party=party,
        fact=fact,
        agency=agency,
        status=VerificationStatus.PENDING,
        next_attempt_at=now,
    )
