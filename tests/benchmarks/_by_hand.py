"""Settlement by dwelling (QZF-1 of `qz-final-2017`) as one would write it out by hand.

The yardstick of `judging`: the same outcomes and the same findings as the pack, without packs,
operators or citations that are more than text. It leaves out A-QZ-10 (a family that follows
later), so it is fed no `principal.channel`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

Values: TypeAlias = Mapping[str, Any]
Truth: TypeAlias = bool | None

PLACES: Final = frozenset({"county_seat_town", "street", "other_jianzhi_town", "urban_core"})
TENURES: Final = frozenset({"owned", "leased", "public_rental"})
FAMILY: Final = frozenset({"spouse", "child", "parent"})
ADULT: Final = 18
DWELLING: Final = "对有合法稳定住所者全面放开落户限制"


class Told(NamedTuple):
    """One condition: the fact, what was found, how it came out, by which clause."""

    fact: str
    found: Any
    satisfied: Truth
    clause: str = DWELLING


class Said(NamedTuple):
    """What it came to for one person."""

    outcome: str
    told: tuple[Told, ...]


class Answer(NamedTuple):
    """What it came to for the family."""

    outcome: str
    applicant: Said
    companions: tuple[Said, ...]


def by_dwelling(applicant: Values, companions: Sequence[Values]) -> Answer:
    """Judge a family by the channel for those with a legal and stable dwelling."""
    own = _applicant(applicant)
    others = tuple(_companion(each) for each in companions)
    outcome = own.outcome
    if outcome == "eligible" and any(each.outcome != "eligible" for each in others):
        outcome = "partial"
    return Answer(outcome, own, others)


def _applicant(values: Values) -> Said:
    place, tenure = values.get("dwelling.location_kind"), values.get("dwelling.tenure")
    stable = values.get("dwelling.legal_and_stable")
    told = (
        Told("dwelling.location_kind", place, None if place is None else place in PLACES),
        Told("dwelling.tenure", tenure, None if tenure is None else tenure in TENURES),
        Told("dwelling.legal_and_stable", stable, stable),
    )
    outcome = _outcome(told[0].satisfied, told[1].satisfied, stable)
    months = values.get("dwelling.lease_months_total")
    if outcome == "eligible" and tenure == "leased" and months is not None and months < 1:
        outcome = "review"  # A-QZ-2
    return Said(outcome, told)


def _companion(values: Values) -> Said:
    kind, together = values.get("relation.kind"), values.get("relation.cohabits")
    belongs = Told("relation.kind", kind, None if kind is None else kind in FAMILY)
    if belongs.satisfied is False:
        return Said("not_eligible", (belongs,))
    shared = Told("relation.cohabits", together, together)
    if kind == "child":
        return _child(values, (belongs, shared))
    return Said(_outcome(belongs.satisfied, together), (belongs, shared))


def _child(values: Values, told: tuple[Told, ...]) -> Said:
    age, married = values.get("person.age"), values.get("person.married")
    income, together = values.get("person.has_income_source"), values.get("relation.cohabits")
    minor = None if age is None else age < ADULT
    alone = None if married is None else not married
    poor = None if income is None else not income
    depends = _both(alone, poor)
    child = _either(minor, depends)
    outcome = _outcome(together, child)
    if outcome == "eligible":
        outcome = "review" if _doubtful(values, age) else outcome
    elif together and values.get("student.admitted") and alone is not False:
        if alone:  # A-QZ-3: a student has no income of their own
            student = Told("student.admitted", found=True, satisfied=True)
            return Said("eligible", (*told, student, Told("person.married", married, alone)))
        outcome = "evidence"
    if child is minor:
        told = (*told, Told("person.age", age, minor))
    if child is depends:
        single = Told("person.married", married, alone)
        told = (*told, single, Told("person.has_income_source", income, poor))
    return Said(outcome, told)


def _doubtful(values: Values, age: int | None) -> bool:
    """A-QZ-12: custody is disputed; A-QZ-3: a grown child is insured, so probably earns."""
    earns = age is not None and age >= ADULT and values.get("insurance.social_active") is True
    return earns or values.get("relation.custody_consent") == "disputed"


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: Truth, other: Truth) -> Truth:
    if one or other:
        return True
    return None if one is None or other is None else False


def _outcome(*truths: Truth) -> str:
    if False in truths:
        return "not_eligible"
    return "evidence" if None in truths else "eligible"
