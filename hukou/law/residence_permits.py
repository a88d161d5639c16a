"""Residence permits as national data (居住证): who may apply, the terms, and what a place adds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.kernel.division_code import within
from hukou.law.citation import Citation
from hukou.law.conditions import leaves
from hukou.law.event_cases import EventCase
from hukou.law.facts import DIVISION
from hukou.law.permit_tenure import Yearly
from hukou.law.registration import Event, Registration, read_registration
from hukou.law.safeguards import Safeguards
from hukou.law.sections import NATIONAL, Lines, PackError, Section, read_yaml
from hukou.law.vocabulary import Vocabulary

FILE: Final = "residence_permits.yaml"
RULES: Final = ("half_year", "issue", "endorsement", "local")
"""What the file says beside the events: those are read as all others are."""
DIGITS: Final = 6
LIVED: Final = "residence.months_continuous"
WAIVED: Final = "_NOW"
"""Ends the id of an event for which a place waives the half year."""


class CountedFrom(StrEnum):
    """From which day the half year counts (半年起算): when it was registered, or when it began."""

    LIVING = "living"
    REGISTRATION = "registration"


class OnlyIf(StrEnum):
    """What a place asks before it endorses (签注条件)."""

    STILL_ELIGIBLE = "still_eligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYear:
    """How long somebody must have lived in the city, counted from when, waived for whom."""

    months: int
    counted: CountedFrom
    waived_for: tuple[str, ...]
    cite: Citation


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days a text gives, and which clause gives it."""

    days: int
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitRules:
    """What holds at a place (当地适用): the national rule, with what the place's text narrows.

    `issue_days` counts days from acceptance. `move` is by when a new address is to be told, None
    where no text says; `electronic` the working days in which an electronic permit is reviewed.
    `endorsed_only_if_eligible` is the clause by which nobody else is endorsed.
    """

    half_year: HalfYear
    issue_days: Days
    yearly: Yearly
    endorsement: Citation
    move: Days | None = None
    electronic: Days | None = None
    endorsed_only_if_eligible: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPermits:
    """What the text of one place says otherwise or besides (地方规定); None where it is silent."""

    id: str
    place: str
    half_year: HalfYear | None
    issue: Days | None
    move: Days | None
    electronic: Days | None
    endorsed_only_if_eligible: Citation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitLaw:
    """The law of residence permits: events with their conditions and papers, and the terms.

    `issue` counts days from acceptance; `at_most` is how far a city may prolong them (art. 9).
    """

    registration: Registration
    half_year: HalfYear
    issue: Days
    at_most: Days
    yearly: Yearly
    endorsement: Citation
    local: tuple[LocalPermits, ...]
    source: Lines
    cases: tuple[Any, ...] = ()
    event_cases: tuple[EventCase, ...] = ()

    @property
    def every_case(self) -> tuple[Any, ...]:
        return (*self.cases, *self.event_cases)

    @property
    def sources(self) -> dict[str, Lines]:
        """The file as it was read, by the id of its text."""
        return {self.registration.id: self.source}

    def at(self, division: str) -> PermitRules:
        """Return what holds at a place; the text of the narrowest area around it speaks first."""
        rules = PermitRules(
            half_year=self.half_year,
            issue_days=self.issue,
            yearly=self.yearly,
            endorsement=self.endorsement,
        )
        around = [each for each in self.local if within(division, each.place)]
        for each in sorted(around, key=lambda one: one.place.rstrip("0")):
            told: dict[str, Any] = {
                "half_year": each.half_year,
                "issue_days": each.issue,
                "move": each.move,
                "electronic": each.electronic,
                "endorsed_only_if_eligible": each.endorsed_only_if_eligible,
            }
            rules = replace(rules, **{key: said for key, said in told.items() if said is not None})
        return rules

    def is_waived(self, event: str) -> bool:
        """Whether an event is the one for whom a place waives the half year."""
        return event.endswith(WAIVED) and event in self.registration.events


def load_residence_permits(
    directory: Path, vocabulary: Vocabulary, safeguards: Safeguards
) -> PermitLaw:
    """Read `_national/residence_permits.yaml` of a packs directory, without its cases.

    Raises:
        PackError: names file, line and what to do.
    """
    raw = read_yaml(directory / NATIONAL / FILE)
    return read_residence_permits(raw, vocabulary=vocabulary, safeguards=safeguards)


