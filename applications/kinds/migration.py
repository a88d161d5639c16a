"""The papers of a move between registers (迁移证件): theirs used up once, ours issued."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from applications.errors import ForeignPaperExpired, ForeignPaperUsed
from applications.models import Application, ForeignPaper, ForeignPaperKind
from hukou.kernel import clock
from hukou.kernel.codes import SEX_OF_CODE, Scheme, of
from hukou.kernel.errors import NotFound
from hukou.kernel.kinship import Member, relations_to
from hukou.law import Citation
from registry.actions import issue_document
from registry.documents import Migrant, MigrationCertificate, template_for
from registry.models import Account, IssuedDocument
from registry.queries import Book, Scope, household_on, person_on, scope_of

HOLDER: Final = "本人"


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
    scope = scope_of(by, on=clock.today()).revealing()
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
    relations = _relations(book, people[0])
    migrants = []
    for person in people:
        view = person_on(person, on=clock.today(), scope=scope)
        if view is None:
            raise NotFound
        migrants.append(Migrant.of(view, relation=relations.get(person, "")))
    return migrants


def _relations(book: Book, holder: int) -> dict[int, str]:
    """Return what everybody is to the holder, in words, as far as it follows."""
    members = {
        each.person_id: Member(
            relation=each.relation,
            sex=SEX_OF_CODE.get(each.sex),
            born=each.birth_date,
            married=None,
            parents=frozenset(),
        )
        for each in book.members
    }
    if holder not in members:
        return {}
    told = relations_to(members, new_head=holder)
    named = {who: of(Scheme.FAMILY_RELATION).name(code) for who, code in told.items() if code}
    return named | {holder: HOLDER}
