"""What the other agencies know about made-up people (部门掌握的事实).

The keys are facts of the vocabulary; `relation.kind` holds one kind per other
person's number. What is left out, an agency has no record of.
"""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from hukou.kernel.ages import FULL_AGE
from hukou.kernel.kinship import HEAD
from hukou.kernel.periods import full_years

from .plan import PlannedHousehold, PlannedMember

_LEVELS: Final = {
    "20": "bachelor",
    "30": "junior_college",
    "40": "vocational",
    "60": "senior_secondary",
}


def everyday_truth(
    random: Random, household: PlannedHousehold, member: PlannedMember, *, today: date
) -> dict[str, object]:
    """Return what the agencies would answer about this member today."""
    person = member.person
    age = full_years(person.born, today)
    truth: dict[str, object] = {
        "person.birth_date": person.born.isoformat(),
        "person.sex": "male" if person.sex == "1" else "female",
        "relation.kind": kinds_within(household, member),
        "relation.cohabits": True,
        "person.married": person.marital_status == "20",
        "conduct.criminal_record": random.random() < 0.01,
        "education.level": _LEVELS.get(person.education, "below_college"),
    }
    if age < FULL_AGE:
        return truth | {
            "relation.custody_consent": "both_guardians",
            "person.has_income_source": False,
        }
    return truth | _working_life(random, age) | _dwelling(random)


def kinds_within(household: PlannedHousehold, member: PlannedMember) -> Mapping[str, str]:
    """Return what this member is to the head and to the head's spouse, by their numbers."""
    head = household.members[0].person
    spouse = next((m.person for m in household.members if _kind(m.relation) == "spouse"), None)
    if member.relation == HEAD:
        return {spouse.number: "spouse"} if spouse else {}
    kinds = {head.number: _kind(member.relation)}
    if spouse and spouse is not member.person and _kind(member.relation) == "child":
        kinds[spouse.number] = "child"
    return kinds


def _kind(relation: str) -> str:
    if relation == HEAD:
        return "self"
    groups = {"1": "spouse", "2": "child", "3": "child", "4": "grandchild", "5": "parent"}
    return groups.get(relation[0], "other")


def _working_life(random: Random, age: int) -> dict[str, object]:
    employed = age < 60 and random.random() < 0.8
    months = random.randint(0, 180) if employed else 0
    return {
        "employment.legal_stable": employed,
        "employment.months": months,
        "employment.place_kind": random.choice(("urban_core", "town", "other")),
        "insurance.social_active": employed,
        "insurance.social_months": months,
        "insurance.scheme": "urban_employee" if employed else "resident",
        "insurance.medical_active": random.random() < 0.95,
        "person.has_income_source": employed,
        "title.professional_grade": random.choice(("none", "none", "none", "junior")),
        "title.skill_grade": random.choice(("none", "none", "none", "level3_senior_worker")),
        "residence.months_continuous": random.randint(0, 240),
    }


def _dwelling(random: Random) -> dict[str, object]:
    tenure = random.choices(("owned", "leased", "none"), (5, 3, 2))[0]
    return {
        "dwelling.tenure": tenure,
        "dwelling.legal_and_stable": tenure != "none",
        "dwelling.area_m2": f"{random.randint(38, 140)}.{random.randint(0, 99):02d}",
    } | ({"dwelling.lease_months_total": random.randint(6, 36)} if tenure == "leased" else {})
