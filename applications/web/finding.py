"""The channel finder on the form (途径比选): what was typed, put to the law of the destination."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from applications.queries.destinations import division_of, household_destination
from applications.queries.finder import Candidate, FoundChannel, find_channels
from applications.queries.policy import activations, channels_in_force
from applications.web import fact_fields
from applications.web.settlement_form import BY_ORDER, Entered, Row
from hukou.kernel import clock, division_code, identity_number
from hukou.kernel.errors import FieldError, InvalidInput
from hukou.law import Channel
from registry.models import Division, Household
from registry.queries import public_collectives_of
from registry.web import DeskRequest


@dataclass(frozen=True, slots=True)
class Found:
    """What the finder shows: the people as columns, the channels as rows."""

    people: Sequence[Row]
    rows: Sequence[FoundChannel]


def household_id(request: DeskRequest, typed: Entered) -> int | None:
    """Return the household whose number was typed, if this account may know of it."""
    if typed.destination.kind == BY_ORDER:
        return _public_collective(typed)
    number = typed.destination.household
    if typed.destination.kind != "household" or not number:
        return None
    found = request.scope.households(Household.objects.filter(number=number)).first()
    if found is None:
        raise InvalidInput("没有找到这个户号，请核对", field="destination.household")
    return found.pk


def _public_collective(typed: Entered) -> int:
    """Return the public collective household of the county that was chosen."""
    county = division_code.county(typed.destination.division) or ""
    found = public_collectives_of(county, on=clock.today()).order_by("id").first()
    if found is None:
        raise InvalidInput(
            "请先选定社区（村）；该区（县）还没有公共集体户的，请先设立",
            field="destination.division",
        )
    return found.pk


def division(request: DeskRequest, typed: Entered) -> Division | None:
    """Return where the destination lies, as far as it has been typed. Raises InvalidInput."""
    if typed.destination.kind == "household":
        home = household_id(request, typed)
        return household_destination(home, on=clock.today()).division if home else None
    code = typed.destination.division
    return division_of(code, on=clock.today()) if code else None


def channels_at(place: Division | None) -> list[Channel]:
    """Return the channels in force at a place today."""
    if place is None:
        return []
    found = channels_in_force(place.code, on=clock.today(), activated=activations())
    return [channel for _regulation, channel in found]


def find(typed: Entered, place: Division | None) -> tuple[Found | None, list[FieldError]]:
    """Run the law over what was declared; what it cannot read comes back by input."""
    if place is None:
        return None, []
    people = typed.chosen
    try:
        rows = find_channels(
            [_candidate(row) for row in people],
            division=place,
            on=clock.today(),
            place=typed.place or None,
        )
    except InvalidInput as problem:
        return None, [_on_form(error, people) for error in problem.errors]
    return Found(people, rows), []


def _candidate(row: Row) -> Candidate:
    facts: dict[str, Any] = {
        fact: fact_fields.read(fact, value)
        for fact, value in row.declared.items()
        if fact_fields.is_known(fact)
    }
    if row.person_id is None:
        facts |= _from_number(row.identity_number)
    relation = "" if row.is_applicant else row.relation or "other"
    return Candidate(name=row.name, relation=relation, person_id=row.person_id, facts=facts)


def _from_number(typed: str) -> dict[str, Any]:
    """Return what a newcomer's number tells; nothing while it is not yet right."""
    try:
        number = identity_number.parse(typed)
    except InvalidInput:
        return {}
    return {"person.birth_date": number.birth_date.isoformat(), "person.sex": number.sex}


def _on_form(error: FieldError, people: Sequence[Row]) -> FieldError:
    _, position, fact = error["field"].split(".", 2)
    key = people[int(position)].key
    return FieldError(field=f"{key}.declared.{fact}", detail=error["detail"], code=error["code"])
