"""What a text wants to be reached (目标): how many, how high, where, in which years, by whom.

Data only: no figure is computed here, and no application is refused because a target is met.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.kernel.division_code import within
from hukou.law.citation import Citation
from hukou.law.clauses import clause_of
from hukou.law.facts import DIVISION, plain
from hukou.law.regulation import Clause, Regulation
from hukou.law.sections import Lines, PackError, Section, read_yaml

TARGETS: Final = "targets.yaml"
EARLIEST, LATEST = 1949, 2100


class Aim(StrEnum):
    """What is counted (目标指标)."""

    PERSONS_SETTLED = "persons_settled"
    HUKOU_RATE = "hukou_rate"
    HUKOU_RATE_RISE = "hukou_rate_rise"
    RATE_GAP_CUT = "rate_gap_cut"
    RELOCATED_SETTLED = "relocated_settled"
    NEW_SYSTEM = "new_system"
    POINTS_QUOTA = "points_quota"

    @property
    def unit(self) -> str:
        """The unit its value is in; empty where nothing is counted."""
        return UNITS[self]


UNITS: Final[Mapping[Aim, str]] = {
    Aim.PERSONS_SETTLED: "persons",
    Aim.HUKOU_RATE: "percent",
    Aim.HUKOU_RATE_RISE: "percentage_points",
    Aim.RATE_GAP_CUT: "percentage_points",
    Aim.RELOCATED_SETTLED: "",
    Aim.NEW_SYSTEM: "",
    Aim.POINTS_QUOTA: "persons",
}


class Bar(StrEnum):
    """How a figure is held against the value (比较方式); `all` and `done` have no value."""

    GE = "ge"
    LE = "le"
    ABOUT = "about"
    ALL = "all"
    DONE = "done"


WITHOUT_VALUE: Final = frozenset({Bar.ALL, Bar.DONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target of one area (行政区划) for the years from `first` to `last`, both included."""

    id: str
    aim: Aim
    area: str
    first: int
    last: int
    bar: Bar
    value: Decimal | None
    compared_with: int | None
    regulation: Regulation
    clause: Clause
    said: str
    owners: tuple[str, ...]

    @property
    def cite(self) -> Citation:
        return self.clause.cite

    @property
    def question(self) -> tuple[str, str, int, int]:
        """What it answers: no two targets of one text answer the same."""
        return (self.aim, self.area, self.first, self.last)

    def met(self, found: Decimal) -> bool | None:
        """Return whether a figure reaches it; None where the text gives no exact bar."""
        if self.value is None or self.bar not in {Bar.GE, Bar.LE}:
            return None
        return found >= self.value if self.bar is Bar.GE else found <= self.value

    def short_by(self, found: Decimal) -> Decimal | None:
        """Return how much is missing to the value; below zero where there is more."""
        return None if self.value is None else self.value - found

    def as_json(self) -> dict[str, object]:
        """Return the target as `GET regulations/{id}` publishes it; the value is exact text."""
        return {
            "id": self.id,
            "aim": self.aim.value,
            "area": self.area,
            "years": [self.first, self.last],
            "bar": self.bar.value,
            "value": plain(self.value),
            "unit": self.aim.unit or None,
            "compared_with": self.compared_with,
            "clause": self.clause.id,
            "said": self.said,
            "owners": list(self.owners),
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A table of targets a text refers to and that was not received: never to be made up."""

    what: str
    regulation: Regulation
    clause: Clause

    def as_json(self) -> dict[str, object]:
        return {"what": self.what, "clause": self.clause.id, "cite": self.clause.cite.as_json()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Every target that is loaded."""

    every: tuple[Target, ...]
    missing: tuple[Missing, ...]
    sources: Mapping[str, Lines]
    digests: tuple[str, ...]

    def of(self, regulation: str) -> tuple[Target, ...]:
        """Return the targets of one regulation, in the order of its file."""
        return tuple(each for each in self.every if each.regulation.id == regulation)

    def missing_of(self, regulation: str) -> tuple[Missing, ...]:
        return tuple(each for each in self.missing if each.regulation.id == regulation)

    def at(self, division: str) -> tuple[Target, ...]:
        """Return the targets of an area and of what lies in it."""
        return tuple(each for each in self.every if within(each.area, division))

    def answering(
        self, regulation: str, *, aim: str, area: str, first: int, last: int
    ) -> Target | None:
        """Return the one target of a text on a question; None where it sets none."""
        asked = (aim, area, first, last)
        return next((each for each in self.of(regulation) if each.question == asked), None)


def load_targets(directory: Path, regulations: Mapping[str, Regulation]) -> Targets:
    """Read every `targets.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    every: list[Target] = []
    missing: list[Missing] = []
    sources: dict[str, Lines] = {}
    for path in sorted(directory.glob(f"[0-9]*/{TARGETS}")):
        file = f"{path.parent.name}/{TARGETS}"
        sources[file] = read_yaml(path)
        read, lacking = read_targets(sources[file], file=file, regulations=regulations)
        every += read
        missing += lacking
    digests = tuple(canonical.digest(raw) for raw in sources.values())
    return Targets(every=tuple(every), missing=tuple(missing), sources=sources, digests=digests)


def read_targets(
    raw: Mapping[str, Any], *, file: str, regulations: Mapping[str, Regulation]
) -> tuple[list[Target], list[Missing]]:
    """Return the targets of one file, and the tables that were not received.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "targets", file=file)
    read = [each for one in top.sections("targets") for each in _targets(one, regulations)]
    missing = [_missing(each, regulations) for each in top.sections("missing")]
    top.close()
    if not read:
        raise top.wrong("'targets' lists one at least: remove the file otherwise")
    ids = [each.id for each in read]
    questions = [(each.regulation.id, *each.question) for each in read]
    for at, (name, question) in enumerate(zip(ids, questions, strict=True)):
        if name in ids[:at] or question in questions[:at]:
            raise PackError(f"{file}: {name!r} says the same twice: keep one")
    return read, missing


