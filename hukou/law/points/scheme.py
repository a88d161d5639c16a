"""A points scheme (积分方案) and the sheet it makes of one person's facts (积分表)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, leaves
from hukou.law.outcomes import Outcome
from hukou.law.points.formulas import Formula, Values, Worth, told
from hukou.law.regulation import Regulation

TOTAL: Final = "points.total"
"""The fact that a scheme's own conditions are asked with: the total of the sheet."""


class Factor(StrEnum):
    """What an indicator is about (积分因素): the eight factors, and what schemes add to them."""

    RESIDENCE = "residence"
    EMPLOYMENT = "employment"
    DWELLING = "dwelling"
    EDUCATION = "education"
    INSURANCE = "insurance"
    TAX = "tax"
    SKILL = "skill"
    SERVICE = "service"
    AGE = "age"
    HONOUR = "honour"
    CONDUCT = "conduct"


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

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.facts))

    def item(self, values: Values) -> "Item":
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
        return Item(indicator=self, points=points, words=words, missing=tuple(lacking))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the sheet: points, the sum in words, and which facts nobody has told yet."""

    indicator: Indicator
    points: Fraction
    words: str
    missing: tuple[str, ...]

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

    def of(self, block: str) -> Fraction:
        """Return what the lines of a block come to."""
        mine = (each.points for each in self.items if each.indicator.block == block)
        return sum(mine, Fraction(0))

    def as_json(self) -> dict[str, Any]:
        """Return the sheet as the API gives it: decimals as strings."""
        return {
            "scheme": self.scheme.id,
            "total": told(self.total),
            "ranking_score": told(self.ranking_score),
            "threshold": told(self.scheme.threshold),
            "qualified": self.qualified,
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
    `points.total`. `tie_facts` order those of equal ranking score, more being better; who is then
    still equal has an equal right.
    """

    id: str
    regulation: Regulation
    channel: str
    blocks: Mapping[str, Block]
    indicators: tuple[Indicator, ...]
    threshold: Fraction
    tie_facts: tuple[str, ...]
    quotas: Mapping[int, int]
    cite: Citation
    digest: str
    source: Mapping[str, Any]

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in self.indicators for name in each.facts))

    def score(self, values: Values, *, on: date) -> Sheet:
        """Return the sheet of a person on a day."""
        items = tuple(each.item(values) for each in self.indicators)
        total = sum((each.points for each in items), Fraction(0))
        ranks = (each.points for each in items if self.blocks[each.indicator.block].ranks)
        return Sheet(
            scheme=self,
            items=items,
            total=total,
            ranking_score=sum(ranks, Fraction(0)),
            qualified=self._qualified(values, total, on),
        )

    def _qualified(self, values: Values, total: Fraction, on: date) -> bool | None:
        """Whether the threshold and every condition are met; None where one is unknown.

        A condition that an officer must look at (an age at the limit) is unknown as well.
        """
        if total < self.threshold:
            return False
        rule = self.regulation.channels[self.channel].rule
        asked = {**values, TOTAL: total}
        if rule.conditions.test(asked):
            return True
        return False if rule.judge(asked, on).outcome is Outcome.NOT_ELIGIBLE else None

    def ties(self, values: Values) -> tuple[Fraction, ...]:
        """Return what orders people of equal ranking score; the unknown counts as nothing."""
        return tuple(Fraction(values.get(name) or 0) for name in self.tie_facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeCase:
    """A named example: facts, and what is expected of some lines of the sheet or of all of it."""

    name: str
    at: str
    scheme: str
    on: date
    facts: Mapping[str, object]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemes:
    """Every scheme of the packs."""

    by_id: Mapping[str, Scheme]
    sources: Mapping[str, Mapping[str, Any]]
    cases: tuple["SchemeCase", ...] = ()

    @property
    def every(self) -> Sequence[Scheme]:
        return tuple(self.by_id.values())
