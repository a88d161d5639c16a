"""Writing an application down (录入): nothing is asked and nobody is told yet."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from applications.kinds import (
    KINDS,
    DraftRequest,
    Newcomer,
    PartyRequest,
    Place,
    read_details,
    refuse_impossible,
)
from applications.models import Application, Party, PartyRole
from applications.queries.authority import require_counter, require_party_to
from applications.queries.destinations import (
    Destination,
    division_of,
    household_destination,
    lived_destination,
    office_of,
    own_destination,
    refuse_kinship,
)
from applications.queries.governing import filed_under
from applications.queries.people import Named, dead_people, known_by_number, unknown_people
from applications.queries.rewritten import asked_of, said_in, who
from applications.queries.rounds.entry import entry_of
from applications.queries.rounds.keeping import refuse_replaced
from applications.workflow import Action, Status, next_status
from hukou.kernel import case_number, clock, identity_number, names
from hukou.kernel.codes import CODE_OF_SEX
from hukou.kernel.errors import InvalidInput
from registry.actions import find_or_add_address
from registry.models import Account

OUT_OF_THE_WAY: Final = 1000


@transaction.atomic(durable=True)
def draft(request: DraftRequest, *, by: Account | None, client: str = "") -> Application:
    """Write a new application (录入申请) of any kind, for a counter officer or an API client.

    Anyone at a counter may write it, wherever the people would settle; the office of the
    destination handles it.

    Raises:
        InvalidInput: with every field at fault.
        NoPolicyInForce: no regulation in force at the destination on that day.
        MayNotHandle: the account is not posted at a counter.
    """
    return write_down(request, by=by, client=client)


def write_down(request: DraftRequest, *, by: Account | None, client: str) -> Application:
    """Do what `draft` does, inside a transaction that may do more."""
    now = clock.now()
    post = None if client else require_counter(by, on=now.date())
    people = _checked(request)
    destination = _destination(request, people)
    kind = KINDS[request.kind]
    application = Application(
        number=_number(destination, kind.business, now),
        kind=request.kind,
        created_by=by,
        received_at_id=post.office_id if post else None,
        client=client,
        created_at=now,
    )
    _write(application, request, destination)
    application.save(force_insert=True)
    Party.objects.bulk_create(
        [
            _party(application, position, party, people)
            for position, party in enumerate(request.parties)
        ]
    )
    return application


@transaction.atomic(durable=True)
def revise(
    application_id: UUID,
    request: DraftRequest,
    *,
    by: Account | None,
    client: str = "",
    revision: int | None = None,
) -> Application:
    """Rewrite an application that has not been handed in, or that must be supplemented (补正).

    People are recognised again. Where day, destination or applicant changed (`asked_of`), every
    question of the file is retired, answered or not, and asked anew when it is handed in; where
    somebody's role or relation changed, only theirs of kinship; of somebody taken out, all of
    theirs, while their papers stay. Which parts changed, and by whom, stands in the log; their
    contents do not.

    Raises:
        ActionNotAllowed: it is being handled, or has ended.
        PlaceIsOnesOwn: it has a place in a round, which is for nobody and nothing else.
    """
    application = Application.objects.lock(application_id, revision=revision)
    require_party_to(application, by, client=client, on=clock.today())
    next_status(Status(application.status), Action.REVISE)
    people = _checked(request)
    destination = _destination(request, people)
    before, said = asked_of(application), said_in(application)
    entry, named = entry_of(application), list(application.parties.all())
    channel = (application.regulation, application.channel)
    _write(application, request, destination)
    application.save()
    _replace_parties(application, request, people)
    if entry is not None:
        refuse_replaced(entry, application, asked=channel, named=named)
    if asked_of(application) != before:
        application.verifications.retire()
    now_said = said_in(application)
    changed = [part for part, content in now_said.items() if content != said[part]]
    application.take(Action.REVISE, by=by, at=clock.now(), details={"changed": changed})
    return application


def _checked(request: DraftRequest) -> dict[str, int]:
    """Refuse what cannot be; return the people whom the register knows, by number."""
    refuse_impossible(request, kind=KINDS[request.kind])
    ids = [party.person_id for party in request.parties if party.person_id is not None]
    if missing := unknown_people(ids):
        raise InvalidInput("登记簿中没有此人", field="parties", people=sorted(missing))
    people = known_by_number(
        [
            Named(f"parties.{position}.newcomer", each.newcomer.identity_number, each.newcomer.name)
            for position, each in enumerate(request.parties)
            if each.newcomer is not None and each.newcomer.identity_number
        ]
    )
    if set(people.values()) & set(ids):
        raise InvalidInput("同一人在一件申请中只能出现一次", field="parties")
    _refuse_unknown(request, people)
    _refuse_the_dead(request, people)
    return people


def _refuse_unknown(request: DraftRequest, people: dict[str, int]) -> None:
    """Whoever must be registered is known by number: a stranger has no household, and no record."""
    roles = KINDS[request.kind].registered_roles
    problems = [
        InvalidInput("登记簿中没有此人，请核对号码和姓名", field=f"parties.{position}.newcomer")
        for position, party in enumerate(request.parties)
        if party.role in roles and _registered_as(party, people) is None
    ]
    if problems:
        raise InvalidInput.gather(problems)


def _refuse_the_dead(request: DraftRequest, people: dict[str, int]) -> None:
    """Nobody moves after their death; a child may be born to a father who has died."""
    asked = [
        (position, _registered_as(party, people))
        for position, party in enumerate(request.parties)
        if party.role != PartyRole.PARENT
    ]
    dead = dead_people([person for _, person in asked if person is not None])
    problems = [
        InvalidInput("此人已办理死亡注销，不能再提出申请", field=f"parties.{position}.person")
        for position, person in asked
        if person in dead
    ]
    if problems:
        raise InvalidInput.gather(problems)


def _registered_as(party: PartyRequest, people: dict[str, int]) -> int | None:
    if party.newcomer is None:
        return party.person_id
    return people.get(identity_number.normalise(party.newcomer.identity_number))


def _destination(request: DraftRequest, people: dict[str, int]) -> Destination:
    place = KINDS[request.kind].place
    if place in (Place.OWN, Place.LIVED):
        person = _registered_as(request.parties[0], people)
        assert person is not None  # noqa: S101 - _refuse_unknown saw to it
        if place is Place.LIVED:
            return lived_destination(person, on=clock.today())
        return own_destination(person, named=request.household_id, on=clock.today())
    if request.household_id is not None:
        return household_destination(request.household_id, on=request.applied_on)
    assert request.address is not None  # noqa: S101 - refuse_impossible saw to it
    elements = asdict(request.address)
    division = division_of(elements.pop("division"), on=request.applied_on)
    return Destination(
        office_of(division), division, address=find_or_add_address(division, **elements)
    )


def _write(application: Application, request: DraftRequest, destination: Destination) -> None:
    kind = KINDS[request.kind]
    told = read_details(kind.details, request.details)
    refuse_kinship(destination, [party.relation_to_head for party in request.parties])
    application.regulation = kind.regulation(
        request, destination, filed_under=filed_under(application, on=request.applied_on)
    )
    application.channel = request.channel
    application.applied_on = request.applied_on
    application.destination_household = destination.household
    application.destination_address = destination.address
    application.office = destination.office
    application.request = told
    application.event = kind.event_for(application, told)


def _number(destination: Destination, business: str, now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('application_number_seq')")
        (serial,) = cursor.fetchone()
    return case_number.compose(destination.division.code, business, now.date(), serial=serial)


def _party(
    application: Application, position: int, request: PartyRequest, people: dict[str, int]
) -> Party:
    newcomer = request.newcomer
    known = _registered_as(request, people)
    return Party(
        application=application,
        position=position,
        role=request.role,
        person_id=known,
        newcomer=_newcomer(newcomer) if newcomer and not known else {},
        relation=request.relation,
        relation_to_head=request.relation_to_head,
        declared={name: _exact(value) for name, value in request.declared.items()},
        consented_on=request.consented_on,
    )


def _exact(value: object) -> object:
    """Return a declared value as JSON keeps it: a decimal as its digits."""
    return str(value) if isinstance(value, Decimal) else value


def _newcomer(newcomer: Newcomer) -> dict[str, str]:
    """Return what is stored: number and name in their one form, the rest filled from the number."""
    stored = newcomer.as_json() | {"name": names.normalise(newcomer.name)}
    if newcomer.identity_number:
        number = identity_number.parse(newcomer.identity_number)
        stored["identity_number"] = number.text
        stored["birth_date"] = number.birth_date.isoformat()
        stored["sex"] = newcomer.sex or CODE_OF_SEX[number.sex]
    return stored


def _replace_parties(
    application: Application, request: DraftRequest, people: dict[str, int]
) -> None:
    before = {who(party): party for party in application.parties.all()}
    # Positions are unique at every moment: make room before people take their new places.
    application.parties.update(position=F("position") + OUT_OF_THE_WAY)
    for position, each in enumerate(request.parties):
        party = _party(application, position, each, people)
        same = before.pop(who(party), None)
        if same is None:
            party.save(force_insert=True)
            continue
        party.pk = same.pk
        party.save(force_update=True)
        if (same.relation, same.role) != (party.relation, party.role):
            same.verifications.filter(fact__startswith="relation.").retire()
    gone = [party.pk for party in before.values()]
    application.documents.filter(party__in=gone).update(party=None)
    application.verifications.filter(party__in=gone).retire()
    application.parties.filter(id__in=gone).delete()
