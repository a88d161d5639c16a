"""Documents (证件): issued, frozen and numbered; what happens to them since is logged elsewhere."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import clock
from registry.documents import (
    AsOf,
    Template,
    Wanted,
    Written,
    address_to_check,
    check_printable,
    template_for,
)
from registry.documents.wording import written as worded
from registry.errors import ReasonRequired, constraints_explained
from registry.models import (
    Account,
    DocumentEvent,
    DocumentEventKind,
    DocumentSeries,
    Household,
    IssuedDocument,
    Office,
    Person,
)
from registry.models.issued_documents import PREFIXES
from registry.queries import scope_of

from .days import EventDay
from .disclosures import note_disclosure
from .impartial import refuse_own_case

ISSUING: Final = "issuing a document"
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SIGNS: Final = LETTERS + "23456789"
CODE_LENGTH: Final = 26
"""Signs of a verification code: 129 random bits, and never digits alone."""


@transaction.atomic
@constraints_explained()
def issue_document(
    wanted: Wanted,
    *,
    office: Office,
    by: Account,
    on: date | None = None,
    known_on: date | None = None,
    application: UUID | None = None,
) -> IssuedDocument:
    """Issue a document: write it out of the register, freeze it, number it, and log it (签发).

    `on` is the day whose register it tells (today when left out), `known_on` as it was known
    then. The office is the one that issues. The PDF is made afterwards, from what was frozen.

    Raises:
        NotFound: the person or household is not for this account.
        HouseholdClosed, NothingToCertify, EventInFuture: there is nothing to write that day.
        OwnCase: whoever issues it, or their kin, stands in it; a case has a guard of its own.
        CharactersNotPrintable: no font has the character. NoTemplate.
    """
    day = on or clock.today()
    EventDay(day).has_come()
    lock_subjects(wanted)
    scope = scope_of(by, on=clock.today()).revealing(purpose=ISSUING)
    written = wanted.written(AsOf(on=day, known_on=known_on, scope=scope))
    if application is None:
        refuse_own_case(by, people=written.people, on=clock.today())
    issue = _Issue(office, by, day, known_on, application)
    return issue.of(wanted.kind, written)


def lock_subjects(wanted: Wanted) -> None:
    """Lock the household, then the person: nobody changes them while they are written out."""
    Household.objects.lock(*filter(None, [wanted.household_id]))
    Person.objects.lock(*filter(None, [wanted.person_id]))


def issue_again(
    old: IssuedDocument, *, by: Account, wanted: Wanted | None = None
) -> IssuedDocument:
    """Issue a document in place of another; whoever calls holds the old one's lock."""
    issue = _Issue(old.office, by, clock.today() if wanted else old.on, None, old.application)
    if wanted is None:
        said = {key: value for key, value in old.content.items() if key != "issue"}
        about = {"person_id": old.person_id, "household_id": old.household_id}
        people = tuple(old.content["people"])
        return issue.store(old.kind, said, about, people=people, replaces=old)
    scope = scope_of(by, on=clock.today()).revealing(purpose=ISSUING)
    written = wanted.written(AsOf(on=clock.today(), scope=scope))
    return issue.of(wanted.kind, written, replaces=old)


class _Issue:
    """The circumstances of an issue, the same for a new document and for one that replaces."""

    def __init__(
        self,
        office: Office,
        by: Account,
        on: date,
        known_on: date | None,
        application: UUID | None,
    ) -> None:
        self.office, self.by, self.on, self.known_on = office, by, on, known_on
        self.application, self.today = application, clock.today()

    def of(
        self, kind: str, written: Written, *, replaces: IssuedDocument | None = None
    ) -> IssuedDocument:
        """Store what was written as a document of today."""
        about = {"person_id": written.person_id, "household_id": written.household_id}
        said = written.as_json()
        return self.store(kind, said, about, people=written.people, replaces=replaces)

    def store(
        self,
        kind: str,
        said: Mapping[str, Any],
        about: Mapping[str, int | None],
        *,
        people: tuple[int, ...],
        replaces: IssuedDocument | None = None,
    ) -> IssuedDocument:
        """Freeze, number and log the document; note whose data it shows."""
        template = template_for(kind, division=self.office.code, on=self.today)
        code = secrets.choice(LETTERS) + "".join(
            secrets.choice(SIGNS) for _ in range(CODE_LENGTH - 1)
        )
        until = self._valid_until(template)
        content: dict[str, Any] = {**said, "people": list(people)}
        check_printable(content | {"issue": self._told("", template, until, code)})
        serial = self._next_serial(kind)
        content["issue"] = self._told(serial, template, until, code)
        document = IssuedDocument(
            kind=kind,
            serial=serial,
            office=self.office,
            template=template.id,
            template_digest=template.digest,
            content=content,
            on=self.on,
            known_on=self.known_on,
            issued_on=self.today,
            valid_until=until,
            issued_by=self.by,
            application=self.application,
            replaces=replaces,
            verification_code=code,
            **about,
        )
        document.digest = document.compute_digest()
        document.save(force_insert=True)
        log(document, DocumentEventKind.ISSUED, by=self.by, application=self.application)
        note_reading(document, by=self.by, purpose=f"签发{document.get_kind_display()}")
        return document

    def _valid_until(self, template: Template) -> date | None:
        """Return the last day it counts; the day of issue itself is not counted."""
        return self.today + timedelta(days=template.validity.days) if template.validity else None

    def _next_serial(self, kind: str) -> str:
        series = DocumentSeries.objects.hold(kind, self.office)
        series.last += 1
        series.save(update_fields=["last"])
        return f"{PREFIXES[series.kind]}{self.office.code}-{series.last:06d}"  # type: ignore[index] # the value is a kind

    def _told(
        self, serial: str, template: Template, until: date | None, code: str
    ) -> dict[str, Any]:
        """Return what the document says of its own issue."""
        return {
            "serial": serial,
            "office": self.office.name,
            "officer": self.by.name,
            "issued_on": worded(self.today),
            "valid_until": worded(until),
            "on": worded(self.on),
            "known_on": worded(self.known_on),
            "working_copy": template.working_copy,
            "code": code,
            "verify": address_to_check(code),
        }


def log(
    document: IssuedDocument,
    kind: DocumentEventKind,
    *,
    by: Account,
    reason: str = "",
    household: Household | None = None,
    application: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> DocumentEvent:
    """Add a line to a document's log; whoever calls holds the document's lock."""
    document.last_event += 1
    document.save(update_fields=["last_event"])
    return DocumentEvent.objects.create(
        document=document,
        sequence=document.last_event,
        kind=kind,
        reason=reason.strip(),
        by=by,
        household=household,
        application=application,
        details=dict(details or {}),
    )


def required(reason: str) -> str:
    """Return a reason that says something. Raises ReasonRequired."""
    if not reason.strip():
        raise ReasonRequired
    return reason.strip()


def note_reading(document: IssuedDocument, *, by: Account, purpose: str) -> None:
    """Note that the document's people are shown to whoever holds the paper, numbers and all."""
    note_disclosure(
        scope=scope_of(by, on=clock.today()),
        kind="document",
        people=document.content["people"],
        fields=["document", "identity_number"],
        purpose=f"{purpose} {document.serial}",
        household=document.household_id,
        application=document.application,
    )
