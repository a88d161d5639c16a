"""What must be known to decide (需核实事项): facts, who verifies them, which papers show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hukou.law.conditions import Condition, Either, Every, Leaf, Values, leaves
from hukou.law.facts import NOTHING_KNOWN, RELATION, Facts
from hukou.law.grounds import Channel
from hukou.law.regulation import Regulation
from hukou.law.vocabulary import Vocabulary

IDENTITY: Final = ("identity_card", "household_booklet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A fact of one party to be verified; 0 is the applicant. The first agency answers first."""

    party: int
    fact: str
    agency: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of one party, why it is asked, and who issues or verifies it."""

    party: int
    kind: str
    label: str
    fact: str
    agency: str


def deciding(condition: Condition, values: Values) -> Iterator[str]:
    """Yield the facts a favourable outcome rests on: what is ruled out already is not asked.

    Of alternatives, one that holds is enough; otherwise every one still open.
    """
    if isinstance(condition, Leaf):
        yield condition.fact
    elif isinstance(condition, Every):
        for member in condition.members:
            yield from deciding(member, values)
    else:
        yield from _of_alternatives(condition, values)


def _of_alternatives(condition: Either, values: Values) -> Iterator[str]:
    holding = next((each for each in condition.members if each.test(values) is True), None)
    if holding is not None:
        yield from deciding(holding, values)
        return
    for member in condition.members:
        if member.test(values) is None:
            yield from deciding(member, values)


def needed_facts(
    channel: Channel, relation: str | None = None, known: Facts = NOTHING_KNOWN
) -> tuple[str, ...]:
    """Return the facts to establish: of the applicant, or of a companion by its relation."""
    if relation is None:
        return tuple(dict.fromkeys(deciding(channel.rule.conditions, known.values)))
    rule = channel.family.rules[relation]
    values = {**known.values, RELATION: relation}
    return tuple(dict.fromkeys(deciding(rule.conditions, values)))


@dataclass(frozen=True, slots=True)
class _Party:
    """One of those applying, with the facts that decide about them."""

    index: int
    known: Facts
    relation: str | None
    needs: tuple[str, ...]

    def value(self, fact: str) -> object:
        return self.relation if fact == RELATION and self.relation else self.known.get(fact)


def _parties(
    channel: Channel, relation_kinds: Sequence[str], known: Sequence[Facts]
) -> Iterator[_Party]:
    for index, relation in enumerate([None, *relation_kinds]):
        told = known[index] if index < len(known) else NOTHING_KNOWN
        needs = needed_facts(channel, relation, told)
        if relation is None:
            needs += _of_limits(channel, len(relation_kinds) + 1)
        yield _Party(index, told, relation, tuple(dict.fromkeys(needs)))


def _of_limits(channel: Channel, persons: int) -> tuple[str, ...]:
    """Return the facts of the caps that so many persons could meet."""
    return tuple(
        leaf.fact
        for limit in channel.limits
        if persons > limit.at_most
        for leaf in leaves(limit.when)
    )


def required_checks(
    regulation: Regulation,
    channel_id: str,
    relation_kinds: Sequence[str],
    *,
    vocabulary: Vocabulary,
    known: Sequence[Facts] = (),
) -> list[Check]:
    """Return what to verify for an application: the applicant is party 0, companions follow.

    `known`, in the order of the parties, is what is declared or registered already: a minor by the
    register need not prove an empty purse. Facts without an agency are declared, not verified.
    """
    channel = regulation.channels[channel_id]
    return [
        Check(party=party.index, fact=name, agency=agencies[0], agencies=agencies)
        for party in _parties(channel, relation_kinds, known)
        for name in party.needs
        if (agencies := vocabulary[name].verified_by)
    ]


def required_documents(
    regulation: Regulation,
    channel_id: str,
    relation_kinds: Sequence[str],
    *,
    vocabulary: Vocabulary,
    known: Sequence[Facts] = (),
) -> list[Paper]:
    """Return the one-time list of papers (一次性告知), each once for each party.

    First who they are, then what the clause itself asks, then what shows the facts that decide.
    """
    channel = regulation.channels[channel_id]
    papers: dict[tuple[int, str], Paper] = {}
    for party in _parties(channel, relation_kinds, known):
        for kind, fact, agency in _shown_by(party, channel, vocabulary):
            paper = Paper(
                party=party.index,
                kind=kind,
                label=vocabulary.documents[kind].label,
                fact=fact,
                agency=agency,
            )
            papers.setdefault((party.index, kind), paper)
    return list(papers.values())


def _shown_by(
    party: _Party, channel: Channel, vocabulary: Vocabulary
) -> Iterator[tuple[str, str, str]]:
    for kind in IDENTITY:
        yield kind, "", "public_security"
    if party.index == 0:
        for asked in channel.documents:
            yield asked.kind, "", asked.agency
    for name in party.needs:
        fact = vocabulary[name]
        for kind in fact.documents_for(party.value(name)):
            yield kind, name, fact.verified_by[0]
