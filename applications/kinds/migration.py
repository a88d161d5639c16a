"""The papers of a move between registers (迁移证件): theirs used up once, ours issued."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from applications.errors import (
    CertificateMissing,
    ForeignPaperExpired,
    ForeignPaperUsed,
    NobodyFromOutside,
    PermitOutstanding,
)
from applications.models import Application, ForeignPaper, ForeignPaperKind, Party, PartyRole
from applications.queries.permits import permit_of
from hukou.kernel import clock
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import NotFound
from hukou.law import Citation, load_law
from registry.actions import issue_document, use_document
from registry.documents import Migrant, MigrationCertificate, MoveInPermit, template_for
from registry.models import Account, IssuedDocument, Particulars
from registry.queries import Book, Scope, household_on, person_on, scope_of

HOLDER: Final = "本人"
RELATIONS: Final = of(Scheme.FAMILY_RELATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A migration certificate of another register, as it is handed in (户口迁移证)."""

    number: str = field(repr=False)
    issued_on: date


def term_of(kind: str, *, issued_on: date, on: date) -> tuple[date, Citation]:
    """Return the last day on which a paper of this kind counts, and who says so."""
    validity = template_for(kind, division="", on=max(on, clock.today())).validity
    assert validity is not None  # noqa: S101 - papers of a move have a term
    return issued_on + timedelta(days=validity.days), validity.cite


def use_foreign_paper(
    application: Application, *, kind: ForeignPaperKind, number: str, issued_on: date, on: date
) -> ForeignPaper:
    """Use up a paper of another register, once (V04); `on` is the day it was handed in.

    Raises:
        ForeignPaperExpired: its term had run out; the clause says which.
        ForeignPaperUsed: this number has served before.
    """
    last, cite = term_of(kind, issued_on=issued_on, on=on)
    if not issued_on <= on <= last:
        raise ForeignPaperExpired(
            number=number,
            valid_until=last.isoformat(),
            cite={"document": cite.document, "clause": cite.clause},
        )
    paper, is_new = ForeignPaper.objects.get_or_create(
        kind=kind,
        number=number,
        defaults={"application": application, "issued_on": issued_on, "used_on": on},
    )
    if not is_new:
        raise ForeignPaperUsed(number=number, used_on=paper.used_on.isoformat())
    return paper


def issue_permit(application: Application, *, leaves_office: str, by: Account) -> IssuedDocument:
    """Issue the permit to move in (准予迁入证明) for those approved who come from elsewhere.

    Raises:
        NobodyFromOutside: all of them stand in our own register.
        PermitOutstanding: there is one already; it can be issued anew in its place.
    """
    if permit_of(application) is not None:
        raise PermitOutstanding
    decision = application.decision
    parties = list(application.parties.filter(id__in=decision.parties))
    coming = [party for party in parties if party.newcomer]
    if not coming:
        raise NobodyFromOutside
    first = coming[0]
    wanted = MoveInPermit(
        applicant=_name(parties[0]),
        applicant_id=parties[0].person_id,
        migrants=[_newcomer(party) for party in coming],
        old_address=first.newcomer.get("from_address", ""),
        new_address=_destination(application),
        reason=application.get_kind_display(),
        leaves_office=leaves_office,
        approved_by=str(decision.authority.get("office_name", "")),
        approved_on=decision.decided_on,
    )
    return issue_document(wanted, office=application.office, by=by, application=application.pk)


def take_certificate(
    application: Application, certificate: Certificate | None, *, by: Account
) -> None:
    """Take in the certificate that a permit of ours led to; without a permit nothing is asked.

    Raises:
        CertificateMissing: a permit stands, and no certificate is handed in.
        ForeignPaperExpired, ForeignPaperUsed: of the certificate.
        DocumentExpired: the permit itself has run out.
    """
    permit = permit_of(application)
    if permit is None and certificate is None:
        return
    if certificate is None or not certificate.number.strip():
        raise CertificateMissing
    use_foreign_paper(
        application,
        kind=ForeignPaperKind.MIGRATION_CERTIFICATE,
        number=certificate.number.strip(),
        issued_on=certificate.issued_on,
        on=clock.today(),
    )
    if permit is not None:
        use_document(permit, by=by, application=application.pk)


def issue_certificate(
    application: Application,
    people: Sequence[int],
    *,
    by: Account,
    moved_to: str,
    reason: str,
) -> IssuedDocument:
    """Issue the migration certificate (户口迁移证) of members of one household; the first holds it.

    Raises NotFound where one of them is not for this account; and the errors of `issue_document`.
    """
    home = application.destination_household
    assert home is not None  # noqa: S101 - they leave the household they belong to
    scope = scope_of(by, on=clock.today()).revealing(purpose="migration certificate")
    book = household_on(home.pk, on=clock.today(), scope=scope)
    if book is None:
        raise NotFound
    wanted = MigrationCertificate(
        migrants=_migrants(book, people, scope),
        old_address=book.address,
        new_address=moved_to,
        reason=reason,
        household_id=home.pk,
    )
    return issue_document(wanted, office=application.office, by=by, application=application.pk)


def _migrants(book: Book, people: Sequence[int], scope: Scope) -> list[Migrant]:
    holder, *_ = people
    relations = book.relations_to(holder)
    migrants = []
    for person in people:
        view = person_on(person, on=clock.today(), scope=scope)
        if view is None:
            raise NotFound
        code = relations.get(person)
        said = HOLDER if person == holder else RELATIONS.name(code) if code else ""
        migrants.append(Migrant.of(view, relation=said))
    return migrants


def _newcomer(party: Party) -> Migrant:
    """Return somebody of another register, as declared and verified."""
    told = party.newcomer
    return Migrant(
        person_id=None,
        name=told["name"],
        relation=HOLDER if party.role == PartyRole.APPLICANT else _relation(party),
        sex=of(Scheme.SEX).name(told["sex"]),
        birth_date=date.fromisoformat(told["birth_date"]),
        identity_number=told["identity_number"],
        ethnicity=of(Scheme.ETHNIC_GROUP).name(told["ethnicity"]),
    )


def _relation(party: Party) -> str:
    return load_law().vocabulary["relation.kind"].says(party.relation) if party.relation else ""


def _name(party: Party) -> str:
    if party.newcomer:
        return str(party.newcomer["name"])
    known = Particulars.objects.on(clock.today()).filter(person=party.person_id).first()
    return known.name if known else ""


def _destination(application: Application) -> str:
    address = application.destination_address
    if address is None and application.destination_household is not None:
        lived = application.destination_household.addresses.on(clock.today()).first()
        address = lived.address if lived else None
    return address.full_text if address else ""
