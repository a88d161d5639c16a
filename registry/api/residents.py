"""Reading people (人员) and households (户): every read is noted before it is answered."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.schema import PURPOSE
from hukou.api.shapes import Body, Choice, Day, Text, Whole, read_body, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden, NotFound
from registry.actions import note_disclosure
from registry.queries import (
    ACTUAL,
    ADDRESS,
    NUMBER,
    PersonSearch,
    Scope,
    actual_home_on,
    history_of_person,
    household_on,
    person_on,
    search_people,
    stays_of_person,
)

from . import showing
from .access import scope_of_request
from .described import BOOK, HISTORY, HITS, RESIDENT

LONGEST_TERM: Final = 100


class AsOf(Body):
    on = Day(required=False, help_text="The day that is asked about; today when left out.")
    known_on = Day(required=False, help_text="As the register knew it at the end of this day.")


class ResidentAsOf(AsOf):
    reveal = Choice(
        choices=[NUMBER],
        required=False,
        help_text="Officers see the whole identity number on request, for a purpose.",
    )


class ResidentView(PrivateView):
    """One person on a day, as known on a day."""

    scopes = {"GET": "residents:read"}
    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="resident", parameters=[ResidentAsOf], responses=RESIDENT)
    def get(self, request: Request, person_id: int) -> Response:
        asked = read_query(ResidentAsOf, request)
        scope = _revealing(scope_of_request(request), asked)
        view = person_on(
            person_id,
            on=asked.get("on") or clock.today(),
            known_on=asked.get("known_on"),
            scope=scope,
        )
        if view is None:
            raise NotFound
        _note(scope, "resident", [person_id], household=view.household_id)
        shown = showing.person(view, scope)
        if scope.shows(ACTUAL):
            home = actual_home_on(person_id, on=view.on, known_on=view.known_on, scope=scope)
            shown["actual_residence"] = showing.actual_home(home)
        return Response(shown)


class ResidentHistoryView(PrivateView):
    """Where somebody is and was registered, and what was entered about them."""

    scopes = {"GET": "residents:read"}
    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="residentHistory", responses=HISTORY)
    def get(self, request: Request, person_id: int) -> Response:
        read_query(Body, request)
        scope = scope_of_request(request)
        events = history_of_person(person_id, scope=scope)
        stays = stays_of_person(person_id, scope=scope)
        if not events and not stays:
            raise NotFound
        _note(scope, "history", [person_id])
        shown = page_of([showing.event(each, scope) for each in events])
        return Response({**shown, "stays": [showing.stay(each, scope) for each in stays]})


class HouseholdView(PrivateView):
    """The book of a household on a day, as known on a day, with relationships."""

    scopes = {"GET": "households:read"}
    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="household", parameters=[AsOf], responses=BOOK)
    def get(self, request: Request, household_id: int) -> Response:
        asked = read_query(AsOf, request)
        scope = scope_of_request(request)
        view = household_on(
            household_id,
            on=asked.get("on") or clock.today(),
            known_on=asked.get("known_on"),
            scope=scope,
        )
        if view is None:
            raise NotFound
        people = [member.person_id for member in view.members]
        _note(scope, "household", people, household=household_id)
        return Response(showing.book(view, scope))


class Search(Body):
    number = Text(max_length=LONGEST_TERM, required=False)
    name = Text(max_length=LONGEST_TERM, required=False)
    pinyin = Text(max_length=LONGEST_TERM, required=False)
    address = Text(max_length=LONGEST_TERM, required=False)
    household_number = Text(max_length=LONGEST_TERM, required=False)
    free = Text(max_length=LONGEST_TERM, required=False)
    purpose = Text(max_length=200)
    on = Day(required=False)
    limit = Whole(min_value=1, max_value=LARGEST_PAGE, default=20)
    cursor = Text(max_length=40, required=False)


TERMS: Final[tuple[str, ...]] = ("number", "name", "pinyin", "address", "household_number", "free")


class SearchView(PrivateView):
    """Find people by number, name, pinyin, address or household number; never by an address line.

    What is looked for travels in the body, so that no log of addresses holds it.
    """

    scopes = {"POST": "residents:read"}

    @extend_schema(operation_id="searchResidents", request=Search, responses=HITS)
    def post(self, request: Request) -> Response:
        asked = read_body(Search, request)
        scope = scope_of_request(request).for_purpose(asked["purpose"])
        terms: dict[str, str] = {name: asked[name] for name in TERMS if name in asked}
        _refuse_probing(scope, terms)
        after = decode_cursor(asked["cursor"], int)[0] if "cursor" in asked else ""
        found = search_people(
            PersonSearch(**terms),
            scope=scope,
            on=asked.get("on") or clock.today(),
            limit=asked["limit"],
            cursor=str(after),
        )
        _note(scope, "search", [each.person_id for each in found.items])
        hits = [showing.hit(each, scope) for each in found.items]
        following = encode_cursor(int(found.next)) if found.next else None
        return Response(page_of(hits, next_cursor=following))


def _refuse_probing(scope: Scope, terms: dict[str, str]) -> None:
    """Refuse to look by what may not be seen: a hit would tell it."""
    if not scope.shows(ADDRESS) and {"address", "free"} & set(terms):
        raise Forbidden("searching by address takes the scope residents:address")


def _revealing(scope: Scope, asked: dict[str, Any]) -> Scope:
    return scope.revealing(purpose=scope.purpose) if "reveal" in asked else scope


def _note(scope: Scope, kind: str, people: list[int], *, household: int | None = None) -> None:
    note_disclosure(
        scope=scope,
        kind=kind,
        people=people,
        fields=sorted(scope.fields),
        purpose=scope.purpose,
        household=household,
    )
