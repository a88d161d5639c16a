"""Make a whole county from a number of people and a seed (合成县)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Final

from .collectives import make_collectives, make_homeless
from .families import FamilyMaker
from .faults import Planter
from .numbers import NumberSeries
from .offices import ACCOUNTS, DESTINATION, OFFICES, ORIGIN, STATIONS
from .plan import CountyPlan, PlannedHousehold, PlannedMember, Story
from .stories import FAMILIES, ExampleFamily
from .student import make_student
from .truth import everyday_truth

REGULATION: Final = "qz-final-2017"
_STREETS: Final = ("荷花路", "劳动路", "下街", "县前路", "坊门街", "长竿街", "芹江路", "江滨路")


def plan_county(
    people: int,
    *,
    seed: int,
    today: date,
    villages: Mapping[str, Sequence[str]],
    faulty: bool = False,
) -> CountyPlan:
    """Return a county of about `people` people; the same arguments give the same county.

    `villages` lists the codes of villages and neighbourhoods by township code. A `faulty` county
    is the same one, with faults of every kind beside it and what other agencies tell about it.
    """
    random = Random(seed)
    numbers = NumberSeries()
    maker = FamilyMaker(random, numbers, today=today)
    places = {
        office.code: [code for area in office.areas for code in villages.get(area, ())]
        for office in STATIONS
    }
    households, stories = _example_families(maker, random, places[ORIGIN], today=today)
    count = sum(len(household.members) for household in households)
    for position, office in enumerate(cycle(STATIONS)):
        if count >= people:
            break
        household = maker.make(
            division=random.choice(places[office.code]),
            office=office.code,
            street=random.choice(_STREETS),
            plate=f"{position + 1}号",
        )
        households.append(household)
        count += len(household.members)
    households.append(make_homeless(maker, places[DESTINATION], today=today))
    households.append(make_student(maker, places[ORIGIN], today=today))
    plan = CountyPlan(
        offices=OFFICES,
        accounts=ACCOUNTS,
        households=households,
        stories=stories,
        collectives=make_collectives(maker, random, places, today=today),
    )
    if faulty:
        Planter(plan, Random(f"{seed} faults"), numbers, places, today=today).plant()
    return plan


def _example_families(
    maker: FamilyMaker, random: Random, places: Sequence[str], *, today: date
) -> tuple[list[PlannedHousehold], list[Story]]:
    households, stories = [], []
    for position, family in enumerate(FAMILIES):
        household = _settle(maker, random, family, places[position % len(places)], today=today)
        household.plate = f"示例{position + 1}号"
        households.append(household)
        stories.append(
            Story(
                title=family.title,
                regulation=REGULATION,
                channel=family.channel,
                expected=family.expected,
                applicant=household.members[0].person.number,
                name=household.members[0].person.name,
                companions={
                    member.person.number: member.relation for member in household.members[1:]
                },
            )
        )
    return households, stories


def _settle(
    maker: FamilyMaker, random: Random, family: ExampleFamily, place: str, *, today: date
) -> PlannedHousehold:
    opened_on = date(today.year - 6, 5, 8)
    household = PlannedHousehold(
        division=place,
        office=ORIGIN,
        street="示例路",
        plate="",
        room="",
        opened_on=opened_on,
        members=[],
        story=family.title,
    )
    for role in family.roles:
        born = date(today.year - role.age, 3, 15)
        person = maker.person(role.name[0], role.sex, born)
        person.name = role.name
        person.ethnicity = "01"
        person.education = role.education
        person.marital_status = "20" if role.married else "10"
        household.members.append(
            PlannedMember(
                person=person,
                relation=role.relation,
                arrived_on=max(opened_on, born + timedelta(days=1)),
            )
        )
    for role, member in zip(family.roles, household.members, strict=True):
        truth = everyday_truth(random, household, member, today=today) | dict(role.truth)
        member.person.truth = {fact: value for fact, value in truth.items() if value is not None}
    return household
