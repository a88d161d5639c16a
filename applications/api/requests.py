"""An application (申请) as it is sent: read strictly, and handed to the actions as it stands."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.actions import AddressDetails, DraftRequest, Newcomer, PartyRequest
from applications.models import Kind, PartyRole
from hukou.api.shapes import Body, Choice, Code, Day, Key, Text, Yes
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law
from registry.models import AddressKind, Household, Person

from .access import Caller
from .details_schema import details_schema

TEXT: Final[dict[str, Any]] = {"max_length": 100, "required": False, "allow_blank": True}


class NewcomerBody(Body):
    """Somebody named by number and name; recognised when the register already knows them."""

    name = Text(max_length=100)
    identity_number = Text(max_length=18, required=False, allow_blank=True)
    sex = Choice(choices=["1", "2"], required=False)
    birth_date = Day(required=False)
    ethnicity = Code("[0-9]{2}", required=False)
    from_address = Text(max_length=300, required=False, allow_blank=True)


class PartyBody(Body):
    role = Choice(choices=PartyRole.values)
    person_id = Key(required=False)
    newcomer = NewcomerBody(required=False)
    relation = Text(max_length=20, required=False, allow_blank=True)
    relation_to_head = Code("[0-9]{2}", required=False)
    declared = serializers.DictField(required=False)
    consented_on = Day(required=False)


class AddressBody(Body):
    division = Code("[0-9]{12}")
    street = Text(**TEXT)
    plate = Text(**TEXT)
    building = Text(**TEXT)
    unit = Text(**TEXT)
    room = Text(**TEXT)
    kind = Choice(choices=AddressKind.values, required=False)


class DestinationBody(Body):
    household_id = Key(required=False)
    address = AddressBody(required=False)


@extend_schema_field(details_schema())
class DetailsField(serializers.DictField):
    """What the kind asks to be filled in; the action reads it, and names what is wrong."""


class RevisionBody(Body):
    kind = Choice(choices=Kind.values)
    applied_on = Day(required=False)
    regulation = Text(max_length=40, required=False, allow_blank=True)
    channel = Text(max_length=20, required=False, allow_blank=True)
    destination = DestinationBody(
        required=False,
        help_text="Left out where the event takes place in the person's own household.",
    )
    parties = PartyBody(many=True)
    details = DetailsField(required=False)


class ApplicationBody(RevisionBody):
    submit = Yes(required=False, help_text="Hand it in at once: both, or neither.")


def refuse_ended(sent: object) -> None:
    """Refuse a kind of transaction that has ended (农转非、非转农), with the clause that ended it.

    Raises:
        ServiceStopped: before anything else is read, and nothing is stored.
    """
    kind = sent.get("kind") if isinstance(sent, Mapping) else None
    if isinstance(kind, str):
        load_law().unification.refuse(kind, jurisdiction=_division(sent))


def _division(sent: object) -> str:
    """Return the division the application names, where it names one at all."""
    for name in ("destination", "address", "division"):
        sent = sent.get(name) if isinstance(sent, Mapping) else None
    return sent if isinstance(sent, str) else ""


def draft_request(asked: Mapping[str, Any]) -> DraftRequest:
    """Return the application that was sent, as the actions take it."""
    where = asked.get("destination", {})
    address = where.get("address")
    return DraftRequest(
        kind=Kind(asked["kind"]),
        applied_on=asked.get("applied_on") or clock.today(),
        regulation=asked.get("regulation", ""),
        channel=asked.get("channel", ""),
        household_id=where.get("household_id"),
        address=AddressDetails(**address) if address else None,
        parties=[_party(each) for each in asked["parties"]],
        details=asked.get("details", {}),
    )


def _party(asked: Mapping[str, Any]) -> PartyRequest:
    newcomer = asked.get("newcomer")
    told = {name: value for name, value in asked.items() if name not in ("newcomer", "role")}
    return PartyRequest(
        role=PartyRole(asked["role"]),
        newcomer=Newcomer(**newcomer) if newcomer else None,
        **told,
    )


def refuse_unseen(request: DraftRequest, caller: Callable[[], Caller]) -> None:
    """Refuse keys of people and households the caller cannot know: an application shows both.

    Somebody registered elsewhere is named by identity number and name, as at the counter.

    Raises:
        InvalidInput: as for keys that do not exist.
    """
    ids = {party.person_id for party in request.parties if party.person_id is not None}
    if not ids and request.household_id is None:
        return
    scope = caller().scope
    if ids and scope.people(Person.objects.filter(id__in=ids)).count() < len(ids):
        raise InvalidInput("登记簿中没有此人", field="parties")
    if scope.client and request.household_id is not None:
        known = scope.households(Household.objects.filter(id=request.household_id))
        if not known.exists():
            raise InvalidInput("没有这一户，或该户已注销", field="destination.household")
