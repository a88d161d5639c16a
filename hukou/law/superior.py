"""What local texts are held against (上位规定): superior rules, city sizes and words, as data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.law.citation import Citation
from hukou.law.conditions import Op
from hukou.law.places import lies_within
from hukou.law.regulation import Regulation
from hukou.law.sections import NATIONAL, PackError, Section, read_yaml
from hukou.law.vocabulary import Vocabulary

FILE: Final = "superior.yaml"
MONTHS: Final = "months"
PROVENANCES: Final = ("confirmed", "confirmed_secondary", "knowledge")


class Severity(StrEnum):
    """How much a finding matters (程度); only `blocks` ever keeps anything from happening."""

    NOTE = "note"
    WARNING = "warning"
    SERIOUS = "serious"
    BLOCKS = "blocks"

    @property
    def zh(self) -> str:
        return _SEVERITY_ZH[self]


_SEVERITY_ZH: Final[Mapping[Severity, str]] = {
    Severity.NOTE: "提示",
    Severity.WARNING: "注意",
    Severity.SERIOUS: "严重",
    Severity.BLOCKS: "不得启用",
}


class CitySize(StrEnum):
    """Inhabitants of a city's urban area (城区人口), in the bands superior rules speak of."""

    UP_TO_500K = "up_to_500k"
    TO_1M = "500k_1m"
    TO_3M = "1m_3m"
    TO_5M = "3m_5m"
    OVER_5M = "over_5m"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """How large a city is, only where a document says so."""

    code: str
    size: CitySize
    cite: Citation
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A matter clauses take a position on; `facts` are conditions that amount to a position."""

    id: str
    label: str
    ask: str
    positions: Mapping[str, str]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTerm:
    """A word used everywhere and defined nowhere (用语): the facts that ask it, whom to ask."""

    id: str
    words: tuple[str, ...]
    facts: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorRule:
    """A superior rule, and how to see in a pack that a text may depart from it.

    It holds in cities of `sizes`; of none named, everywhere. `asks` are facts no condition may ask,
    or not for more months than `more_than`, or not beside those of `beside`; `states` is the
    position of a clause that departs from it.
    """

    id: str
    cite: Citation
    provenance: str
    severity: Severity
    sizes: tuple[CitySize, ...]
    asks: tuple[str, ...]
    more_than: int | None
    beside: tuple[str, ...]
    states: tuple[str, str] | None
    says: str
    ask: str

    def is_of(self, size: CitySize | None) -> bool:
        """Whether it holds in a city of this size; where the size is unknown, it may."""
        return not self.sizes or size is None or size in self.sizes

    def departs(self, fact: str, op: Op, required: Any, *, beside: Collection[str]) -> bool:  # noqa: ANN401 - as a condition says
        """Whether a text departs from it that asks this of a fact, beside others."""
        whole = tuple(name for name in self.asks if name.endswith("."))
        if fact not in self.asks and not fact.startswith(whole):
            return False
        if self.beside and not set(beside) & set(self.beside):
            return False
        return self.more_than is None or self._exceeded(op, required, self.more_than)

    @staticmethod
    def _exceeded(op: Op, required: Any, months: int) -> bool:  # noqa: ANN401 - as a condition says
        """Whether more than so many months are asked; `months` itself is still within."""
        if op is Op.GT:
            return bool(required >= months)
        return op in {Op.GE, Op.EQ} and bool(required > months)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorLaw:
    """Everything local texts are held against."""

    rules: tuple[SuperiorRule, ...]
    cities: tuple[City, ...]
    topics: Mapping[str, Topic]
    open_terms: tuple[OpenTerm, ...]
    source: Mapping[str, Any]

    def rule(self, name: str) -> SuperiorRule:
        return next(each for each in self.rules if each.id == name)

    def city_of(self, division: str) -> City | None:
        """Return what is known of the size of the city a place lies in."""
        inside = (each for each in self.cities if lies_within(division, each.code) is True)
        return next(inside, None)

    def check(self, regulation: Regulation, *, file: str) -> None:
        """Refuse what a clause states about a matter nobody lists, or a word nobody lists.

        Raises:
            PackError: names the clause and what is listed.
        """
        words = {each.id for each in self.open_terms}
        for clause in regulation.clauses.values():
            for topic, position in (*clause.states.items(), *clause.heading_states.items()):
                known = self.topics.get(topic)
                if known is None or position not in known.positions:
                    raise PackError(
                        f"{file}: clause {clause.id}: {FILE} lists no {topic}: {position}"
                    )
            if unknown := set(clause.defines) - words:
                raise PackError(f"{file}: clause {clause.id}: {FILE} lists no word {min(unknown)}")


def load_superior(directory: Path, vocabulary: Vocabulary) -> SuperiorLaw:
    """Read `_national/superior.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    return read_superior(read_yaml(directory / NATIONAL / FILE), vocabulary)


def read_superior(raw: Mapping[str, Any], vocabulary: Vocabulary) -> SuperiorLaw:
    """Return what the file says.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "superior", file=FILE)
    top.text("id")
    topics = {name: _topic(name, each) for name, each in top.named("topics").items()}
    law = SuperiorLaw(
        rules=tuple(_rule(each, topics, vocabulary) for each in top.sections("rules")),
        cities=tuple(_city(code, each) for code, each in top.named("cities").items()),
        topics=topics,
        open_terms=tuple(
            _term(name, each, vocabulary) for name, each in top.named("open_terms").items()
        ),
        source=raw,
    )
    top.close()
    return law


def _cite(section: Section) -> Citation:
    return Citation(section.text("document"), section.text("clause"))


def _size(section: Section, name: str) -> CitySize:
    try:
        return CitySize(name)
    except ValueError as problem:
        raise section.wrong(f"a size is one of {', '.join(CitySize)}") from problem


def _city(code: str, section: Section) -> City:
    city = City(
        code=code,
        size=_size(section, section.text("size")),
        cite=_cite(section),
        words=section.text("words"),
    )
    section.close()
    return city


def _topic(name: str, section: Section) -> Topic:
    topic = Topic(
        id=name,
        label=section.text("label"),
        ask=section.text("ask"),
        positions=section.words("positions"),
        facts=section.words("facts"),
    )
    section.close()
    if len(topic.positions) < 2 or set(topic.facts.values()) - set(topic.positions):  # noqa: PLR2004 - one position contradicts nothing
        raise section.wrong("a matter has two 'positions' or more, and 'facts' amount to one")
    return topic


def _term(name: str, section: Section, vocabulary: Vocabulary) -> OpenTerm:
    term = OpenTerm(
        id=name,
        words=section.texts("words"),
        facts=section.texts("facts"),
        ask=section.text("ask"),
    )
    section.close()
    if not term.words or not term.facts or any(fact not in vocabulary for fact in term.facts):
        raise section.wrong("a word has its 'words', and 'facts' of the vocabulary")
    return term


def _rule(section: Section, topics: Mapping[str, Topic], vocabulary: Vocabulary) -> SuperiorRule:
    more_than = section.value("more_than")
    if more_than is not None and type(more_than) is not int:
        raise section.wrong("'more_than' counts months")
    rule = SuperiorRule(
        id=section.text("id"),
        cite=_cite(section),
        provenance=section.text("provenance"),
        severity=_severity(section),
        sizes=tuple(_size(section, each) for each in section.texts("sizes")),
        asks=section.texts("asks"),
        more_than=more_than,
        beside=section.texts("beside"),
        states=_states(section, topics),
        says=section.text("says"),
        ask=section.text("ask"),
    )
    section.close()
    if rule.provenance not in PROVENANCES:
        raise section.wrong(f"'provenance' is one of {', '.join(PROVENANCES)}")
    named = [each for each in (*rule.asks, *rule.beside) if not each.endswith(".")]
    if unknown := [each for each in named if each not in vocabulary]:
        raise section.wrong(f"no fact {unknown[0]!r} in the vocabulary")
    if more_than is not None and any(vocabulary[each].unit != MONTHS for each in rule.asks):
        raise section.wrong("'more_than' counts months: only facts in months can exceed it")
    if bool(rule.asks) is (rule.states is not None):
        raise section.wrong("a rule either 'asks' or 'states', so that it can be seen in a pack")
    return rule


def _severity(section: Section) -> Severity:
    try:
        return Severity(section.text("severity"))
    except ValueError as problem:
        raise section.wrong(f"'severity' is one of {', '.join(Severity)}") from problem


def _states(section: Section, topics: Mapping[str, Topic]) -> tuple[str, str] | None:
    if not section.has("states"):
        return None
    inner = section.section("states")
    topic, position = inner.text("topic"), inner.text("position")
    inner.close()
    if topic not in topics or position not in topics[topic].positions:
        raise inner.wrong(f"no position {topic}: {position} under 'topics'")
    return topic, position
