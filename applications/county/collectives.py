"""The demo county's collective households, and somebody whose dwelling is gone (集体户示例).

The district 柯城区 has one of each sort; 开化县 has no public one, planted for the alarm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from hukou.kernel.kinship import HEAD
from hukou.kernel.unified_credit_code import compose

from .families import FamilyMaker
from .names import surname
from .offices import DESTINATION
from .plan import PlannedCollective, PlannedHousehold, PlannedMember

DISTRICT: Final = "330802"
STUDENTS: Final = 24
WORKERS: Final = 8
FILED: Final = 6
HOMELESS: Final = "徐安居"
"""Whose dwelling was demolished: the order of addresses leads to the public household."""


@dataclass(frozen=True, slots=True)
class _Made:
    sort: str
    name: str
    office: str
    code: str
    keeper: str
    account: str
    members: int
    ages: tuple[int, int]


MADE: Final = (
    _Made(
        "school",
        "示例职业技术学院学生集体户（演示）",
        "330802520000",
        compose("12", DISTRICT, "DEM00001").text,
        "徐辅导员",
        "",
        STUDENTS,
        (18, 22),
    ),
    _Made(
        "unit",
        "示例机械厂职工集体户（演示）",
        DESTINATION,
        compose("91", DISTRICT, "DEM00002").text,
        "方科长",
        "",
        WORKERS,
        (22, 45),
    ),
    _Made(
        "talent_market",
        "柯城区人才市场集体户（演示）",
        DESTINATION,
        compose("12", DISTRICT, "DEM00003").text,
        "余主任",
        "",
        FILED,
        (23, 34),
    ),
    _Made("public", "柯城区公共集体户（演示）", DESTINATION, "", "", "zhaofu", 3, (30, 60)),
)


def make_collectives(
    maker: FamilyMaker, random: Random, places: Mapping[str, Sequence[str]], *, today: date
) -> list[PlannedCollective]:
    """Return one collective household of each sort, with unrelated members."""
    made = []
    for position, each in enumerate(MADE):
        youngest, oldest = each.ages
        members = []
        for _ in range(each.members):
            born = date(today.year - random.randint(youngest, oldest) - 1, random.randint(1, 12), 9)
            members.append(maker.person(surname(random), random.choice("12"), born))
        made.append(
            PlannedCollective(
                sort=each.sort,
                name=each.name,
                credit_code=each.code,
                office=each.office,
                division=places[each.office][0],
                street="示例路",
                plate=f"集体{position + 1}号",
                opened_on=date(today.year - 3, 9, 1),
                keeper_name=each.keeper,
                keeper_account=each.account,
                members=members,
            )
        )
    return made


def make_homeless(maker: FamilyMaker, places: Sequence[str], *, today: date) -> PlannedHousehold:
    """Return a household of one, at a door that has since been demolished."""
    opened_on = date(today.year - 8, 3, 1)
    person = maker.person(HOMELESS[0], "1", date(today.year - 41, 6, 18))
    person.name, person.ethnicity = HOMELESS, "01"
    return PlannedHousehold(
        division=places[0],
        office=DESTINATION,
        street="示例路",
        plate="拆迁1号",
        room="",
        opened_on=opened_on,
        members=[PlannedMember(person=person, relation=HEAD, arrived_on=opened_on)],
    )
