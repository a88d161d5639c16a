"""Eligibility of a family of five, with findings, beside the rule written out by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hukou.law import Judgement, Verdict, judge, load_law
from hukou.stack.house import House
from tests.benchmarks._by_hand import Answer, Said, Told, by_dwelling
from tests.benchmarks._families import ON, Family, five, random_families
from tests.benchmarks._pace import rates
from tests.measuring import Figure

REGULATION: Final = "qz-final-2017"
CHANNEL: Final = "QZF-1"
ACTIVATED_ON: Final = date(2017, 11, 1)
COMPARED: Final = 5_000
AT_A_TIME: Final = 50
GOAL: Final = ">=0.1"
"""Law as data, with clauses and doubts, may cost ten times the rule written out by hand."""


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count families a second, of five persons each; both answer alike on random families."""
    del house  # the law needs no servers
    compared = COMPARED * 20 if large else COMPARED
    yield Figure("answers_differ", differences(compared, seed=7), goal="==0")
    family = five()
    by_pack, by_hand, by_every_channel = rates(
        lambda: len([by_law(family, CHANNEL) for _ in range(AT_A_TIME)]),
        lambda: len([hand(family) for _ in range(AT_A_TIME)]),
        lambda: len([by_law(family, None) for _ in range(AT_A_TIME)]),
    )
    yield Figure("families_a_second_by_one_channel", by_pack, by_hand, GOAL)
    yield Figure("families_a_second_by_every_channel", by_every_channel)


def by_law(family: Family, channel: str | None) -> Judgement:
    return judge(
        load_law().regulations[REGULATION],
        on=ON,
        applicant=family.applicant,
        companions=family.companions,
        channel=channel,
        activated_on=ACTIVATED_ON,
    )


def hand(family: Family) -> Answer:
    return by_dwelling(
        family.applicant.values, [companion.facts.values for companion in family.companions]
    )


def differences(families: int, *, seed: int) -> int:
    """Return how many of so many random families the two judge differently."""
    drawn = random_families(families, seed=seed)
    return sum(answer_of(by_law(family, CHANNEL)) != hand(family) for family in drawn)


def answer_of(judgement: Judgement) -> Answer:
    """Return a judgement in the words of the yardstick."""
    (channel,) = judgement.channels
    return Answer(
        judgement.outcome,
        _said(channel.verdict),
        tuple(_said(each.verdict) for each in judgement.companions),
    )


def _said(verdict: Verdict) -> Said:
    return Said(
        verdict.outcome,
        tuple(
            Told(each.fact, each.found, each.satisfied, each.cite.clause)
            for each in verdict.findings
        ),
    )
