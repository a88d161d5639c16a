"""Drawing the tenure clock (居住年限时钟): lines over days, as numbers for an SVG."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from applications.queries.tenure_clock import Drawn, TenureClock
from hukou.web.charts import Ground

TOP, ROW, BAR, FOOT = 16, 30, 14, 24
GROUND: Final = Ground(width=760, height=0, left=96, right=16, top=TOP, foot=FOOT)
"""Its height follows from its lines."""
MOST_YEARS: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch as drawn."""

    x: float
    width: float
    tone: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Row:
    """A line as drawn: where it lies, and its bars."""

    drawn: Drawn
    y: int
    bars: tuple[Bar, ...]

    @property
    def words_at(self) -> int:
        return self.y + BAR - 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """The clock as numbers."""

    height: int
    rows: tuple[Row, ...]
    years: tuple[tuple[float, int], ...]
    today: float
    due: float
    window: tuple[float, float]

    width: int = GROUND.width
    bar: int = BAR
    top: int = TOP

    @property
    def foot(self) -> int:
        """Where the lines end and the years stand below."""
        return self.height - FOOT


def drawn(dial: TenureClock) -> Drawing:
    """Return the drawing of a clock; what began long ago is cut at twelve years."""
    earliest = date(dial.on.year - MOST_YEARS, 1, 1)
    first, last = max(dial.first, earliest), dial.last

    def x(day: date) -> float:
        shown = max(min(day, last), first)
        return GROUND.across((shown - first).days / max((last - first).days, 1))

    rows = []
    for at, line in enumerate(dial.lines):
        bars = tuple(
            Bar(
                x(each.first),
                max(round(x(each.last) - x(each.first), 1), 1.0),
                each.tone.value,
                each.first,
                each.last,
            )
            for each in line.stretches
            if each.last >= first
        )
        rows.append(Row(line, TOP + ROW * at, bars))
    years = tuple(
        (x(date(year, 1, 1)), year)
        for year in range(first.year + 1, last.year + 1)
        if date(year, 1, 1) >= first
    )
    standing = dial.standing
    opens = x(standing.endorse_from)
    return Drawing(
        height=TOP + ROW * len(rows) + FOOT,
        rows=tuple(rows),
        years=years,
        today=x(dial.on),
        due=x(standing.endorse_by),
        window=(opens, round(x(standing.endorse_by) - opens, 1)),
    )
