"""The words of the law (事实词汇): which facts there are, their kinds, labels and verifiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final

from hukou.law.sections import NATIONAL, PackError, Section, read_yaml

VOCABULARY_FILE: Final = "vocabulary.yaml"


class Kind(StrEnum):
    """What kind of value a fact has."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    DATE = "date"
    ENUM = "enum"
    CODE = "code"
    TEXT = "text"
    INTS = "list of int"
    DECIMALS = "list of decimal"


NUMBERS: Final = frozenset({Kind.INT, Kind.DECIMAL})
UNITS_ZH: Final = {
    "months": "个月",
    "years": "周岁",
    "m2": "平方米",
    "yuan": "元",
    "points": "分",
    "persons": "人",
    "hours": "小时",
}
NOT_OF_ONE: Final = ("relation.", "dwelling.", "host.", "address.", "registration.")
"""Facts that are not of one person alone: of a pair, of a place, of a request."""
LONGEST_VALID: Final = 3650  # days
COUNTED: Final = frozenset({Kind.INT, Kind.DECIMAL, Kind.INTS, Kind.DECIMALS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An agency (部门) or a kind of document (材料): a slug with its two labels."""

    slug: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """One thing a rule may ask (事实); `verified_by` lists agencies, the first answers first."""

    name: str
    kind: Kind
    label: str
    label_en: str
    unit: str = ""
    values: tuple[str, ...] = ()
    value_labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ordered: bool = False
    minimum: Decimal | date | None = None
    maximum: Decimal | None = None
    verified_by: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    documents_by_value: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    valid_for_days: int = 0
    """How long an agency's answer is not asked again (有效期, 我方设定); 0: each file asks anew."""

    def says(self, value: object, *, english: bool = False) -> str:
        """Return a value as a person reads it, with its unit."""
        if isinstance(value, tuple):
            return (", " if english else "、").join(
                self.says(each, english=english) for each in value
            )
        pair = self.value_labels.get(str(value))
        if pair:
            return pair[english]
        unit = self.unit if english else UNITS_ZH.get(self.unit, "")
        return f"{value} {unit}".strip()

    def documents_for(self, value: object) -> tuple[str, ...]:
        """Return the document kinds that show this value; all of them while it is unknown."""
        if not self.documents_by_value:
            return self.documents
        if value is None:
            return tuple(slug for each in self.documents_by_value.values() for slug in each)
        return self.documents_by_value.get(str(value), ())

    def as_json(self) -> dict[str, object]:
        """Return the entry of `GET facts`."""
        return {
            "name": self.name,
            "type": self.kind.value,
            "unit": self.unit or None,
            "values": list(self.values) or None,
            "label": self.label,
            "label_en": self.label_en,
            "value_labels": {value: zh for value, (zh, _) in self.value_labels.items()},
            "value_labels_en": {value: en for value, (_, en) in self.value_labels.items()},
            "verified_by": list(self.verified_by),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All facts, agencies and document kinds the packs may name.

    `informing` facts are asked and shown, and stand apart: no pack can name them, so no rule reads
    them.
    """

    facts: Mapping[str, FactType]
    agencies: Mapping[str, Named]
    documents: Mapping[str, Named]
    may_change: tuple[str, ...] = ()
    """Facts, or groups written `insurance.`, that people may honestly make otherwise."""
    informing: Mapping[str, FactType] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.facts

    def __getitem__(self, name: str) -> FactType:
        return self.facts[name]

    def get(self, name: str) -> FactType | None:
        """Return a fact, or None where there is none of that name."""
        return self.facts.get(name)

    def changes(self, name: str) -> bool:
        """Whether somebody may be told that another value of this fact would help them.

        Age, kin, marriage and the past are never among these.
        """
        return any(
            name == each or (each[-1] == "." and name.startswith(each)) for each in self.may_change
        )

    def as_json(self) -> list[dict[str, object]]:
        """Return the vocabulary as the API publishes it, in the order of the file."""
        return [fact.as_json() for fact in self.facts.values()]


def load_vocabulary(directory: Path) -> Vocabulary:
    """Read the vocabulary of a packs directory (`_national/vocabulary.yaml`)."""
    path = directory / NATIONAL / VOCABULARY_FILE
    top = Section(read_yaml(path), "vocabulary", file=path.name)
    agencies = {slug: _named(slug, each) for slug, each in top.named("agencies").items()}
    documents = {slug: _named(slug, each) for slug, each in top.named("documents").items()}
    facts = {name: _fact(name, each) for name, each in top.named("facts").items()}
    informing = {name: _fact(name, each) for name, each in top.named("informing").items()}
    may_change = top.texts("may_change")
    top.close()
    _known_changes(may_change, facts, path.name)
    if both := facts.keys() & informing.keys():
        raise PackError(f"{path.name}: a fact either decides or informs: {sorted(both)}")
    for name, each in (facts | informing).items():
        _known(each.verified_by, agencies, f"{path.name}: {name}: no such agency")
        shown = (*each.documents, *each.documents_for(None))
        _known(shown, documents, f"{path.name}: {name}: no such document kind")
    return Vocabulary(
        facts=facts,
        agencies=agencies,
        documents=documents,
        may_change=may_change,
        informing=informing,
    )


def _known_changes(names: tuple[str, ...], facts: Mapping[str, FactType], file: str) -> None:
    for name in names:
        if not any(fact == name or (name[-1] == "." and fact.startswith(name)) for fact in facts):
            raise PackError(f"{file}: may_change: no such fact or group: {name!r}")


def _known(slugs: tuple[str, ...], known: Mapping[str, Named], complaint: str) -> None:
    for slug in slugs:
        if slug not in known:
            raise PackError(f"{complaint}: {slug!r}")


def _named(slug: str, section: Section) -> Named:
    named = Named(slug=slug, label=section.text("label"), label_en=section.text("label_en"))
    section.close()
    return named


def _fact(name: str, section: Section) -> FactType:
    kind = _kind(section)
    documents = section.value("documents", [])
    by_value = documents if isinstance(documents, Mapping) else {}
    fact = FactType(
        name=name,
        kind=kind,
        label=section.text("label"),
        label_en=section.text("label_en"),
        unit=section.optional_text("unit"),
        values=section.texts("values"),
        value_labels={
            value: (labels[0], labels[1])
            for value, labels in section.value("value_labels", {}).items()
        },
        ordered=bool(section.value("ordered", default=False)),
        minimum=_bound(section, "minimum", Decimal(0) if kind in COUNTED else None),
        maximum=_maximum(section),
        verified_by=section.texts("verified_by"),
        documents=() if by_value else section.texts("documents"),
        documents_by_value={value: tuple(slugs) for value, slugs in by_value.items()},
        valid_for_days=int(section.value("valid_for_days", 0)),
    )
    section.close()
    _check(fact, section)
    return fact


def _kind(section: Section) -> Kind:
    try:
        return Kind(section.text("type"))
    except ValueError as problem:
        raise section.wrong(f"no such type of fact: {problem}") from problem


def _bound(section: Section, key: str, default: Decimal | None) -> Decimal | date | None:
    value = section.value(key)
    if value is None:
        return default
    return value if isinstance(value, date) else Decimal(value)


def _maximum(section: Section) -> Decimal | None:
    value = section.value("maximum")
    return None if value is None else Decimal(value)


def _check(fact: FactType, section: Section) -> None:
    if (fact.kind is Kind.ENUM) != bool(fact.values):
        raise section.wrong("an enum lists its values, nothing else does")
    if set(fact.value_labels) != set(fact.values):
        raise section.wrong("each value of an enum has a pair of labels, nothing else does")
    if fact.ordered and fact.kind is not Kind.ENUM:
        raise section.wrong("only an enum can be ordered")
    if fact.kind in COUNTED and fact.maximum is None:
        raise section.wrong("a number needs a 'maximum' beyond which it cannot be true")
    _check_validity(fact, section)
    if set(fact.documents_by_value) - set(fact.values):
        raise section.wrong("documents are listed for a value the fact does not have")


def _check_validity(fact: FactType, section: Section) -> None:
    if not 0 <= fact.valid_for_days <= LONGEST_VALID:
        raise section.wrong(f"'valid_for_days' lies between 0 and {LONGEST_VALID}")
    if fact.valid_for_days and fact.unit == "months":
        raise section.wrong("months grow by themselves: an older answer would be too few")
    if fact.valid_for_days and fact.name.startswith(NOT_OF_ONE):
        raise section.wrong("the answer depends on whom, or where, it was asked about")