def read_residence_permits(
    raw: Mapping[str, Any], *, vocabulary: Vocabulary, safeguards: Safeguards
) -> PermitLaw:
    """Return what the file says, refusing what is unclear. Raises PackError."""
    registration = read_registration(
        {key: each for key, each in raw.items() if key not in RULES},
        file=FILE,
        vocabulary=vocabulary,
        safeguards=safeguards,
    )
    top = Section({key: raw[key] for key in RULES if key in raw}, "permits", file=FILE)
    reader = _Reader(registration.clauses)
    issue, yearly = top.section("issue"), top.section("endorsement")
    half_year = reader.half_year(top.section("half_year"))
    law = PermitLaw(
        registration=registration,
        half_year=half_year,
        issue=Days(_days_of(registration, issue), reader.clause(issue)),
        at_most=Days(issue.count("at_most_days"), reader.clause(issue, "longer")),
        yearly=Yearly(opens_months_before=yearly.count("opens_months_before")),
        endorsement=reader.clause(yearly),
        local=tuple(reader.local(each, half_year.months) for each in top.sections("local")),
        source=raw if isinstance(raw, Lines) else Lines(raw),
    )
    for each in (issue, yearly, top):
        each.close()
    _check(law)
    return law


def _days_of(registration: Registration, section: Section) -> int:
    """Return the days of the one level that issues permits, in which the issue is counted."""
    levels = {each.level.id: each.level for each in registration.events.values()}
    if len(levels) != 1 or not all(each.covers_issue for each in levels.values()):
        raise section.wrong("one level issues permits, and its days cover the issue")
    return next(iter(levels.values())).decide_days


def _check(law: PermitLaw) -> None:
    """Refuse two texts of one place, an event that asks another half year, a term too long."""
    places = [each.place for each in law.local]
    if len(set(places)) < len(places):
        raise PackError(f"{FILE}: two entries under 'local' are of one place: join them")
    for days in (law.issue, *(each.issue for each in law.local)):
        if days is not None and days.days > law.at_most.days:
            raise PackError(f"{FILE}: a permit is issued within {law.at_most.days} days at most")
    for event in law.registration.events.values():
        asked = set(_months(event))
        if asked != (set() if law.is_waived(event.id) else {law.half_year.months}):
            raise PackError(f"{FILE}: {event.id} asks another half year than 'half_year' says")


def _months(event: Event) -> Iterator[int]:
    return (leaf.required for leaf in leaves(event.conditions) if leaf.fact == LIVED)


class _Reader:
    """What the rules beside the events may refer to: the clauses of the same file."""

    def __init__(self, clauses: Mapping[str, Citation]) -> None:
        self.clauses = clauses

    def clause(self, section: Section, key: str = "clause") -> Citation:
        name = section.text(key)
        if name not in self.clauses:
            raise section.wrong(f"no clause {name!r} here: add it under 'clauses'")
        return self.clauses[name]

    def days(self, section: Section, key: str) -> Days:
        told = Days(section.count(key), self.clause(section))
        section.close()
        return told

    def half_year(self, section: Section, months: int | None = None) -> HalfYear:
        """Return the rule of the nation, which says how many months, or of a place."""
        told = HalfYear(
            months=section.count("months") if months is None else months,
            counted=CountedFrom.LIVING if months is None else section.one_of("from", CountedFrom),
            waived_for=section.texts("waived_for"),
            cite=self.clause(section),
        )
        section.close()
        return told

    def local(self, section: Section, months: int) -> LocalPermits:
        place = section.text("place")
        if not DIVISION.match(place) or len(place) != DIGITS:
            raise section.wrong(f"'place' is a code of {DIGITS} digits, not {place!r}")
        counted = section.section("half_year") if section.has("half_year") else None
        local = LocalPermits(
            id=section.text("id"),
            place=place,
            half_year=self.half_year(counted, months) if counted else None,
            issue=self._days(section, "issue", "days"),
            move=self._days(section, "move", "within_days"),
            electronic=self._days(section, "electronic", "review_days"),
            endorsed_only_if_eligible=self._only_if(section),
        )
        section.close()
        return local

    def _days(self, section: Section, key: str, counted: str) -> Days | None:
        return self.days(section.section(key), counted) if section.has(key) else None

    def _only_if(self, section: Section) -> Citation | None:
        if not section.has("endorsement"):
            return None
        inner = section.section("endorsement")
        inner.one_of("only_if", OnlyIf)
        cite = self.clause(inner)
        inner.close()
        return cite
