"""Families to compare 衢州's draft and final text over (比较家庭): made up, facts only.

Of every two hundred, forty come out differently under the two texts, ten of each kind that
`DIFFERING` names; the others must not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from applications.queries.fact_file import FactFamily

COUNTIES: Final = ("330802", "330803", "330822", "330824", "330825", "330881")
OUTSIDE: Final = ("340100", "360700", "410100", "510100", "522700")
"""Where they are registered: outside 浙江, since the final text lets whoever is inside move."""

NO_GROUND: Final[Mapping[str, Any]] = {
    "dwelling.tenure": "none",
    "dwelling.location_kind": "street",
    "dwelling.legal_and_stable": False,
    "residence.place_kind": "urban_core",
    "residence.proof": False,
    "employment.place_kind": "urban_core",
    "education.level": "senior_secondary",
    "education.full_time": False,
    "education.key_institution": False,
    "education.recent_graduate": False,
    "education.returned_overseas": False,
    "title.professional_grade": "none",
    "title.skill_grade": "none",
    "title.shortage_trade": False,
    "expert.level": "none",
    "talent.shortage_recognition": False,
    "approval.county_government": False,
    "investment.enterprise_established": False,
    "investment.amount_yuan": "0",
    "investment.role": "other",
    "investment.place_kind": "other",
    "honour.level": "none",
    "honour.kind": "other",
    "conduct.criminal_record": False,
    "relation.joins_relative": False,
    "student.admitted": False,
    "student.admitted_in_province": False,
}
OWNS: Final = {"dwelling.tenure": "owned", "dwelling.legal_and_stable": True}
INVESTS: Final = {
    "investment.enterprise_established": True,
    "investment.amount_yuan": "100000",
    "investment.place_kind": "urban_core",
    "investment.role": "legal_representative",
}
HONOURED: Final = {"honour.level": "county", "honour.kind": "labour_model"}
COLLEGE: Final = {"education.level": "junior_college", "title.professional_grade": "junior"}

People = list[dict[str, Any]]
Maker = Callable[[Random], People]


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted family, and whether the two texts treat it differently, and in what."""

    family: FactFamily
    differs: str


def _applicant(random: Random, **facts: Any) -> dict[str, Any]:
    months = {
        name: random.randint(1, 11)
        for name in ("residence.months_continuous", "employment.months", "insurance.social_months")
    }
    told = {
        "person.age": random.randint(24, 44),
        "person.sex": random.choice(("male", "female")),
        "person.hukou_place": random.choice(OUTSIDE),
    }
    return {**NO_GROUND, **months, **told, **facts}


def _owner(random: Random, area: str, **facts: Any) -> dict[str, Any]:
    return _applicant(random, **{**OWNS, "dwelling.area_m2": area, **facts})


def _spouse(random: Random) -> dict[str, Any]:
    told = {"person.age": random.randint(23, 44), "person.married": True}
    return {"relation.kind": "spouse", "relation.cohabits": True, **told}


def _child(random: Random) -> dict[str, Any]:
    return {
        "relation.kind": "child",
        "relation.cohabits": True,
        "relation.custody_consent": "both_guardians",
        "person.age": random.randint(0, 17),
        "person.married": False,
    }


def _parent(sex: str, age: int, *, cohabits: bool = True) -> dict[str, Any]:
    kin = {"relation.kind": "parent", "relation.cohabits": cohabits}
    return {**kin, "person.sex": sex, "person.age": age}


def _large(random: Random) -> str:
    return f"{random.randint(61, 140)}.{random.randint(0, 9)}"


def _young_parent(random: Random) -> People:
    sex = random.choice(("female", "female", "male"))
    return [_owner(random, _large(random)), _parent(sex, random.randint(45, 54))]


def _fourth_person(random: Random) -> People:
    return [_owner(random, "55"), _spouse(random), _child(random), _child(random)]


def _bachelor(random: Random) -> People:
    told = {"education.level": "bachelor", "education.full_time": True}
    return [_applicant(random, **told)]


def _investors_spouse(random: Random) -> People:
    return [_applicant(random, **INVESTS), _spouse(random)]


DIFFERING: Final[Mapping[str, Maker]] = {
    "parent of 45 to 54": _young_parent,
    "fourth person in 55 m2": _fourth_person,
    "bachelor without a title": _bachelor,
    "spouse of an investor": _investors_spouse,
}


def _small_home(random: Random) -> People:
    return [_owner(random, random.choice(("55", "60", "60.1"))), _spouse(random), _child(random)]


def _large_home(random: Random) -> People:
    children = [_child(random) for _ in range(random.randint(1, 3))]
    return [_owner(random, _large(random)), _spouse(random), *children]


def _old_parent(random: Random) -> People:
    parents = (_parent("female", random.randint(55, 80)), _parent("male", random.randint(60, 85)))
    return [_owner(random, _large(random)), random.choice(parents)]


def _parent_elsewhere(random: Random) -> People:
    return [
        _owner(random, _large(random)),
        _parent("female", random.randint(45, 80), cohabits=False),
    ]


def _college(random: Random) -> People:
    return [_applicant(random, **COLLEGE)]


def _technician(random: Random) -> People:
    return [_applicant(random, **{"title.skill_grade": "level2_technician"})]


def _investor(random: Random) -> People:
    return [_applicant(random, **INVESTS)]


def _almost_investor(random: Random) -> People:
    return [_applicant(random, **{**INVESTS, "investment.amount_yuan": "99999.99"})]


def _honoured(random: Random) -> People:
    return [_applicant(random, **HONOURED)]


def _without_ground(random: Random) -> People:
    return [_applicant(random), *([_spouse(random)] if random.random() < 0.5 else [])]


ALIKE: Final[tuple[tuple[Maker, int], ...]] = (
    (_small_home, 20),
    (_large_home, 30),
    (_old_parent, 20),
    (_parent_elsewhere, 15),
    (_college, 15),
    (_technician, 10),
    (_investor, 15),
    (_almost_investor, 10),
    (_honoured, 10),
    (_without_ground, 15),
)
OF_EACH: Final = 10
TOGETHER: Final = 200


def plan_families(count: int = TOGETHER, *, seed: int) -> Iterator[Planted]:
    """Yield families; the same seed gives the same ones, in every two hundred the same kinds."""
    random = Random(f"{seed} compared")
    makers: list[tuple[str, Maker]] = [
        (told, make) for told, make in DIFFERING.items() for _ in range(OF_EACH)
    ]
    makers += [("", make) for make, times in ALIKE for _ in range(times)]
    for ordinal in range(count):
        if ordinal % TOGETHER == 0:
            random.shuffle(makers)
        told, make = makers[ordinal % TOGETHER]
        people = [
            {"party": f"P{at}", "facts": facts} for at, facts in enumerate(make(random), start=1)
        ]
        yield Planted(FactFamily(f"F{ordinal + 1:07d}", random.choice(COUNTIES), people), told)
