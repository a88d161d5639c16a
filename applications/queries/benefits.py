"""What a permit opens at a place on a day (居住证便利目录), and where one stands on its ladders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from applications.queries.policy import activations, regulations_in_force
from hukou.kernel.periods import months_between
from hukou.law import (
    Benefit,
    BenefitAnswer,
    CoverageAim,
    Facts,
    Ladder,
    LadderBy,
    LadderStanding,
    load_law,
    rising,
    standings_of,
)
from registry.queries import person_by_card
from registry.queries.holders import held_at


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The benefits of a place on a day: those that hold, those whose text is not in force."""

    division: str
    on: date
    holding: tuple[Benefit, ...]
    silent: tuple[Benefit, ...]
    ladders: tuple[Ladder, ...]
    aim: CoverageAim | None
    speaking: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standings:
    """Where one score and one count of months stand on every ladder of a place (所在阶)."""

    ladders: tuple[LadderStanding, ...]
    totals: Mapping[str, Fraction]
    rising: Mapping[str, Mapping[str, tuple[str, ...]]]
    months: int | None


def speaking_at(division: str, *, on: date) -> frozenset[str]:
    """Return the ids of the regulations that decide at a place on a day (one statement)."""
    found = regulations_in_force(division, on=on, activated=activations())
    return frozenset(each.id for each in found)


def catalogue_at(division: str, *, on: date) -> Catalogue:
    """Return the catalogue of a place on a day, the place's own texts first."""
    speaking, benefits = speaking_at(division, on=on), load_law().benefits
    every = benefits.at(division)
    return Catalogue(
        division=division,
        on=on,
        holding=tuple(each for each in every if each.speaks(on, speaking)),
        silent=tuple(each for each in every if not each.speaks(on, speaking)),
        ladders=benefits.ladders_at(division, on),
        aim=benefits.aim_at(division, speaking),
        speaking=speaking,
    )


def standings_at(
    division: str, *, on: date, facts: Facts | None = None, since: date | None = None
) -> Standings:
    """Return where somebody stands on every ladder of a place; each scheme is scored once (T07).

    `since` is the day their continuous holding of a permit began.
    """
    law = load_law()
    ladders = law.benefits.ladders_at(division, on)
    schemes = {each.scheme for each in ladders if each.by is LadderBy.POINTS}
    values = facts.values if facts is not None else None
    sheets = {
        name: law.schemes.by_id[name].score(values, on=on)
        for name in sorted(schemes)
        if values is not None
    }
    totals = {name: sheet.total for name, sheet in sheets.items()}
    months = None if since is None else months_between(since, on)
    return Standings(
        ladders=tuple(standings_of(ladders, by_scheme=totals, months=months)),
        totals=totals,
        rising={name: rising(sheet, law.vocabulary) for name, sheet in sheets.items()},
        months=months,
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer about one person; `person_id` is empty where nobody has that number and name."""

    answer: BenefitAnswer
    person_id: int | None


def check_benefit(service: str, *, division: str, on: date, number: str, name: str) -> Checked:
    """Return whether a service is open to whoever holds this number and name on a day."""
    person = person_by_card(number, name, on=on)
    person_id = person.pk if person else None
    answer = load_law().benefits.answer(
        service,
        division=division,
        on=on,
        held=held_at(person_id, division, on=on),
        speaking=speaking_at(division, on=on),
    )
    return Checked(answer, person_id)
