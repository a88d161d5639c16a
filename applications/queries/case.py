"""One application with everything its page shows (案卷), in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from applications.models import (
    OUTSTANDING,
    Application,
    Assessment,
    Deadline,
    Decision,
    Document,
    Party,
    Transition,
    Verification,
)
from applications.workflow import BY_ITSELF, TRANSITIONS, Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import load_law
from registry.models import IssuedDocument
from registry.queries import Scope

from .citations import verdicts
from .permits import permit_of
from .registered import Registered, registered


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCheck:
    """One question to an agency as the page shows it: labels from the vocabulary."""

    id: UUID
    fact: str
    label: str
    agency: str
    agency_label: str
    status: str
    status_label: str
    value: Any
    document_value: Any
    document_id: UUID | None
    reason: str
    attempts: int
    due_at: datetime | None
    is_late: bool
    next_attempt_at: datetime | None
    last_error: str
    answered_at: datetime | None
    receipt: str
    others: Sequence[Mapping[str, Any]]
    reused: bool
    conflicts: bool
    compared_at: datetime | None
    compared_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParty:
    """One person of the application: who, where registered, what is known, how it came out."""

    id: int
    position: int
    role: str
    role_label: str
    relation: str
    relation_to_head: str
    person_id: int | None
    name: str = field(repr=False)
    number: str = field(repr=False)
    sex: str
    ethnicity: str
    birth_date: date | None
    household_id: int | None
    household_number: str
    address: str = field(repr=False)
    is_newcomer: bool
    declared: Mapping[str, Any]
    consented_on: date | None
    checks: Sequence[CaseCheck]
    verdict: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything about one application, as of now."""

    application: Application
    destination: str
    parties: Sequence[CaseParty]
    documents: Sequence[Document]
    steps: Sequence[Transition]
    deadlines: Sequence[Deadline]
    assessment: Assessment | None
    decision: Decision | None
    allowed: Sequence[Action]
    flags: Sequence[Mapping[str, Any]]
    permit: IssuedDocument | None = None

    @property
    def text(self) -> tuple[str, str]:
        """By which regulation and channel it is decided; in transition not those applied for."""
        decided = self.assessment or self.application
        return decided.regulation, decided.channel

    @property
    def outstanding(self) -> int:
        """How many questions keep the application from being assessed."""
        checks = (check for party in self.parties for check in party.checks)
        return sum(check.status in OUTSTANDING for check in checks)


def case_file(application_id: UUID, *, scope: Scope, on: date) -> CaseFile:
    """Return an application as this scope may see it.

    Raises NotFound, also where the scope does not reach it.
    """
    application = (
        within(scope)
        .select_related(
            "office",
            "created_by",
            "received_at",
            "assigned_to",
            "destination_address",
            "destination_household",
        )
        .filter(id=application_id)
        .first()
    )
    if application is None:
        raise NotFound(application=str(application_id))
    assessment = application.assessments.select_related("assessed_by").last()
    decision = Decision.objects.filter(application=application).select_related("decided_by").first()
    steps = list(application.transitions.select_related("by"))
    has_permit = any(step.action == Action.ISSUE_PERMIT for step in steps)
    return CaseFile(
        application=application,
        destination=_destination(application, on=on),
        parties=_parties(application, assessment, scope=scope, on=on),
        documents=list(application.documents.order_by("uploaded_at")),
        steps=steps,
        deadlines=list(application.deadlines.order_by("due_at")),
        assessment=assessment,
        decision=decision,
        allowed=[each for each in TRANSITIONS[Status(application.status)] if each not in BY_ITSELF],
        flags=assessment.judgement.get("flags", []) if assessment else [],
        permit=permit_of(application) if has_permit else None,
    )


def within(scope: Scope) -> QuerySet[Application]:
    """Return the applications that offices of the scope handle or received, or of one's own pen.

    A client's are its own, no more: that it may read every resident opens no file to it.
    """
    if scope.client:
        return Application.objects.filter(client=scope.client)
    own = Q(created_by=scope.account_id) if scope.account_id is not None else Q(pk=None)
    received = scope.within("received_at")
    return Application.objects.filter(own | received | scope.within())


def _destination(application: Application, *, on: date) -> str:
    if application.destination_address is not None:
        return application.destination_address.full_text
    household = application.destination_household
    assert household is not None  # noqa: S101 - one or the other
    lived = household.addresses.filter(period__contains=on).values_list("address__full_text")
    return "".join(lived.first() or ())


def _parties(
    application: Application, assessment: Assessment | None, *, scope: Scope, on: date
) -> list[CaseParty]:
    people = registered(application.pk, on=on)
    rows = list(application.verifications.order_by("fact", "agency"))
    came_out = {each["party"]: each for each in verdicts(assessment)} if assessment else {}
    return [
        _party(party, people.get(party.pk), rows, came_out.get(party.pk), scope)
        for party in application.parties.all()
    ]


def _party(
    party: Party,
    known: Registered | None,
    rows: Sequence[Verification],
    verdict: Mapping[str, Any] | None,
    scope: Scope,
) -> CaseParty:
    told = party.newcomer
    number = (known.number if known else told.get("identity_number")) or ""
    return CaseParty(
        id=party.pk,
        position=party.position,
        role=party.role,
        role_label=party.get_role_display(),
        relation=party.relation,
        relation_to_head=party.relation_to_head,
        person_id=party.person_id,
        name=(known.name if known else told.get("name")) or "",
        number=scope.number(number),
        sex=(known.sex if known else told.get("sex")) or "",
        ethnicity=told.get("ethnicity", ""),
        birth_date=known.birth_date if known else _day(told.get("birth_date")),
        household_id=known.household_id if known else None,
        household_number=(known.household_number if known else None) or "",
        address=scope.address((known.address if known else told.get("from_address")) or ""),
        is_newcomer=known is None,
        declared=party.declared,
        consented_on=party.consented_on,
        checks=[_check(row) for row in rows if row.party_id == party.pk],
        verdict=verdict,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _check(row: Verification) -> CaseCheck:
    vocabulary = load_law().vocabulary
    return CaseCheck(
        id=row.pk,
        fact=row.fact,
        label=vocabulary[row.fact].label,
        agency=row.agency,
        agency_label=vocabulary.agencies[row.agency].label,
        status=row.status,
        status_label=row.get_status_display(),
        value=row.value,
        document_value=row.document_value,
        document_id=row.document_id,
        reason=row.document_reason,
        attempts=row.attempts,
        due_at=row.due_at,
        is_late=row.is_late(clock.now()),
        next_attempt_at=row.next_attempt_at,
        last_error=row.last_error,
        answered_at=row.answered_at,
        receipt=row.receipt.get("receipt", ""),
        others=row.receipt.get("others", []),
        reused=row.reused_from_id is not None,
        conflicts=row.conflicts,
        compared_at=row.compared_at,
        compared_note=row.compared_note,
    )
