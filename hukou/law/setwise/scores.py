"""A points scheme over a whole population: `Scheme.score` and `rank` as SQL (成批计分、成批排名).

One definition, two evaluators: the scheme is read once from its pack, `Scheme.score` explains one
sheet, and the statements here come to the same numbers for a table of people; a property test holds
them together. How a jurist may read it:

- **What is unknown earns nothing**, as on the sheet; it can leave open whether somebody qualifies.
- **Points are whole numbers of a unit** (`worths`): twenty points among three inventors are twenty
  thirds. The score that ranks and the total have units of their own, as the blocks that rank
  rarely have shares.
- **Equal is equal**: an order is packed into one number only where every part of it fits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm, prod
from typing import Final

from hukou.law.conditions import Condition, every, leaves
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY, BIRTH, Facts
from hukou.law.outcomes import RANK, Outcome
from hukou.law.points.scheme import TOTAL, Indicator, Scheme
from hukou.law.setwise.columns import FAMILY, Population, columns_of
from hukou.law.setwise.reach import (
    NOTHING,
    Span,
    bound,
    grain_of,
    grain_of_lines,
    literal,
    occurring,
    span_of_line,
)
from hukou.law.setwise.sheets import WithTotal, line
from hukou.law.setwise.verdicts import Grounds, branches, outcome, written
from hukou.law.setwise.words import FALSE, FENCE, TRUE, first_of, name, select
from hukou.law.setwise.worths import ENDLESS, WHOLE, Scale
from hukou.law.vocabulary import Kind, Vocabulary

FITS: Final = 2**62
REFUSED: Final = RANK[Outcome.NOT_ELIGIBLE]
ID: Final = name(FAMILY)
BOTH_AGES: Final = frozenset({AGE, AGE_FROM_NEXT_DAY})
NOBODY_KNOWS: Final = "null::boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """How many parts make a point among these people: of the score that ranks, of the total."""

    ranking: int
    total: int
    longest: Mapping[str, int]
    """How long the lists are among these people, by the fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """A scheme on a day as SQL over the columns of `population`.

    The age stands there as the scheme counts it on that day (`counted`).
    """

    scheme: Scheme
    vocabulary: Vocabulary
    on: date

    # --- the table of people ---------------------------------------------------------------------

    @property
    def population(self) -> Population:
        """Return the typed row of a person: a column for each fact that the scheme can ask."""
        return columns_of(self.vocabulary, frozenset(self.facts))

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the facts that the scheme can ask."""
        asked = [leaf.fact for each in self._conditions() for leaf in leaves(each)]
        facts = dict.fromkeys(
            (*self.scheme.facts, *self.scheme.set_off, *self.scheme.tie_facts, *asked)
        )
        if self._born_from:
            facts[BIRTH] = None
        return tuple(each for each in facts if each != TOTAL)

    @property
    def bounds(self) -> Mapping[str, str]:
        """Return what the database lets a column hold: sums are known to fit because of these."""
        found: dict[str, str] = {}
        for fact in self.facts:
            if check := bound(self.vocabulary, fact):
                found[fact] = check
        return found

    def counted(self, facts: Facts) -> Facts:
        """Return somebody's facts as they stand in their row."""
        if self.scheme.age_day is None:
            return facts
        return Facts(self.scheme.age_day.aged(facts.values, self.on))

    def occurring(self, table: str, *, ranks: bool) -> Sequence[str]:
        """Return the queries for the numbers that a unit must divide among these people."""
        parts = [part for each in self._lines(ranks=ranks) for part in each.parts]
        asked = (occurring(part.formula, self.vocabulary, table) for part in parts)
        return tuple(dict.fromkeys(each for each in asked if each is not None))

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the facts that are lists, of which `units` asks how long they are."""
        kinds = {Kind.INTS, Kind.DECIMALS}
        return tuple(fact for fact in self.facts if self.vocabulary[fact].kind in kinds)

    def units(
        self,
        *,
        ranking: Iterable[int] = (),
        total: Iterable[int] = (),
        longest: Mapping[str, int] | None = None,
    ) -> Units:
        """Return the units; `ranking` and `total` are what occurs among the people."""
        ranks = grain_of_lines(self._lines(ranks=True)) * lcm(*ranking)
        rest = grain_of_lines(self._lines(ranks=False)) * lcm(*total)
        asked = grain_of(self._threshold, *map(Fraction, self._asked_of_the_total()))
        return Units(ranking=ranks, total=lcm(ranks, rest, asked), longest=longest or {})

    # --- the statements --------------------------------------------------------------------------

    def scores(self, table: str, units: Units) -> str:
        """Return the statement with a row a person: id, both scores, whether qualified, ties.

        `family` is the id, `ranking` and `total` are whole numbers of the units, `qualified` is
        NULL where it is unknown, `tie1` … order those of equal score.
        """
        ranking, rest = self._scale(units, ranks=True), self._scale(units, ranks=False)
        shown = [
            ID,
            *(self._asked_as(key) for key in self._asked()),
            *(f"coalesce({name(fact)}, 0) as tie{at}" for at, fact in self._ties),
            f"{self._sum(ranking, ranks=True)} as ranking",
            f"{self._sum(rest, ranks=False)} as rest",
        ]
        times = f"ranking * {units.total // units.ranking}::{rest.kept}"
        total = select(
            ("*", f"({times} + rest) as total"), f"({select(shown, table, end=FENCE)}) a"
        )
        answers = (
            ID,
            "ranking",
            "total",
            f"{self._qualified(units)} as qualified",
            *(f"tie{at}" for at, _ in self._ties),
        )
        return select(answers, f"({total}{FENCE}) scored")

    def lines(self, table: str, units: Units) -> str:
        """Return the statement with each line of the sheet, in the units, in the scheme's order."""
        shown = []
        for each in self.scheme.indicators:
            scale = self._scale(units, ranks=self._is_ranking(each))
            shown.append(line(each, scale))
        return select((ID, *shown), table)

    def ranks(self, scores: str, units: Units, quota: int) -> str:
        """Return the statement with a row for each who qualifies: the rank and whether admitted.

        Competition rank (1, 2, 2, 4); everybody equal to the last place is admitted.
        """
        ties = [f"tie{at}" for at, _ in self._ties]
        placed = select(
            (ID, "ranking", *ties, f"rank() over (order by {self.order(units)}) as place"),
            scores,
            "qualified",
        )
        return select(
            (ID, "ranking", *ties, "place as rank", f"place <= {quota} as admitted"),
            f"({placed}) placed",
        )

    def order(self, units: Units) -> str:
        """Return what people are ordered by: one packed number where all of it fits into 64 bits.

        The best first; who is equal in it has an equal right.
        """
        sums = self._reach(ranks=True).scaled(units.ranking)
        sizes = [int(sums.most - sums.least) + 1]
        for _, fact in self._ties:
            if self.vocabulary[fact].kind is not Kind.INT:
                return self._by_columns()
            sizes.append(int(self.vocabulary[fact].maximum or 0) + 1)
        if prod(sizes) >= FITS or self._scale(units, ranks=True).kept != WHOLE:
            return self._by_columns()
        packed = f"ranking - {literal(int(sums.least))}"
        for (at, _), size in zip(self._ties, sizes[1:], strict=True):
            packed = f"({packed}) * {size} + tie{at}"
        return f"({packed}) desc"

    @property
    def _threshold(self) -> Fraction:
        return self.scheme.threshold or Fraction(0)

    @property
    def _born_from(self) -> date | None:
        """The first day of birth that is young enough, where the year's announcement names it."""
        window = self.scheme.windows.get(self.on.year)
        return window.born_from if window else None

    # --- parts -----------------------------------------------------------------------------------

    @property
    def _ties(self) -> list[tuple[int, str]]:
        return list(enumerate(self.scheme.tie_facts, 1))

    def _by_columns(self) -> str:
        return ", ".join(("ranking desc", *(f"tie{at} desc" for at, _ in self._ties)))

    def _conditions(self) -> list[Condition]:
        """Return whatever can decide whether somebody qualifies."""
        rule = self.scheme.regulation.channels[self.scheme.channel].rule
        readings = [every((each.whom, each.when)) for each in rule.readings]
        return [rule.conditions, *readings]

    def _asked(self) -> list[str]:
        """Return the columns by which somebody qualifies; an age is looked at in both ways."""
        keys = {leaf.key for each in self._conditions() for leaf in leaves(each)} - {TOTAL}
        if keys & BOTH_AGES:
            keys |= BOTH_AGES
        return sorted(keys | {BIRTH} if self._born_from else keys)

    def _asked_as(self, key: str) -> str:
        """Return such a column; where days of birth are announced, they decide about the age."""
        if key not in BOTH_AGES or not self._born_from:
            return name(key)
        limit = self.scheme.age_limit
        allowed = "null" if limit is None else f"{limit}::smallint"
        return f"case when {name(BIRTH)} is null then {name(key)} else {allowed} end as {name(key)}"

    def _asked_of_the_total(self) -> list[Decimal]:
        asked = (leaf for each in self._conditions() for leaf in leaves(each))
        return [Decimal(leaf.required) for leaf in asked if leaf.fact == TOTAL]

    def _is_ranking(self, indicator: Indicator) -> bool:
        return self.scheme.blocks[indicator.block].ranks

    def _lines(self, *, ranks: bool) -> list[Indicator]:
        return [each for each in self.scheme.indicators if self._is_ranking(each) is ranks]

    def _reach(self, *, ranks: bool) -> Span:
        spans = (span_of_line(each, self.vocabulary) for each in self._lines(ranks=ranks))
        return sum(spans, NOTHING)

    def _scale(self, units: Units, *, ranks: bool) -> Scale:
        unit, reach = units.total, self._reach(ranks=True) + self._reach(ranks=False)
        if ranks:
            unit, reach = units.ranking, self._reach(ranks=True)
        furthest = max(abs(each) for each in (reach.least, reach.most, self._threshold))
        kept = WHOLE if furthest * unit < FITS else ENDLESS
        return Scale(unit=unit, kept=kept, vocabulary=self.vocabulary, longest=units.longest)

    def _sum(self, scale: Scale, *, ranks: bool) -> str:
        lines = [line(each, scale) for each in self._lines(ranks=ranks)]
        return f"({' + '.join(lines)})" if lines else scale.points(Fraction(0))

    def _qualified(self, units: Units) -> str:
        """Return whether the threshold and every condition are met; NULL where one is unknown."""
        scale = self._scale(units, ranks=False)
        truths, grounds = WithTotal(self.vocabulary, scale), Grounds()
        rule = self.scheme.regulation.channels[self.scheme.channel].rule
        met = truths.of(rule.conditions)
        stated = written(rule.conditions, met, truths, grounds)
        judged = outcome(branches(stated, rule.readings, truths, grounds))
        threshold, born_from = self.scheme.threshold, self._born_from
        short = f"total < {scale.points(threshold)}" if threshold is not None else FALSE
        too_old = f"{name(BIRTH)} < date '{born_from.isoformat()}'" if born_from else FALSE
        return first_of(
            [
                (short, FALSE),
                (too_old, FALSE),
                (met, TRUE),
                (f"({judged}) = {REFUSED}", FALSE),
            ],
            NOBODY_KNOWS,
        )
