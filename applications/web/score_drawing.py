"""Drawing how the scores of a list spread (分数分布图), with the line at the quota, for an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from applications.queries.rounds.figures import Bin, DrawnLine
from hukou.law.points.formulas import told
from hukou.web.charts import Ground

GROUND: Final = Ground(width=760, height=220, left=44, right=16, top=18, foot=26)
GAP: Final = 2.0
LABELS: Final = 8
"""At most so many scores stand below."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: all its people, and in its lower part those within the quota."""

    x: float
    width: float
    y: float
    height: float
    admitted_y: float
    admitted_height: float
    bin: Bin


@dataclass(frozen=True, slots=True)
class Spread:
    """The chart as numbers; `line` is where the score at the quota lies."""

    columns: tuple[Column, ...]
    marks: tuple[tuple[float, int], ...]
    scores: tuple[tuple[float, str], ...]
    line: float | None
    tried: float | None

    ground: Ground = GROUND


def drawn(bins: Sequence[Bin], *, line: DrawnLine, tried: DrawnLine | None) -> Spread | None:
    """Return the drawing of a list; None where nobody has a rank."""
    if not bins:
        return None
    most = max(each.people for each in bins)
    first, last = bins[0].low, bins[-1].high
    step = 1 / len(bins)

    def x(score: Fraction) -> float:
        return GROUND.across(float((score - first) / (last - first)))

    columns = tuple(
        _column(each, GROUND.across(at * step), GROUND.across((at + 1) * step), most)
        for at, each in enumerate(bins)
    )
    every = -(-len(bins) // LABELS)
    return Spread(
        columns=columns,
        marks=tuple((GROUND.up(each / most), each) for each in sorted({0, most // 2, most})),
        scores=tuple((x(each.low), told(each.low)) for each in bins[::every]),
        line=None if line.score is None else x(line.score),
        tried=None if tried is None or tried.score is None else x(tried.score),
    )


def _column(each: Bin, left: float, right: float, most: int) -> Column:
    top, within = GROUND.up(each.people / most), GROUND.up(each.admitted / most)
    return Column(
        x=left + GAP / 2,
        width=round(right - left - GAP, 1),
        y=top,
        height=round(within - top, 1),
        admitted_y=within,
        admitted_height=round(GROUND.floor - within, 1),
        bin=each,
    )
