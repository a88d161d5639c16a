"""Which questions a file asks of which agency (核查计划).

They are planned when it is handed in; what an agency answered lately is not asked again (免提交).
Where one has no record, the next that may have one is asked.
"""

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
from applications.wake import VERIFY, wake_after_commit
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.working_days import national
from hukou.law import load_law

NUMBER: Final = "identity_number"
RECEIPT: Final = ("receipt", "answered_at")
BEFORE_DECISION: Final = (Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED, Status.ASSESSED)


def planned(
    application: Application,
    checks: Sequence[Check],
    *,
    numbers: Mapping[int, str],
    at: datetime,
    fresh: Mapping[tuple[int, str], Verification] | None = None,
) -> list[Verification]:
    """Return one question per fact; what no connected agency can say waits for a document.

    Nobody without a number is asked about: the answer could be about anybody. A `fresh` answer, by
    party and fact, is taken over with its receipt, its day, and where it was given.
    """
    rows = []
    for check in checks:
        if fresh and (earlier := fresh.get((check.party_id, check.fact))):
            rows.append(_taken_over(application, check, earlier))
            continue
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


def _taken_over(application: Application, check: Check, earlier: Verification) -> Verification:
    return Verification(
        application=application,
        party_id=check.party_id,
        fact=check.fact,
        agency=earlier.agency,
        status=VerificationStatus.ANSWERED,
        value=earlier.value,
        receipt={key: earlier.receipt[key] for key in RECEIPT if key in earlier.receipt},
        answered_at=earlier.answered_at,
        reused_from=earlier,
    )


def ask_next(row: Verification) -> Verification | None:
    """Ask the next agency that may keep a fact of which this one has no record (逐家核查).

    Only before the decision; the caller holds the row. Nobody is asked twice.
    """
    if row.status != VerificationStatus.UNKNOWN_TO_AGENCY:
        return None
    keepers = load_law().vocabulary[row.fact].verified_by
    rest = keepers[keepers.index(row.agency) + 1 :] if row.agency in keepers else ()
    asked = first_connected(rest)
    if asked is None or row.application.status not in BEFORE_DECISION:
        return None
    now = clock.now()
    following, is_new = Verification.objects.get_or_create(
        party_id=row.party_id,
        fact=row.fact,
        agency=asked,
        defaults={
            "application_id": row.application_id,
            "due_at": answer_due(now),
            "next_attempt_at": now,
        },
    )
    if is_new:
        wake_after_commit(VERIFY, [following.pk])
    return following


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
