"""Families of a made-up county that apply to settle in town, as a hall's program sends them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.management import call_command

from applications.connectors.sandbox import Truth, write_truth
from applications.county import DESTINATION, OFFICES, PlannedHousehold, plan_county
from hukou.kernel import clock
from registry.queries.divisions import villages_of

SEED: Final = 11
PEOPLE_FOR_EACH: Final = 7
"""People of a made-up county for every family in it that may apply; a few more than it takes."""
SMALLEST: Final = 400
ADULT_FROM: Final = 18
KINDS: Final = {"1": "spouse", "2": "child", "3": "child"}
"""By the first digit of GB/T 4761; families with others in them do not apply here."""
HOME: Final[Mapping[str, object]] = {
    "dwelling.tenure": "owned",
    "dwelling.legal_and_stable": True,
}
LEARNED: Final[Mapping[str, object]] = {"education.level": "bachelor"}
SKILLED: Final[Mapping[str, object]] = {"title.skill_grade": "level2_technician"}
WAYS: Final = (("QZF-1", HOME), ("QZF-2", LEARNED), ("QZF-1", HOME), ("QZF-2", SKILLED))
"""By turns, so that agencies of every sort are asked."""


class Wish(NamedTuple):
    """An application before it is sent: its body, and by whose number it is known again."""

    number: str
    body: Mapping[str, Any]


def make_county(count: int) -> list[Wish]:
    """Fill the register with people, and return what `count` families of them ask for."""
    people = max(SMALLEST, count * PEOPLE_FOR_EACH)
    call_command("generate_county", people=people, seed=SEED, stdout=io.StringIO())
    today = clock.today()
    areas = [area for office in OFFICES for area in office.areas]
    villages = villages_of(areas, on=today)
    plan = plan_county(people, seed=SEED, today=today, villages=villages)
    families = [each for each in plan.households if _may_apply(each, today)][:count]
    assert len(families) == count, "the county is too small"
    write_truth(Path(settings.DATA_DIR, "truth.sqlite"), _truths(families))
    town = next(office for office in OFFICES if office.code == DESTINATION).areas[0]
    return [
        Wish(family.members[0].person.number, _body(family, place, villages[town][0], today))
        for place, family in enumerate(families)
    ]


def _may_apply(family: PlannedHousehold, today: date) -> bool:
    """Couples and parents with minor children who live elsewhere: all can settle together."""
    others = family.members[1:]
    return (
        family.office != DESTINATION
        and not family.story
        and all(each.left_on is None and each.arrived_on < today for each in family.members)
        and all(each.relation[0] in KINDS for each in others)
        and all(
            KINDS[each.relation[0]] == "spouse" or today.year - each.person.born.year < ADULT_FROM
            for each in others
        )
    )


def _truths(families: Sequence[PlannedHousehold]) -> Iterator[Truth]:
    """Yield what makes each family eligible by its way; the rest the county says of everybody."""
    for place, family in enumerate(families):
        _, facts = WAYS[place % len(WAYS)]
        for member in family.members:
            number = member.person.number
            told = {**facts, "relation.cohabits": True}
            yield from (Truth(number, fact, value) for fact, value in told.items())


def _body(family: PlannedHousehold, place: int, division: str, today: date) -> Mapping[str, Any]:
    channel, facts = WAYS[place % len(WAYS)]
    street, building, room = "演练路", place // 100 + 1, place % 100 + 101
    applicant, *others = [
        {"newcomer": {"name": each.person.name, "identity_number": each.person.number}}
        for each in family.members
    ]
    relations = [KINDS[each.relation[0]] for each in family.members[1:]]
    companions = [
        {**each, "role": "companion", "relation": relation, "consented_on": today.isoformat()}
        for each, relation in zip(others, relations, strict=True)
    ]
    address = {
        "division": division, "street": street, "plate": f"{building}号", "room": f"{room}室",
    }  # fmt: skip
    return {
        "kind": "settlement",
        "channel": channel,
        "applied_on": today.isoformat(),
        "destination": {"address": address},
        "parties": [{**applicant, "role": "applicant", "declared": dict(facts)}, *companions],
        "submit": True,
    }
