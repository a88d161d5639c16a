"""Facts as fields of a form (申报情况): which are asked of whom, how each is typed and read."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.law import Channel, FactType, load_law
from hukou.web import fact_words
from hukou.web.forms import read_day

# What the register says itself, or what follows from the form: never asked.
FROM_ELSEWHERE: Final = frozenset(
    {
        "person.age",
        "person.birth_date",
        "person.sex",
        "person.hukou_place",
        "relation.kind",
        "principal.channel",
        "dwelling.location_kind",
        "host.has_legal_stable_residence",
    }
)
TYPED: Final = frozenset({"bool", "enum", "int", "decimal", "date", "code", "text"})
GROUPS: Final = (
    (("dwelling", "host", "address"), _("住所")),
    (("residence", "permit"), _("居住")),
    (("employment", "civil_service", "activity", "investment"), _("就业与投资")),
    (("insurance", "housing_fund", "tax"), _("参保与纳税")),
    (("education", "title", "expert", "talent", "skill", "student"), _("学历与人才")),
    (("honour", "award", "military"), _("荣誉与服役")),
    (("relation", "person", "family"), _("本人与家庭")),
)
OTHER: Final = _("其他")


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact of one person, as an input."""

    name: str
    fact: str
    value: str
    choices: Sequence[tuple[str, str]]
    inputmode: str
    unit: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts of one subject, under one legend."""

    label: str
    fields: list[FactField]
    is_open: bool


def asked_of_applicant(channels: Iterable[Channel]) -> list[str]:
    """Return the facts that any of these channels asks of the applicant."""
    facts: list[str] = []
    for channel in channels:
        facts += [name for name in channel.offered_when if not name.endswith(".")]
        facts += channel.rule.facts()
    return _answerable(facts)


def asked_of_companions(channels: Iterable[Channel]) -> list[str]:
    """Return the facts that any of these channels asks of those who move along."""
    facts: list[str] = []
    for channel in channels:
        for rule in channel.family.rules.values():
            facts += rule.facts()
    return _answerable(facts)


def _answerable(names: Iterable[str]) -> list[str]:
    vocabulary = load_law().vocabulary
    return [
        name
        for name in dict.fromkeys(names)
        if name not in FROM_ELSEWHERE and name in vocabulary and vocabulary[name].kind in TYPED
    ]


def is_known(fact: str) -> bool:
    """Whether the vocabulary has this fact and it can be typed."""
    return bool(_answerable([fact]))


def field(key: str, fact: str, declared: Mapping[str, str]) -> FactField:
    """Return the input for one fact of the person at `key`."""
    return input_of(f"{key}.declared.{fact}", fact, declared.get(fact, ""))


def input_of(name: str, fact: str, value: str) -> FactField:
    """Return an input of this name for a fact."""
    known = load_law().vocabulary[fact]
    return FactField(
        name=name,
        fact=fact,
        value=value,
        choices=_choices(known),
        inputmode="decimal" if known.kind in ("int", "decimal", "date") else "text",
        unit=gettext("年-月-日") if known.kind == "date" else fact_words.unit(fact),
    )


def _choices(known: FactType) -> list[tuple[str, str]]:
    if known.kind == "bool":
        return [("true", gettext("是")), ("false", gettext("否"))]
    return [(value, fact_words.value(value, known.name)) for value in known.values]


def grouped(fields: Iterable[FactField], *, wanted: Iterable[str]) -> list[FactGroup]:
    """Return the fields by subject, in the order of an interview; empty subjects left out.

    A subject stands open where one of its facts is `wanted`, or already stated.
    """
    rest, open_facts = list(fields), set(wanted)
    groups = []
    for prefixes, label in GROUPS:
        own = [each for each in rest if each.fact.partition(".")[0] in prefixes]
        if own:
            groups.append(_group(str(label), own, open_facts))
            rest = [each for each in rest if each not in own]
    return [*groups, _group(str(OTHER), rest, open_facts)] if rest else groups


def _group(label: str, fields: list[FactField], open_facts: set[str]) -> FactGroup:
    return FactGroup(label, fields, any(each.value or each.fact in open_facts for each in fields))


def read(fact: str, typed: str) -> object:
    """Return what was typed as the law reads it; what cannot be read the law will refuse."""
    known = load_law().vocabulary[fact]
    if known.kind == "bool":
        return {"true": True, "false": False}.get(typed, typed)
    if known.kind == "date":
        with suppress(ValueError):
            return read_day(typed).isoformat()
    if known.kind == "int" and typed.lstrip("-").isdecimal():
        return int(typed)
    return typed


def written(value: object) -> str:
    """Return a stored fact as the form shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
