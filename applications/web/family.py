"""Who may stand on a form (人员): the applicant's household, as this officer may see it.

Somebody from outside the office's area is introduced by number and name together, as on the
card they show; who was introduced is kept in the session.
"""

from dataclasses import replace
from typing import Final

from applications.kinds import ORDER_DETAILS
from applications.queries.case import CaseFile, CaseParty
from applications.queries.destinations import household_destination
from applications.web import fact_fields
from applications.web.settlement_form import BY_ORDER, Destination, Entered, Row
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.kernel.kinship import HEAD, relation_kind
from registry.queries import Book, BookMember, Ground, PersonView, Scope, household_on, person_on
from registry.web import DeskRequest, note_reading, relation_name

INTRODUCED: Final = "introduced"


def introduce(request: DeskRequest, person_id: int) -> None:
    """Remember that somebody from elsewhere came to this desk with their card."""
    known = request.session.get(INTRODUCED, [])
    request.session[INTRODUCED] = [*known, person_id][-50:]


def scope_for(request: DeskRequest, person_id: int) -> Scope:
    """Return the scope by which this person may be seen at this desk."""
    if person_id not in request.session.get(INTRODUCED, []):
        return request.scope
    return request.scope.beyond(Ground.CARD)


def applicant_of(request: DeskRequest, person_id: int) -> tuple[PersonView, Book | None]:
    """Return the applicant and their household, and note that they were read. Raises NotFound."""
    scope, today = scope_for(request, person_id), clock.today()
    person = person_on(person_id, on=today, scope=scope)
    if person is None:
        raise NotFound
    home = person.household_id
    book = household_on(home, on=today, scope=scope) if home else None
    note_reading(
        request,
        "applicant",
        people={person.id, *(member.person_id for member in (book.members if book else ()))},
        fields=list(BookMember.__dataclass_fields__),
        household=home,
    )
    return person, book


def known_rows(person: PersonView, book: Book | None) -> dict[int, Row]:
    """Return the applicant and their household as rows, by person."""
    if book is None:
        own = Row(position=0, person_id=person.id, name=person.name, birth_date=person.birth_date)
        return {person.id: replace(own, identity_number=person.identity_number)}
    return {member.person_id: _row(member) for member in book.members}


def _row(member: BookMember) -> Row:
    return Row(
        position=0,
        person_id=member.person_id,
        name=member.name,
        identity_number=member.identity_number,
        birth_date=member.birth_date,
    )


def started(person: PersonView, book: Book | None) -> Entered:
    """Return a new form: the applicant first, then the household, kin ticked and related."""
    codes = book.relations_to(person.id) if book else {}
    rows = [
        _prefilled(row, position, codes.get(row.person_id or 0), is_applicant=not position)
        for position, row in enumerate(
            sorted(known_rows(person, book).values(), key=lambda row: row.person_id != person.id)
        )
    ]
    return Entered(person.id, rows)


def _prefilled(row: Row, position: int, code: str | None, *, is_applicant: bool) -> Row:
    kind = relation_kind(code) if code else "other"
    return replace(
        row,
        position=position,
        is_applicant=is_applicant,
        included=is_applicant or kind != "other",
        relation="" if is_applicant else kind,
        relation_to_head=relation_name(HEAD if is_applicant else code or ""),
    )


def reopened(file: CaseFile) -> Entered:
    """Return the form as an application holds it."""
    application = file.application
    applicant = next(each for each in file.parties if each.role == "applicant")
    return Entered(
        applicant.person_id or 0,
        [_stored(each, position) for position, each in enumerate(file.parties)],
        destination=_destination(file),
        channel=application.channel,
        place=str(application.request.get("place", "")),
        revision=application.revision,
    )


def party_rows(file: CaseFile) -> dict[int, Row]:
    """Return the registered people of an application as rows, by person."""
    return {each.person_id: _stored(each, 0) for each in file.parties if each.person_id}


def _stored(party: CaseParty, position: int) -> Row:
    relation = party.relation_to_head
    return Row(
        position=position,
        person_id=party.person_id,
        is_applicant=party.role == "applicant",
        name=party.name,
        identity_number=party.number,
        birth_date=party.birth_date,
        from_address=party.address if party.is_newcomer else "",
        relation=party.relation,
        relation_to_head=relation_name(relation),
        consented_on=party.consented_on.isoformat() if party.consented_on else "",
        declared={name: fact_fields.written(value) for name, value in party.declared.items()},
    )


def _destination(file: CaseFile) -> Destination:
    application = file.application
    if household := application.destination_household:
        order = {name: application.request.get(name, "") for name in ORDER_DETAILS}
        if not any(order.values()):
            return Destination(kind="household", household=household.number)
        lived = household_destination(household.pk, on=clock.today()).division.code
        return Destination(kind=BY_ORDER, household=household.number, division=lived, **order)
    address = application.destination_address
    assert address is not None  # noqa: S101 - one or the other
    return Destination(
        kind="address",
        division=address.division.code,
        street=address.street,
        plate=address.plate,
        building=address.building,
        unit=address.unit,
        room=address.room,
    )
