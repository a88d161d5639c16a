"""Identity numbers for made-up people, all in a region that was never assigned."""

from collections import Counter
from datetime import date
from typing import Final

from hukou.kernel.identity_number import check_character

REGION: Final = "440199"


class NumberSeries:
    """Hands out numbers in order: per birth date, odd sequence male, even female (GB 11643)."""

    def __init__(self) -> None:
        self._given: Counter[tuple[date, str]] = Counter()

    def next(self, born: date, sex: str) -> str:
        """Return the next free number of this day and sex (GB/T 2261.1)."""
        self._given[born, sex] += 1
        sequence = 2 * self._given[born, sex] - (1 if sex == "1" else 0)
        body = f"{REGION}{born:%Y%m%d}{sequence:03d}"
        return body + check_character(body)
