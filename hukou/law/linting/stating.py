"""What the clauses of a text state (条款所持的说法), and what a whole text asks of people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import Leaf, leaves
from hukou.law.grounds import Channel, Effect
from hukou.law.outcomes import Reason
from hukou.law.regulation import Clause, Regulation
from hukou.law.superior import SuperiorLaw

SETTLING: Final = frozenset({Effect.SETTLE, Effect.REVIEW})
"""Channels by which somebody may settle; a closed or an announced one asks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A clause takes a position on a matter, in its heading, its body or a condition set aside."""

    topic: str
    position: str
    about: str
    cite: Citation


def positions(regulation: Regulation, superior: SuperiorLaw) -> list[Position]:
    """Return every position a text takes, in the order of its clauses."""
    stated = [each for clause in regulation.clauses.values() for each in _of_clause(clause)]
    stated += [
        Position(topic=topic.id, position=topic.facts[each.fact], about=channel.id, cite=each.cite)
        for channel in regulation.channels.values()
        for each in channel.set_aside
        for topic in superior.topics.values()
        if each.fact in topic.facts
    ]
    return list({(each.topic, each.position, each.cite): each for each in stated}.values())


def _of_clause(clause: Clause) -> Iterator[Position]:
    split = set(clause.heading_states) & set(clause.states)
    for part, said in (("标题", clause.heading_states), ("正文", clause.states)):
        for topic, position in said.items():
            where = f"{clause.cite.clause}（{part}）" if topic in split else clause.cite.clause
            cite = Citation(clause.cite.document, where)
            yield Position(topic=topic, position=position, about=clause.id, cite=cite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A condition of a channel, of a companion or of a limit, and the part it stands in."""

    about: str
    name: str
    leaf: Leaf
    beside: frozenset[str]
    """Every fact asked in the same part."""


def asked(regulation: Regulation) -> Iterator[Asked]:
    """Yield every condition by which somebody may settle or be kept out, each once a part."""
    seen: set[str] = set()
    for channel in settling(regulation):
        yield from _of(channel.id, channel.name, tuple(leaves(channel.rule.conditions)))
        for limit in channel.limits:
            if limit.id not in seen:
                seen.add(limit.id)
                yield from _of(limit.id, limit.label, tuple(leaves(limit.when)))
    for family in regulation.families.values():
        found = {leaf for rule in family.rules.values() for leaf in leaves(rule.conditions)}
        in_order = tuple(sorted(found, key=lambda leaf: (leaf.fact, leaf.label)))
        yield from _of(family.id, family.label, in_order)


def _of(about: str, name: str, found: tuple[Leaf, ...]) -> Iterator[Asked]:
    beside = frozenset(leaf.fact for leaf in found)
    for leaf in found:
        yield Asked(about=about, name=name, leaf=leaf, beside=beside)


def settling(regulation: Regulation) -> Iterator[Channel]:
    """Yield the channels by which somebody may settle."""
    return (each for each in regulation.channels.values() if each.effect in SETTLING)


def words_asked(part: object) -> Iterator[str]:
    """Yield every text of a part that people are asked or told, but no citation and no reason."""
    if isinstance(part, str):
        yield part
    elif not isinstance(part, Citation | Reason):
        for each in _members(part):
            yield from words_asked(each)


def _members(part: object) -> Iterable[object]:
    if isinstance(part, Mapping):
        return (*part.keys(), *part.values())
    if isinstance(part, tuple | list):
        return part
    if is_dataclass(part):
        return [getattr(part, each.name) for each in fields(part)]
    return ()
