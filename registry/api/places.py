"""Where people really live, who lives apart, and plates renumbered; for officers only."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.authentication import Agency
from hukou.api.idempotency import once
from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.schema import IDEMPOTENCY_KEY, PURPOSE
from hukou.api.shapes import Body, Choice, Code, Day, Key, Text, Yes, read_body, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden, InvalidInput, NotFound
from registry.actions import (
    Renumbering,
    find_or_add_address,
    note_disclosure,
    record_actual_residence,
    rehearse_renumbering,
    renumber_addresses,
)
from registry.models import ELEMENTS, Account, Address, Person, ResidenceSource
from registry.queries import (
    ACTUAL,
    Scope,
    actual_home_on,
    count_living_apart,
    division_on,
    list_living_apart,
    people_in,
    person_on,
    refuse_outside,
)

from . import showing
from .access import scope_of_request
from .described import ACTUAL_HOME, APART, RENUMBERED

LONGEST: Final = {
    "group_no": 50, "street": 100, "estate": 100, "plate": 50, "building": 50, "unit": 50,
    "room": 50, "detail": 100, "plate_id": 40,
}  # fmt: skip
MOST_ROWS: Final = 5000


class ElementsBody(Body):
    """The elements of an address; those left out stay as they are, or empty in a new one."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Add a text for each element."""
        told = {
            name: Text(max_length=longest, required=False, allow_blank=True)
            for name, longest in LONGEST.items()
        }
        return {**super().get_fields(), **told}


class ActualAddressBody(ElementsBody):
    division = Code(r"[0-9]{12}", help_text="A village or community, by its 12 digits.")


class ActualResidenceBody(Body):
    address = ActualAddressBody(required=False, help_text="An address of the register, or")
    place = Text(max_length=300, required=False, help_text="a place outside it, in words.")
    on = Day(help_text="Since when they live there; not in the future.")
    refreshed_on = Day(required=False, help_text="When somebody made sure; `on` when left out.")
    source = Choice(choices=ResidenceSource.values)  # type: ignore[assignment] # a member of ours
    document = Text(max_length=200)


class ActualResidenceView(PrivateView):
    """Where a person really lives, apart from their hukou: recorded, or refreshed."""

    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [404, 409, 422]}

    @extend_schema(
        operation_id="recordActualResidence", request=ActualResidenceBody, responses=ACTUAL_HOME
    )
    @once
    def post(self, request: Request, person_id: int) -> Response:
        by, scope = _officer(request)
        asked = read_body(ActualResidenceBody, request)
        person = person_on(person_id, on=clock.today(), scope=scope)
        if person is None:
            raise NotFound
        scope.require_kept(person.office_id)
        record_actual_residence(
            Person(pk=person_id),
            address=_address(asked.get("address")),
            place=asked.get("place", ""),
            on=asked["on"],
            refreshed_on=asked.get("refreshed_on"),
            source=asked["source"],
            by=by,
            basis={"document": asked["document"], "clause": ""},
        )
        note_disclosure(
            scope=scope,
            kind="actual_residence",
            people=[person_id],
            fields=[ACTUAL],
            purpose=scope.purpose,
        )
        home = actual_home_on(person_id, on=clock.today(), scope=scope)
        return Response(showing.actual_home(home), status=201)


class ApartQuery(Body):
    area = Code(r"[0-9]{6,12}", required=False, help_text="A division of any level.")
    level = Choice(choices=["apart", "apart_within"], required=False)
    on = Day(required=False)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=20)
    cursor = Text(max_length=40, required=False)


class LivingApartView(PrivateView):
    """Who is registered in an area and lives elsewhere (人户分离); derived as of the day."""

    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="livingApart", parameters=[ApartQuery], responses=APART)
    def get(self, request: Request) -> Response:
        _, scope = _officer(request)
        asked = read_query(ApartQuery, request)
        on, area = asked.get("on") or clock.today(), asked.get("area", "")
        after = decode_cursor(asked["cursor"], int)[0] if "cursor" in asked else 0
        found = list_living_apart(
            area,
            scope=scope,
            on=on,
            level=asked.get("level", ""),
            after=int(after),
            limit=asked["limit"],
        )
        counts = count_living_apart(area, scope=scope, on=on)
        note_disclosure(
            scope=scope,
            kind="living_apart",
            people=[each.person_id for each in found.items],
            fields=sorted(scope.fields),
            purpose=scope.purpose,
        )
        following = encode_cursor(int(found.next)) if found.next else None
        people = [showing.living_apart(each) for each in found.items]
        told = {"apart": counts.apart, "apart_within": counts.apart_within}
        return Response({**page_of(people, next_cursor=following), "counts": told})


class RowBody(ElementsBody):
    address = Key(help_text="The address as it is; elements left out stay.")


class RenumberingBody(Body):
    on = Day(help_text="From which day; not in the future.")
    document = Text(max_length=200)
    clause = Text(max_length=100, required=False, allow_blank=True)
    preview = Yes(default=False, help_text="Tell who is affected and store nothing.")
    rows = RowBody(many=True, allow_empty=False, max_length=MOST_ROWS)  # type: ignore[call-arg]


class RenumberingView(PrivateView):
    """Renumber plates and rename streets for all who live there: the whole batch, or none."""

    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [409, 422]}

    @extend_schema(operation_id="renumberAddresses", request=RenumberingBody, responses=RENUMBERED)
    @once
    def post(self, request: Request) -> Response:
        by, scope = _officer(request)
        asked = read_body(RenumberingBody, request)
        rows = [
            Renumbering(
                address=row["address"],
                to={name: row[name] for name in LONGEST if name in row},
                line=line,
            )
            for line, row in enumerate(asked["rows"], start=1)
        ]
        preview = rehearse_renumbering(rows, on=asked["on"])
        refuse_outside(preview.lines, preview.offices, scope=scope)
        homes = [each.household_id for each in preview.households]
        note_disclosure(
            scope=scope,
            kind="renumbering",
            people=people_in(homes, on=clock.today()),
            fields=["household_number", "address"],
            purpose=scope.purpose,
        )
        shown = showing.renumbering(preview)
        if asked["preview"]:
            return Response({**shown, "batch": None})
        basis = {"document": asked["document"], "clause": asked.get("clause", "")}
        batch = renumber_addresses(rows, on=asked["on"], by=by, basis=basis)
        return Response({**shown, "batch": str(batch.key)}, status=201)


def _officer(request: Request) -> tuple[Account, Scope]:
    """Return the officer who asks and what they see; other agencies are not told of this."""
    if isinstance(request.user, Agency):
        raise Forbidden
    scope = scope_of_request(request)
    if not scope.is_officer or not isinstance(request.user, Account):
        raise Forbidden
    return request.user, scope


def _address(told: dict[str, str] | None) -> Address | None:
    if told is None:
        return None
    division = division_on(told["division"], on=clock.today())
    if division is None:
        raise InvalidInput("there is no such village or community", field="address.division")
    elements = {name: told[name] for name in ELEMENTS if name in told}
    if not any(elements.values()):
        raise InvalidInput("name the plate at least", field="address.plate")
    return find_or_add_address(division, **elements)
