"""Families before the law: one to measure, and any number of random ones to compare answers on."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from hukou.law import Companion, Facts, parse_facts

ON: Final = date(2018, 3, 1)
UNKNOWN: Final = None
YES_NO_UNKNOWN: Final = (True, False, UNKNOWN)
DWELLING: Final[Mapping[str, tuple[Any, ...]]] = {
    "dwelling.location_kind": ("street", "other_jianzhi_town", "village", UNKNOWN),
    "dwelling.tenure": ("owned", "leased", "public_rental", "relative_home", UNKNOWN),
    "dwelling.legal_and_stable": YES_NO_UNKNOWN,
    "dwelling.lease_months_total": (0, 1, 12, UNKNOWN),
}
RELATIVE: Final[Mapping[str, tuple[Any, ...]]] = {
    "relation.kind": ("spouse", "child", "child", "child", "parent", "sibling", UNKNOWN),
    "relation.cohabits": (True, True, False, UNKNOWN),
    "relation.custody_consent": ("disputed", "both_guardians", UNKNOWN),
    "person.married": YES_NO_UNKNOWN,
    "person.has_income_source": YES_NO_UNKNOWN,
    "insurance.social_active": YES_NO_UNKNOWN,
    "student.admitted": YES_NO_UNKNOWN,
}


class Family(NamedTuple):
    """An applicant and those who would settle too, as parsed facts."""

    applicant: Facts
    companions: tuple[Companion, ...]


def family_of(applicant: Mapping[str, Any], *companions: Mapping[str, Any]) -> Family:
    return Family(
        parse_facts(applicant, on=ON),
        tuple(
            Companion(str(number), parse_facts(facts, on=ON))
            for number, facts in enumerate(companions)
        ),
    )


def five() -> Family:
    """Return applicant, spouse, son of 16, unmarried daughter of 20 without income, mother."""
    together = {"relation.cohabits": True}
    return family_of(
        {
            "dwelling.location_kind": "street",
            "dwelling.tenure": "owned",
            "dwelling.legal_and_stable": True,
            "person.hukou_place": "330824",
        },
        {**together, "relation.kind": "spouse", "person.birth_date": "1976-03-08"},
        {**together, "relation.kind": "child", "person.birth_date": "2002-01-02"},
        {
            **together,
            "relation.kind": "child",
            "person.birth_date": "1998-02-03",
            "person.married": False,
            "person.has_income_source": False,
        },
        {**together, "relation.kind": "parent", "person.birth_date": "1966-02-03"},
    )


def random_families(count: int, *, seed: int) -> Iterator[Family]:
    """Yield families of up to five about whom anything may be known, or unknown."""
    random = Random(seed)  # noqa: S311 - not a secret
    for _ in range(count):
        yield _family(random)


def _family(random: Random) -> Family:
    relatives = [
        {**_some(RELATIVE, random), "person.birth_date": _born(random)}
        for _ in range(random.randint(0, 4))
    ]
    return family_of(_some(DWELLING, random), *relatives)


def _some(choices: Mapping[str, tuple[Any, ...]], random: Random) -> dict[str, Any]:
    return {fact: random.choice(values) for fact, values in choices.items()}


def _born(random: Random) -> str | None:
    """Return a day near the eighteenth birthday half of the time, and sometimes nothing."""
    eighteen = date(ON.year - 18, ON.month, ON.day)
    near = eighteen + timedelta(days=random.randint(-2, 2))
    any_day = ON - timedelta(days=random.randint(0, 30_000))
    return random.choice((near.isoformat(), any_day.isoformat(), UNKNOWN))
