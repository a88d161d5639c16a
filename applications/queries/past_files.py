"""Past applications as people to compare regulations over (往期申请): facts as they were frozen.

Names and numbers are dropped, a birth date gives way to the age on the day of the assessment, and
places to their county. Which file a family was is not kept: pseudonyms are dealt out at random.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from secrets import SystemRandom
from typing import Any, Final

from applications.models import Application, Assessment, Kind
from applications.queries.evidence import values_of
from applications.queries.fact_file import BIRTH, RELATION, FactFamily
from hukou.kernel.errors import InvalidInput
from hukou.law import Kind as FactKind
from hukou.law import load_law, parse_facts
from registry.models import HouseholdAddress
from registry.queries import Scope

from .case import within

APPLICANT: Final = "applicant"
PRINCIPAL: Final = "principal.channel"
"""The one fact in words that is the name of a channel, and of nobody."""
COUNTY: Final = 6
"""Digits of the code of a county."""


@dataclass(frozen=True, slots=True)
class PastFiles:
    """Families without names, the digest that is theirs alone, and whose files were read."""

    families: Sequence[FactFamily]
    digest: str
    people: Sequence[int]


def past_files(scope: Scope) -> PastFiles:
    """Return the settlement applications of a scope that were assessed, as families of facts."""
    files = within(scope).filter(kind=Kind.SETTLEMENT, assessments__isnull=False).distinct()
    latest = {
        each.application_id: each
        for each in Assessment.objects.filter(application__in=files).order_by("sequence")
    }
    places = _places(list(files.select_related("destination_address__division")))
    read = [_family(each, places.get(each.application_id, "")) for each in latest.values()]
    SystemRandom().shuffle(read)
    for at, family in enumerate(read, start=1):
        family.label = f"F{at:06d}"
    digests = "".join(sorted(each.digest for each in latest.values()))
    return PastFiles(read, sha256(digests.encode()).hexdigest(), _people(files))


def _people(files: Any) -> list[int]:  # noqa: ANN401 - a query set of applications
    people = files.values_list("parties__person", flat=True)
    return sorted({person for person in people if person is not None})


def _places(files: Sequence[Application]) -> Mapping[Any, str]:
    """Return the county each would settle in, by application."""
    into = [each.destination_household_id for each in files if each.destination_household_id]
    lived = HouseholdAddress.objects.filter(household__in=into).order_by("period")
    codes = dict(lived.values_list("household_id", "address__division__code"))
    return {
        each.pk: (
            each.destination_address.division.code
            if each.destination_address is not None
            else codes.get(each.destination_household_id or 0, "")
        )[:COUNTY]
        for each in files
    }


def _family(assessment: Assessment, county: str) -> FactFamily:
    family = FactFamily("", county)
    people = sorted(assessment.facts, key=lambda each: each["role"] != APPLICANT)
    for at, person in enumerate(people, start=1):
        facts = _facts(person, on=assessment.judged_on)
        family.people.append({"party": f"P{at}", "facts": facts})
        days = _days(facts)
        family.latest = max([*days, *([family.latest] if family.latest else [])], default=None)
    return family


def _facts(person: Any, *, on: date) -> dict[str, object]:  # noqa: ANN401 - as it was frozen
    vocabulary = load_law().vocabulary
    told = {
        name: value
        for name, value in values_of(person).items()
        if name in vocabulary and (name == PRINCIPAL or vocabulary[name].kind is not FactKind.TEXT)
    }
    try:
        facts = parse_facts(told, on=on).as_json()
    except InvalidInput:
        return {}
    if person["role"] != APPLICANT and person["relation"] in vocabulary[RELATION].values:
        facts.setdefault(RELATION, person["relation"])
    facts.pop(BIRTH, None)
    return {
        name: str(value)[:COUNTY] if vocabulary[name].kind is FactKind.CODE else value
        for name, value in facts.items()
    }


def _days(facts: Mapping[str, object]) -> list[date]:
    vocabulary = load_law().vocabulary
    return [
        date.fromisoformat(str(value))
        for name, value in facts.items()
        if vocabulary[name].kind is FactKind.DATE
    ]
