"""From a regulation to expressions: every channel, family, cap and opening, written once each."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hukou.kernel.errors import InvalidInput
from hukou.law.answers import Deciding
from hukou.law.conditions import ALWAYS, Condition
from hukou.law.dated import Mode, Silence
from hukou.law.facts import RELATION
from hukou.law.grounds import Channel, Effect, Family, Limit
from hukou.law.outcomes import Reason
from hukou.law.regulation import Regulation
from hukou.law.rules import Rule
from hukou.law.setwise.columns import DIVISION, offered_by
from hukou.law.setwise.truths import Truths, within
from hukou.law.setwise.verdicts import (
    Grounds,
    Written,
    branches,
    by_effect,
    deciding,
    doubted,
    outcome,
    written,
)
from hukou.law.setwise.words import (
    NOTHING,
    TRUE,
    all_of,
    any_of,
    comes_to,
    first_of,
    holds,
    name,
)
from hukou.law.vocabulary import Vocabulary

APPLIES: Final = 1
OPEN: Final = 2
"""A cap, or a doubt about the whole text, that cannot be told yet; 0 where it does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a regulation: as `judge` is asked, but for a whole population."""

    regulation: Regulation
    vocabulary: Vocabulary
    on: date
    mode: Mode = Mode.DECIDE
    channel: str | None = None
    activated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A channel's rule, or a family's: whether its conditions hold, the outcome, what decides."""

    truth: str
    outcome: str
    deciding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A regulation as expressions; channels, families, caps and openings are numbered from 1.

    The outcome and the reason of a channel refer to `t1` …, where its conditions were worked out.
    """

    channels: tuple[Channel, ...]
    families: tuple[Family, ...]
    limits: tuple[Limit, ...]
    openings: tuple[str, ...]
    grounds: tuple[Deciding, ...]
    silent: Silence | None
    by_channel: tuple[Ruled, ...]
    by_family: tuple[Ruled, ...]
    capped: tuple[str, ...]
    opened: tuple[str, ...]
    elsewhere: str

    def family_of(self, channel: int) -> int:
        """Return the number of the family that comes along by a channel."""
        return self._family_ids().index(self.channels[channel - 1].family.id) + 1

    def channels_with(self, family: int) -> list[int]:
        """Return the numbers of the channels by which a family comes along."""
        numbers = range(1, len(self.channels) + 1)
        return [each for each in numbers if self.family_of(each) == family]

    def capped_by(self, limit: Limit) -> list[int]:
        """Return the numbers of the channels that a cap holds for."""
        return [
            number
            for number, each in enumerate(self.channels, start=1)
            if limit.id in {one.id for one in each.limits}
        ]

    def _family_ids(self) -> list[str]:
        return [each.id for each in self.families]


def compiled(asked: Asked) -> Compiled:
    """Return a regulation as expressions of SQL.

    Raises:
        InvalidInput: it has no such channel.
    """
    return _Compiler(asked).compiled()


class _Compiler:
    """What is shared while one regulation is written down."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.regulation = asked.regulation
        self.grounds = Grounds()
        self.applicant = Truths(asked.vocabulary, settles=True)
        self.companion = Truths(asked.vocabulary)
        self.doubts = [
            Reason(days.id, days.reason, days.cite)
            for days in asked.regulation.term.doubts(asked.on)
        ]

    def compiled(self) -> Compiled:
        channels = self._chosen()
        families = tuple({each.family.id: each.family for each in channels}.values())
        limits = tuple({one.id: one for each in channels for one in each.limits}.values())
        openings = () if self.asked.channel else self.regulation.openings
        by_channel = tuple(self._channel(each, f"t{at}") for at, each in enumerate(channels, 1))
        by_family = tuple(self._family(each, f"t{at}") for at, each in enumerate(families, 1))
        return Compiled(
            channels=channels,
            families=families,
            limits=limits,
            openings=tuple(each.reason.id for each in openings),
            silent=self.regulation.silence(
                on=self.asked.on, mode=self.asked.mode, activated_on=self.asked.activated_on
            ),
            by_channel=by_channel,
            by_family=by_family,
            capped=tuple(self._standing(each.when) for each in limits),
            opened=tuple(self._standing(each.when, each.whom) for each in openings),
            elsewhere=self._elsewhere(),
            grounds=self.grounds.all(),
        )

    def _chosen(self) -> tuple[Channel, ...]:
        """Return the channels that are tried: the one asked for, or all that can be offered."""
        every = self.regulation.channels
        if self.asked.channel is None:
            return tuple(each for each in every.values() if each.effect is not Effect.UNSPECIFIED)
        if self.asked.channel not in every:
            raise InvalidInput(
                f"{self.regulation.id} 没有途径 {self.asked.channel}", field="channel"
            )
        return (every[self.asked.channel],)

    def _channel(self, channel: Channel, truth: str) -> Ruled:
        """Write a channel's rule; it is NULL for those to whom it is not offered."""
        rule = channel.rule
        stated = written(rule.conditions, truth, self.applicant, self.grounds)
        found = branches(stated, rule.readings, self.applicant, self.grounds)
        found = doubted(by_effect(found, channel, self.grounds), self.doubts, self.grounds)
        offered = self._offered(channel)
        return Ruled(
            truth=self.applicant.of(rule.conditions),
            outcome=first_of([(offered, outcome(found))], NOTHING),
            deciding=first_of([(offered, deciding(found))], NOTHING),
        )

    def _offered(self, channel: Channel) -> str:
        if self.asked.channel is not None or not channel.offered_when:
            return TRUE
        known = offered_by(channel.offered_when, self.asked.vocabulary)
        return any_of(f"({name(each)} is not null)" for each in known)

    def _family(self, family: Family, truth: str) -> Ruled:
        """Write a family's rules: one for each relationship, one while it is unknown."""
        told = [
            written(rule.conditions, truth, self._related(relation), self.grounds)
            for relation, rule in _rules(family)
        ]
        stated = Written(
            truth=truth,
            lead=lambda wanted: self._by_relation(family, [each.lead(wanted) for each in told]),
            today=lambda: self._by_relation(family, [each.today() for each in told]),
        )
        readings = family.rule_while_unknown.readings
        found = branches(stated, readings, self.companion, self.grounds)
        found = doubted(found, self.doubts, self.grounds)
        conditions = [
            self._related(relation).of(rule.conditions) for relation, rule in _rules(family)
        ]
        return Ruled(
            truth=self._by_relation(family, conditions),
            outcome=outcome(found),
            deciding=deciding(found),
        )

    def _related(self, relation: str | None) -> Truths:
        return Truths(self.asked.vocabulary, known={RELATION: relation})

    def _by_relation(self, family: Family, values: list[str]) -> str:
        """Return the value of each relationship; the last one is that of an unknown one."""
        kinds = self.asked.vocabulary[RELATION].values
        alike: dict[str, list[int]] = {}
        for (relation, _), value in zip(_rules(family), values, strict=True):
            if relation is not None:
                alike.setdefault(value, []).append(kinds.index(relation))
        cases = (
            (f"({name(RELATION)} in ({', '.join(map(str, ranks))}))", value)
            for value, ranks in alike.items()
        )
        return first_of(cases, values[-1])

    def _standing(self, when: Condition, whom: Condition = ALWAYS) -> str:
        """Return whether a cap, or a doubt about the whole text, applies or may still apply."""
        spoken, truth = self.applicant.of(whom), self.applicant.of(when)
        return first_of(
            [
                (all_of((spoken, truth)), str(APPLIES)),
                (all_of((spoken, comes_to(truth, None))), str(OPEN)),
            ],
            "0",
        )

    def _elsewhere(self) -> str:
        """Return whether a family would settle where this regulation does not speak."""
        division = name(DIVISION)
        inside = holds(within(division, self.regulation.jurisdiction))
        return f"({division} is not null and not {inside})"


def _rules(family: Family) -> list[tuple[str | None, Rule]]:
    """Return the rule of each relationship, and last the one while it is unknown."""
    return [*family.rules.items(), (None, family.rule_while_unknown)]
