"""What must be known to decide (需核实事项): the facts, who verifies them, and which papers show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hukou.law.conditions import Condition, Either, Every, Leaf, Values
from hukou.law.facts import NOTHING_KNOWN, Facts
from hukou.law.regulation import Channel, Regulation
from hukou.law.vocabulary import Vocabulary

RELATION: Final = "relation.kind"
IDENTITY: Final = ("identity_card", "household_booklet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A fact of one party to be verified; party 0 is the applicant. The first agency answers first."""

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
    checks = []
    for party, relation in enumerate([None, *relation_kinds]):
        told = known[party] if party < len(known) else NOTHING_KNOWN
        for name in needed_facts(channel, relation, told):
            agencies = vocabulary[name].verified_by
            if agencies:
                checks.append(Check(party=party, fact=name, agency=agencies[0], agencies=agencies))
    return checks


def required_documents(
    regulation: Regulation,
    channel_id: str,
    relation_kinds: Sequence[str],
    *,
    vocabulary: Vocabulary,
    known: Sequence[Facts] = (),
) -> list[Paper]:
    """Return the one-time list of papers (一次性告知): identity, what the clause asks, what shows facts."""
    channel = regulation.channels[channel_id]
    papers: dict[tuple[int, str], Paper] = {}
    for party in range(len(relation_kinds) + 1):
        for kind in IDENTITY:
            _add(papers, vocabulary, party, kind, "", "public_security")
    for asked in channel.documents:
        _add(papers, vocabulary, 0, asked.kind, "", asked.agency)
    for party, relation in enumerate([None, *relation_kinds]):
        told = known[party] if party < len(known) else NOTHING_KNOWN
        values = {**told.values, **({} if relation is None else {RELATION: relation})}
        for name in needed_facts(channel, relation, told):
            fact = vocabulary[name]
            for kind in fact.documents_for(values.get(name)):
                _add(papers, vocabulary, party, kind, name, fact.verified_by[0])
    return list(papers.values())


def _add(
    papers: dict[tuple[int, str], Paper],
    vocabulary: Vocabulary,
    party: int,
    kind: str,
    fact: str,
    agency: str,
) -> None:
    label = vocabulary.documents[kind].label
    papers.setdefault(
        (party, kind), Paper(party=party, kind=kind, label=label, fact=fact, agency=agency)
    )
