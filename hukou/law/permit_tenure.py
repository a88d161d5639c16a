"""How a permit stands on a day (居住证状态), and since when its years count (连续居住年限).

By article 10 of the national regulation a permit is endorsed every year, within the month before
the full year. Whoever is late has it suspended; endorsed late it is restored, and the years are
counted anew from that day. All of it follows from the dates, and nothing of it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hukou.kernel.periods import add_months, add_years, months_between
from hukou.law.citation import Citation

REGULATION: Final = "居住证暂行条例（国务院令第663号）"
CONDITIONS: Final = Citation(REGULATION, "第二条")
ENDORSEMENT: Final = Citation(REGULATION, "第十条")
SETTLING: Final = Citation(REGULATION, "第十五条")
DAY: Final = timedelta(days=1)


class PermitStatus(StrEnum):
    """How a permit stands on a day (居住证状态)."""

    NOT_YET = "not_yet"
    VALID = "valid"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Yearly:
    """How the yearly endorsement runs: it opens so many months before the full year (art. 10)."""

    opens_months_before: int = 1


@dataclass(frozen=True, slots=True)
class PermitYear:
    """One year a permit is good for: from a day until the full year, both included.

    `restarted` says that it began by a late endorsement, from which the years count anew.
    """

    first: date
    last: date
    restarted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitStanding:
    """How a permit stands on a day, and what that rests on.

    `endorse_from` and `endorse_by` are the first and the last day of the month in which it is to
    be endorsed next. While it is suspended or ended no years count: `counts_since` is None.
    """

    on: date
    status: PermitStatus
    years: tuple[PermitYear, ...]
    counts_since: date | None
    endorse_from: date
    endorse_by: date

    @property
    def months(self) -> int | None:
        """Full months counted without a break; None while none count."""
        return None if self.counts_since is None else months_between(self.counts_since, self.on)

    @property
    def is_due(self) -> bool:
        """Whether it is to be endorsed now, in time."""
        return self.status is PermitStatus.VALID and self.on >= self.endorse_from

    @property
    def restarts(self) -> bool:
        """Whether an endorsement on this day would count the years anew."""
        return self.status is PermitStatus.SUSPENDED


def permit_standing(
    issued_on: date,
    *,
    endorsed: Sequence[date] = (),
    ended_on: date | None = None,
    on: date,
    rule: Yearly = Yearly(),
) -> PermitStanding:
    """Return how a permit stands on a day, by the endorsements up to it; `ended_on` has none left.

    Full years are counted from the issue, or from the last late endorsement.
    """
    years = _years(issued_on, [each for each in sorted(endorsed) if each <= on])
    last = years[-1]
    status = PermitStatus.VALID
    if on < issued_on:
        status = PermitStatus.NOT_YET
    elif ended_on is not None and on >= ended_on:
        status = PermitStatus.ENDED
    elif on > last.last:
        status = PermitStatus.SUSPENDED
    since = next(each.first for each in reversed(years) if each.restarted)
    return PermitStanding(
        on=on,
        status=status,
        years=years,
        counts_since=since if status is PermitStatus.VALID else None,
        endorse_from=add_months(last.last, -rule.opens_months_before),
        endorse_by=last.last,
    )


def _years(issued_on: date, endorsed: Sequence[date]) -> tuple[PermitYear, ...]:
    base, full = issued_on, 1
    years = [PermitYear(base, add_years(base, full), restarted=True)]
    for day in endorsed:
        if day <= years[-1].last:
            full += 1
            years.append(PermitYear(years[-1].last + DAY, add_years(base, full), restarted=False))
        else:
            base, full = day, 1
            years.append(PermitYear(base, add_years(base, full), restarted=True))
    return tuple(years)
