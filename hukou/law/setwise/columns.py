"""The typed table of a population: a row a person, a column a fact; NULL is unknown.

    "family" bigint, "party" smallint (0 is the applicant, companions follow from 1),
    "destination@division" text (of the applicant, where the family would settle; may be NULL),
    and a column for each fact, named as the vocabulary names it.

An enum is kept as the place of its value in the vocabulary, counted from 0, so that an ordered one
compares as a number; decimals are exact numerics; division codes and texts are texts.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hukou.law.conditions import Condition, leaves
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY, Facts
from hukou.law.regulation import Regulation
from hukou.law.setwise.words import name
from hukou.law.vocabulary import FactType, Kind, Vocabulary

FAMILY: Final = "family"
PARTY: Final = "party"
DIVISION: Final = "destination@division"
KEYS: Final = ((FAMILY, "bigint not null"), (PARTY, "smallint not null"))
NULL: Final = r"\N"
NO_CHECKS: Final[Mapping[str, str]] = {}
SMALL, WHOLE = Decimal(2**15 - 1), Decimal(2**31 - 1)
Encode = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a fact is kept; `encode` writes a known value as COPY reads it."""

    key: str
    type: str
    encode: Encode


@dataclass(frozen=True, slots=True)
class Population:
    """The columns of a table of people: narrow ones first, so that a row is read fast."""

    columns: tuple[Column, ...]

    def create(
        self, table: str, *, durable: bool = False, checks: Mapping[str, str] = NO_CHECKS
    ) -> str:
        """Return the statement that makes the table; a population is read, not kept for ever.

        `checks` are conditions on columns, by the column.
        """
        kept = "" if durable else "unlogged "
        typed = [f"{name(key)} {type_}" for key, type_ in KEYS]
        for each in self.columns:
            check = f" check ({checks[each.key]})" if each.key in checks else ""
            typed.append(f"{name(each.key)} {each.type}{check}")
        typed.append(f"{name(DIVISION)} text")
        return f"create {kept}table {table} ({', '.join(typed)})"

    def copy(self, table: str) -> str:
        """Return the statement that `rows` are sent to."""
        keys = [key for key, _ in KEYS] + [each.key for each in self.columns] + [DIVISION]
        return f"copy {table} ({', '.join(map(name, keys))}) from stdin"

    def rows(self, number: int, people: Sequence[Facts], division: str | None) -> str:
        """Return a family's lines for COPY: the applicant first."""
        lines = []
        for party, facts in enumerate(people):
            place = NULL if party or division is None else division
            lines.append(f"{number}\t{party}\t{self._told(facts)}{place}\n")
        return "".join(lines)

    def _told(self, facts: Facts) -> str:
        get = facts.values.get
        told = []
        for column in self.columns:
            value = get(column.key)
            told.append(NULL if value is None else column.encode(value))
        return "\t".join((*told, ""))


def population_of(vocabulary: Vocabulary, regulations: Iterable[Regulation] = ()) -> Population:
    """Return the columns that these regulations look at; of none, the whole vocabulary."""
    asked = {key for regulation in regulations for key in keys_of(regulation, vocabulary)}
    return columns_of(vocabulary, asked or vocabulary.facts)


def columns_of(vocabulary: Vocabulary, facts: Container[str]) -> Population:
    """Return the columns of these facts."""
    asked = [each for each in vocabulary.facts.values() if each.name in facts]
    columns = [column for fact in asked for column in _columns(fact)]
    return Population(tuple(sorted(columns, key=lambda one: WIDTHS.index(one.type))))


def keys_of(regulation: Regulation, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the facts by which a regulation can come out one way or another."""
    for condition in conditions_of(regulation):
        yield from (leaf.fact for leaf in leaves(condition))
    for channel in regulation.channels.values():
        yield from offered_by(channel.offered_when, vocabulary)


def offered_by(names: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the facts that open a channel: `points.` stands for all that begin so."""
    return tuple(
        fact
        for fact in vocabulary.facts
        if any(fact == each or (each[-1] == "." and fact.startswith(each)) for each in names)
    )


def conditions_of(regulation: Regulation) -> Iterator[Condition]:
    """Yield every condition that a regulation states, wherever it stands."""
    rules = [each.rule for each in regulation.channels.values()]
    for family in regulation.families.values():
        rules += [*family.rules.values(), family.rule_while_unknown]
    for rule in rules:
        yield rule.conditions
        for reading in rule.readings:
            yield from (reading.whom, reading.when)
    for channel in regulation.channels.values():
        yield from (limit.when for limit in channel.limits)
    for opening in regulation.openings:
        yield from (opening.whom, opening.when)


def _columns(fact: FactType) -> Iterator[Column]:
    type_ = TYPES.get(fact.kind) or _integer(fact)
    encode = ENCODERS.get(fact.kind, str)
    if fact.kind is Kind.ENUM:
        encode = {value: str(rank) for rank, value in enumerate(fact.values)}.__getitem__
    yield Column(fact.name, type_, encode)
    if fact.name == AGE:
        yield Column(AGE_FROM_NEXT_DAY, type_, encode)


def _integer(fact: FactType) -> str:
    if fact.maximum is None or fact.maximum > WHOLE:
        return "bigint"
    return "smallint" if fact.maximum <= SMALL else "integer"


TYPES: Final = {
    Kind.BOOL: "boolean",
    Kind.DECIMAL: "numeric",
    Kind.DATE: "date",
    Kind.ENUM: "smallint",
    Kind.CODE: "text",
    Kind.TEXT: "text",
    Kind.INTS: "bigint[]",
    Kind.DECIMALS: "numeric[]",
}
"""A whole number takes what its maximum needs."""
WIDTHS: Final = (
    "boolean", "smallint", "integer", "date", "bigint", "numeric", "text", "bigint[]", "numeric[]",
)  # fmt: skip
ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
ENCODERS: Final[dict[Kind, Encode]] = {
    Kind.BOOL: lambda value: "t" if value else "f",
    Kind.TEXT: lambda value: str(value).translate(ESCAPES),
    Kind.INTS: lambda value: "{" + ",".join(map(str, value)) + "}",
    Kind.DECIMALS: lambda value: "{" + ",".join(map(str, value)) + "}",
}
