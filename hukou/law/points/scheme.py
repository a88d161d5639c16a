"""A points scheme (积分方案) and the sheet it makes of one person's facts (积分表)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, leaves
from hukou.law.dated import Status
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY, BIRTH
from hukou.law.outcomes import Outcome
from hukou.law.points.factors import Factor, Known
from hukou.law.points.formulas import Formula, Values, Worth, rounded_down, told
from hukou.law.points.priorities import Priority
from hukou.law.points.windows import AgeDay, Span, Window
from hukou.law.regulation import Regulation
from hukou.law.rules import Rule
from hukou.law.verdicts import Verdict

TOTAL: Final = "points.total"
"""The fact that a scheme's own conditions are asked with: the total of the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One way of earning an indicator's points: a formula, for whom it is, and its own cap."""

    formula: Formula
    when: Condition | None = None
    cap: Fraction | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        asked = tuple(leaf.fact for leaf in leaves(self.when)) if self.when is not None else ()
        return (*asked, *self.formula.facts)

    def worth(self, values: Values) -> Worth | None:
        """Return the points; None while something they rest on is unknown."""
        if self.when is not None:
            truth = self.when.test(values)
            if truth is None:
                return None
            if truth is False:
                return Worth(Fraction(0), "—")
        worth = self.formula.worth(values)
        if worth is None or self.cap is None or worth.points <= self.cap:
            return worth
        return Worth(self.cap, f"{worth.words} ≤ {told(self.cap)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One line of the table (指标): its parts add up, or only the best counts; then the cap."""

    id: str
    name: str
    name_en: str
    block: str
    factor: Factor
    parts: tuple[Part, ...]
    best_only: bool
    cap: Fraction | None
    cite: Citation
    known: Known = Known.CONFIRMED
    note: str = ""
    """What the source leaves open, and how it is read."""

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.facts))

    def item(self, values: Values, counted: Span | None = None) -> "Item":
        """Return the line of a person's sheet: what is unknown earns nothing, and is named."""
        worths = [part.worth(values) for part in self.parts]
        known = [each for each in worths if each is not None and each.words != "—"]
        if self.best_only:
            known = sorted(known, key=lambda each: each.points, reverse=True)[:1]
        points = sum((each.points for each in known), Fraction(0))
        words = " + ".join(each.words for each in known) or "0"
        if self.cap is not None and points > self.cap:
            points, words = self.cap, f"{words} ≤ {told(self.cap)}"
        lacking = dict.fromkeys(
            name
            for part, worth in zip(self.parts, worths, strict=True)
            if worth is None
            for name in part.facts
            if name not in values
        )
        return Item(
            indicator=self, points=points, words=words, missing=tuple(lacking), counted=counted
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the sheet: points, the sum in words, and which facts nobody has told yet."""

    indicator: Indicator
    points: Fraction
    words: str
    missing: tuple[str, ...]
    counted: Span | None = None
    """The days whose facts count, where the year's announcement says so."""

    def as_json(self) -> dict[str, Any]:
        cap = self.indicator.cap
        return {
            "indicator": self.indicator.id,
            "name": self.indicator.name,
            "name_en": self.indicator.name_en,
            "block": self.indicator.block,
            "factor": self.indicator.factor.value,
            "points": told(self.points),
            "arithmetic": self.words,
            "cap": told(cap) if cap is not None else None,
            "missing": list(self.missing),
            "counted": self.counted.as_json() if self.counted else None,
            "known": self.indicator.known.value,
            "note": self.indicator.note or None,
            "cite": self.indicator.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A person's sheet (积分表): every line, the total, and the part that ranks."""

    scheme: "Scheme"
    items: tuple[Item, ...]
    total: Fraction
    ranking_score: Fraction
    qualified: bool | None
    window: Window | None = None

    @property
    def short_by(self) -> Fraction:
        """What is missing to the threshold; nothing where it is reached, or there is none."""
        return max((self.scheme.threshold or Fraction(0)) - self.total, Fraction(0))

    def of_priority(self, priority: Priority) -> Fraction:
        """Return the weight that a group has in this sheet: what its indicators earn (L19)."""
        mine = (each.points for each in self.items if each.indicator.id in priority.indicators)
        return sum(mine, Fraction(0))

    def of(self, block: str) -> Fraction:
        """Return what the lines of a block come to."""
        mine = (each.points for each in self.items if each.indicator.block == block)
        return sum(mine, Fraction(0))

    def as_json(self) -> dict[str, Any]:
        """Return the sheet as the API gives it: decimals as strings."""
        threshold = self.scheme.threshold
        return {
            "scheme": self.scheme.id,
            "example": self.scheme.is_example,
            "total": told(self.total),
            "ranking_score": told(self.ranking_score),
            "threshold": told(threshold) if threshold is not None else None,
            "qualified": self.qualified,
            "window": self.window.as_json() if self.window else None,
            "priorities": [
                {
                    "id": each.id,
                    "name": each.name,
                    "name_en": each.name_en,
                    "points": told(self.of_priority(each)),
                    "cite": each.cite.as_json(),
                }
                for each in self.scheme.priorities
            ],
            "items": [each.as_json() for each in self.items],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the table (指标类别); `ranks` says that the order of a round counts it."""

    id: str
    name: str
    name_en: str
    ranks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A table of indicators with a threshold, as one text of one place has it.

    Its conditions are those of the regulation's channel: the total of the sheet is asked there as
    `points.total`, where there is a threshold at all. `tie_facts` order those of equal ranking
    score, more being better; who is then still equal has an equal right. An example shows what can
    be said, and never decides.
    """

    id: str
    regulation: Regulation
    channel: str
    blocks: Mapping[str, Block]
    indicators: tuple[Indicator, ...]
    threshold: Fraction | None
    tie_facts: tuple[str, ...]
    quotas: Mapping[int, int]
    cite: Citation
    digest: str
    source: Mapping[str, Any]
    windows: Mapping[int, Window] = field(default_factory=dict)
    priorities: tuple[Priority, ...] = ()
    age_day: AgeDay | None = None

    @property
    def is_example(self) -> bool:
        """Whether it only shows another place's scheme (示例): no round, no decision."""
        return self.regulation.status is Status.EXAMPLE

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in self.indicators for name in each.facts))

    @property
    def set_off(self) -> tuple[str, ...]:
        """The facts whose part does not count (补缴、转入), each taken off another."""
        formulas = (part.formula for each in self.indicators for part in each.parts)
        return tuple(less for each in formulas if (less := getattr(each, "less", "")))

    def score(self, values: Values, *, on: date) -> Sheet:
        """Return the sheet of a person on a day; the window is that of its year."""
        if self.age_day is not None:
            values = self.age_day.aged(values, on)
        window = self.windows.get(on.year)
        items = tuple(
            each.item(values, window.span(each.id) if window else None) for each in self.indicators
        )
        total = sum((each.points for each in items), Fraction(0))
        ranks = (each.points for each in items if self.blocks[each.indicator.block].ranks)
        return Sheet(
            scheme=self,
            items=items,
            total=total,
            ranking_score=sum(ranks, Fraction(0)),
            qualified=self._qualified(values, total, on),
            window=window,
        )

    def judged(self, values: Values, *, on: date) -> Verdict:
        """Return how each condition of the scheme stands, the threshold among them.

        The total is told to four places, and never rounded up to the threshold it falls short of.
        """
        if self.age_day is not None:
            values = self.age_day.aged(values, on)
        total = sum((each.item(values).points for each in self.indicators), Fraction(0))
        shown = Decimal(told(total))
        if self.threshold is not None and total < self.threshold:
            shown = min(shown, rounded_down(total))
        return self._rule.judge(self._asked(values, shown, on), on)

    def _qualified(self, values: Values, total: Fraction, on: date) -> bool | None:
        """Whether the threshold and every condition are met; None where one is unknown.

        A condition that an officer must look at (an age at the limit) is unknown as well, unless
        the year's announcement names the days of birth.
        """
        if self.threshold is not None and total < self.threshold:
            return False
        window, born = self.windows.get(on.year), values.get(BIRTH)
        if window and window.born_from and born is not None and born < window.born_from:
            return False
        asked = self._asked(values, total, on)
        if self._rule.conditions.test(asked):
            return True
        return False if self._rule.judge(asked, on).outcome is Outcome.NOT_ELIGIBLE else None

    def _asked(self, values: Values, total: Fraction | Decimal, on: date) -> Values:
        """Return what the conditions are asked with: who was born in time is young enough."""
        asked = {**values, TOTAL: total}
        window, born = self.windows.get(on.year), values.get(BIRTH)
        if window and window.born_from and born is not None and born >= window.born_from:
            asked |= dict.fromkeys((AGE, AGE_FROM_NEXT_DAY), self.age_limit)
        return asked

    @property
    def _rule(self) -> Rule:
        return self.regulation.channels[self.channel].rule

    @property
    def age_limit(self) -> int | None:
        """The age that the channel's own condition allows."""
        asked = (leaf for leaf in leaves(self._rule.conditions) if leaf.fact == AGE)
        return next((leaf.required for leaf in asked), None)

    def ties(self, values: Values) -> tuple[Fraction, ...]:
        """Return what orders people of equal ranking score; the unknown counts as nothing."""
        return tuple(Fraction(values.get(name) or 0) for name in self.tie_facts)
