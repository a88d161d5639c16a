"""Which questions a file asks of which agency (核查计划): planned when it is handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from applications.connectors import first_connected
from applications.kinds import Check
from applications.models import (
    CONFIRM,
    Application,
    Party,
    Verification,
    VerificationStatus,
)
from applications.queries.registered import Registered
from hukou.kernel.working_days import national
from hukou.law import load_law

NUMBER: Final = "identity_number"


def planned(
    application: Application,
    checks: Sequence[Check],
    *,
    numbers: Mapping[int, str],
    at: datetime,
) -> list[Verification]:
    """Return one question per fact; what no connected agency can say waits for a document.

    Nobody without a number is asked about: the answer could be about anybody.
    """
    rows = []
    for check in checks:
        asked = first_connected(check.agencies) if check.party_id in numbers else None
        row = Verification(
            application=application,
            party_id=check.party_id,
            fact=check.fact,
            agency=asked or check.agencies[0],
            status=VerificationStatus.PENDING if asked else VerificationStatus.BY_HAND,
        )
        rows.append(row)
        if asked:
            row.due_at = answer_due(at)
            row.next_attempt_at = at
    return rows


def answer_due(at: datetime) -> datetime | None:
    """Return until when an agency that is asked now is to answer (部门答复期限)."""
    return load_law().procedure.terms[CONFIRM].due(at.date(), national())


def numbers_of(parties: Sequence[Party], people: Mapping[int, Registered]) -> dict[int, str]:
    """Return the identity numbers that the register knows or that were told, by party."""
    told = {
        party.pk: known.number if (known := people.get(party.pk)) else party.newcomer.get(NUMBER)
        for party in parties
    }
    return {party: number for party, number in told.items() if number}
