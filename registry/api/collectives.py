"""Reading collective households (集体户), and which district lacks a public one."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import (
    FLAG,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Schema,
    listing,
    page,
    partial,
    record,
)
from hukou.api.pagination import decode_cursor, encode_cursor, page_of
from hukou.api.schema import PURPOSE
from hukou.api.shapes import Body, Choice, Code, Text, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from registry.models import CollectiveSort
from registry.queries import (
    ADDRESS,
    Collective,
    CollectiveSearch,
    District,
    Scope,
    list_collectives,
    public_collectives_by_district,
)

from .access import scope_of_request

COLLECTIVE: Final = partial(
    record(
        id=WHOLE,
        number=TEXT,
        name=TEXT,
        sort=TEXT,
        credit_code=TEXT,
        district_code=TEXT,
        division_code=TEXT,
        office_id=WHOLE,
        office_name=TEXT,
        keepers_on_duty=WHOLE,
        members=WHOLE,
    ),
    address=TEXT,
)
DISTRICT: Final = record(
    code=TEXT,
    name=TEXT,
    alarm=MAYBE_TEXT,
    public_households=WHOLE,
    keepers_on_duty=WHOLE,
    required_households=WHOLE,
    required_keepers_each=WHOLE,
    basis=record(document=TEXT, clause=TEXT, confirmed=FLAG),
)
LISTED: Final[dict[int, Schema]] = {200: page(COLLECTIVE)}
DISTRICTS: Final[dict[int, Schema]] = {200: record(results=listing(DISTRICT), next=MAYBE_TEXT)}
TOLD: Final = (
    "id",
    "number",
    "name",
    "sort",
    "credit_code",
    "district_code",
    "division_code",
    "office_id",
    "office_name",
    "members",
)


class CollectiveQuery(Body):
    division = Code("[0-9]{6}([0-9]{3}|[0-9]{6})?", required=False)
    sort = Choice(choices=CollectiveSort.values, required=False)
    cursor = Text(max_length=40, required=False)


class CollectivesView(PrivateView):
    """Collective households of a division, with sort, credit code, keepers and members."""

    scopes = {"GET": "households:read"}
    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(
        operation_id="collectiveHouseholds", parameters=[CollectiveQuery], responses=LISTED
    )
    def get(self, request: Request) -> Response:
        asked = read_query(CollectiveQuery, request)
        scope = scope_of_request(request)
        after = decode_cursor(asked["cursor"], int)[0] if "cursor" in asked else 0
        found = list_collectives(
            CollectiveSearch(sort=asked.get("sort", ""), division=asked.get("division", "")),
            scope=scope,
            on=clock.today(),
            after=int(after),
        )
        following = encode_cursor(int(found.next)) if found.next else None
        return Response(
            page_of([_shown(each, scope) for each in found.items], next_cursor=following)
        )


class PublicCollectivesView(PrivateView):
    """Every district of an officer's area: its public collective households and keepers today.

    For officers; a program of another agency has no scope for it.
    """

    takes = {"GET": [PURPOSE]}

    @extend_schema(operation_id="publicCollectiveHouseholds", responses=DISTRICTS)
    def get(self, request: Request) -> Response:
        read_query(Body, request)
        scope = scope_of_request(request)
        districts = public_collectives_by_district(scope=scope, on=clock.today())
        return Response(page_of([_district(each) for each in districts]))


def _shown(found: Collective, scope: Scope) -> dict[str, Any]:
    shown: dict[str, Any] = {name: getattr(found, name) for name in TOLD}
    shown["keepers_on_duty"] = len(found.keepers)
    return shown | ({"address": found.address} if scope.shows(ADDRESS) else {})


def _district(found: District) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "alarm": _alarm(found),
        "public_households": len(found.households),
        "keepers_on_duty": found.keepers,
        "required_households": found.at_least,
        "required_keepers_each": found.keepers_each,
        "basis": {
            "document": found.document,
            "clause": found.clause,
            "confirmed": found.is_firm,
        },
    }


def _alarm(found: District) -> str | None:
    if found.lacks_household:
        return "no_public_household"
    return "no_keeper_on_duty" if found.unkept else None
