"""What a text rules beside settling (非落户规定): rights, one register, permits, services, powers.

Data only: each with its clause, what it counts, what it lists, and what it leaves unsaid. Nothing
here decides an application.
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
from hukou.law.facts import plain
from hukou.law.regulation import Clause, Regulation
from hukou.law.sections import Lines, PackError, Section, read_yaml

MEASURES: Final = "measures.yaml"


class Topic(StrEnum):
    """What a measure is about (规定事项)."""

    RIGHTS = "rights"
    REGISTRATION = "registration"
    PERMITS = "permits"
    SERVICES = "services"
    DATA = "data"
    POWERS = "powers"
    STATISTICS = "statistics"
    COLLECTIVE = "collective"
    FEES = "fees"


class Transfer(StrEnum):
    """To whom somebody who settled may transfer rural rights (三权转让范围)."""

    OWN_COLLECTIVE = "own_collective"
    MARKET = "market"
    PILOT = "pilot"
    VOLUNTARY = "voluntary"
    UNSAID = "unsaid"


class Unit(StrEnum):
    """In what a figure of a measure is counted."""

    ITEMS = "items"
    POINTS = "points"
    PERSONS = "persons"
    VISITS = "visits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number a measure states, with what it counts."""

    name: str
    value: Decimal
    unit: Unit

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "value": plain(self.value), "unit": self.unit.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What the text of a measure leaves open, and how it is taken until somebody decides."""

    id: str
    question: str
    handling: str

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "question": self.question, "handling": self.handling}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One rule that is no channel of settling; `rule` is the same for all texts that have it.

    `unsaid` tells what the text does not give and nobody may make up. Of rural rights,
    `forbids_surrender` says whether the text itself forbids asking for them: the law does anyway.
    """

    id: str
    rule: str
    topic: Topic
    name: str
    name_en: str
    regulation: Regulation
    clause: Clause
    says: str
    unsaid: str
    lists: Mapping[str, tuple[str, ...]]
    figures: tuple[Figure, ...]
    doubts: tuple[Doubt, ...]
    transfer: Transfer | None
    forbids_surrender: bool | None

    @property
    def cite(self) -> Citation:
        return self.clause.cite

    @property
    def agencies(self) -> tuple[str, ...]:
        """Those responsible for the clause, the lead first."""
        return self.clause.agencies

    def as_json(self) -> dict[str, object]:
        """Return the measure as `GET regulations/{id}` publishes it."""
        return {
            "id": self.id,
            "rule": self.rule,
            "topic": self.topic.value,
            "name": self.name,
            "name_en": self.name_en,
            "clause": self.clause.id,
            "says": self.says,
            "unsaid": self.unsaid or None,
            "lists": {name: list(each) for name, each in self.lists.items()},
            "figures": [each.as_json() for each in self.figures],
            "doubts": [each.as_json() for each in self.doubts],
            "transfer": self.transfer.value if self.transfer else None,
            "forbids_surrender": self.forbids_surrender,
            "agencies": list(self.agencies),
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Every measure that is loaded, by id."""

    by_id: Mapping[str, Measure]
    sources: Mapping[str, Lines]
    digests: tuple[str, ...]

    def of(self, regulation: str) -> tuple[Measure, ...]:
        """Return the measures of one regulation, in the order of its file."""
        return tuple(each for each in self.by_id.values() if each.regulation.id == regulation)

    def at(self, division: str, topic: Topic) -> tuple[Measure, ...]:
        """Return what the texts of a place rule on a topic, drafts too."""
        return tuple(
            each
            for each in self.by_id.values()
            if each.topic is topic and within(division, each.regulation.jurisdiction)
        )


def load_measures(directory: Path, regulations: Mapping[str, Regulation]) -> Measures:
    """Read every `measures.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    found: dict[str, Measure] = {}
    sources: dict[str, Lines] = {}
    for path in sorted(directory.glob(f"[0-9]*/{MEASURES}")):
        file = f"{path.parent.name}/{MEASURES}"
        sources[file] = read_yaml(path)
        for each in read_measures(sources[file], file=file, regulations=regulations):
            if each.id in found:
                raise PackError(f"{file}: {each.id!r} stands twice: rename one")
            found[each.id] = each
    digests = tuple(canonical.digest(raw) for raw in sources.values())
    return Measures(by_id=found, sources=sources, digests=digests)


def read_measures(
    raw: Mapping[str, Any], *, file: str, regulations: Mapping[str, Regulation]
) -> list[Measure]:
    """Return the measures of one file.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "measures", file=file)
    read = [_measure(each, regulations) for each in top.sections("measures")]
    top.close()
    if not read:
        raise top.wrong("'measures' lists one at least: remove the file otherwise")
    return read


def _measure(section: Section, regulations: Mapping[str, Regulation]) -> Measure:
    regulation, clause = clause_of(section, regulations)
    topic = section.one_of("topic", Topic)
    transfer, forbids = _rights(section, topic)
    measure = Measure(
        id=section.text("id"),
        rule=section.text("rule"),
        topic=topic,
        name=section.text("name"),
        name_en=section.text("name_en"),
        regulation=regulation,
        clause=clause,
        says=section.text("says"),
        unsaid=section.optional_text("unsaid"),
        lists=_lists(section),
        figures=tuple(_figure(each) for each in section.sections("figures")),
        doubts=tuple(_doubt(each) for each in section.sections("doubts")),
        transfer=transfer,
        forbids_surrender=forbids,
    )
    section.close()
    return measure


def _rights(section: Section, topic: Topic) -> tuple[Transfer | None, bool | None]:
    told = [key for key in ("transfer", "forbids_surrender") if section.has(key)]
    if topic is not Topic.RIGHTS:
        if told:
            raise section.wrong(f"{told[0]!r} is for the topic {Topic.RIGHTS.value!r}: remove it")
        return None, None
    forbids = section.required("forbids_surrender")
    if not isinstance(forbids, bool):
        raise section.wrong("'forbids_surrender' is true or false: whether the text itself does")
    return section.one_of("transfer", Transfer), forbids


def _lists(section: Section) -> dict[str, tuple[str, ...]]:
    lists = section.section("lists") if section.has("lists") else None
    if lists is None:
        return {}
    read = {name: lists.texts(name) for name in lists.raw}
    for name, given in read.items():
        if not given or len(set(given)) < len(given):
            raise lists.wrong(f"{name!r} lists different things, one at least")
    return read


def _figure(section: Section) -> Figure:
    figure = Figure(
        name=section.text("name"),
        value=section.number("value"),
        unit=section.one_of("unit", Unit),
    )
    section.close()
    return figure


def _doubt(section: Section) -> Doubt:
    doubt = Doubt(
        id=section.text("id"), question=section.text("question"), handling=section.text("handling")
    )
    section.close()
    return doubt