def _targets(section: Section, regulations: Mapping[str, Regulation]) -> list[Target]:
    """Return one target for each area a section lists."""
    regulation, clause = clause_of(section, regulations)
    areas, (first, last) = _areas(section, regulation), _years(section)
    bar, aim = section.one_of("bar", Bar), section.one_of("aim", Aim)
    name, said = section.text("id"), section.text("said")
    value, compared = _value(section, bar, aim), _compared(section, first)
    owners = section.texts("owners") or clause.agencies
    section.close()
    return [
        Target(
            id=name if len(areas) == 1 else f"{name}-{area}",
            aim=aim,
            area=area,
            first=first,
            last=last,
            bar=bar,
            value=value,
            compared_with=compared,
            regulation=regulation,
            clause=clause,
            said=said,
            owners=owners,
        )
        for area in areas
    ]


def _areas(section: Section, regulation: Regulation) -> tuple[str, ...]:
    areas = section.texts("areas")
    if not areas or any(
        not DIVISION.match(each) or not within(each, regulation.jurisdiction) for each in areas
    ):
        raise section.wrong(f"'areas' lists division codes inside {regulation.jurisdiction}")
    return areas


def _years(section: Section) -> tuple[int, int]:
    years = section.required("years")
    if (
        not isinstance(years, list)
        or [type(each) for each in years] != [int, int]
        or not EARLIEST <= years[0] <= years[1] <= LATEST
    ):
        raise section.wrong("'years' is the first and the last year, like [2016, 2020]")
    return years[0], years[1]


def _value(section: Section, bar: Bar, aim: Aim) -> Decimal | None:
    if (bar in WITHOUT_VALUE) is bool(aim.unit):
        raise section.wrong(f"the bar {bar.value!r} does not go with {aim.value!r}")
    if bar in WITHOUT_VALUE:
        if section.has("value"):
            raise section.wrong(f"the bar {bar.value!r} takes no value")
        return None
    return section.number("value")


def _compared(section: Section, first: int) -> int | None:
    year = section.value("compared_with")
    if year is not None and (type(year) is not int or not EARLIEST <= year < first):
        raise section.wrong("'compared_with' is a year before the first")
    return year


def _missing(section: Section, regulations: Mapping[str, Regulation]) -> Missing:
    regulation, clause = clause_of(section, regulations)
    missing = Missing(what=section.text("what"), regulation=regulation, clause=clause)
    section.close()
    return missing
