"""Whether the texts of one series and place follow one another (同一事项的文件)."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations

from hukou.law.dated import Status
from hukou.law.life import follows
from hukou.law.regulation import Regulation
from hukou.law.sections import PackError


def check_series(regulations: Mapping[str, Regulation]) -> None:
    """Refuse texts in force together, and a successor that is none. Raises PackError."""
    _check_overlaps(regulations)
    _check_successors(regulations)


def _check_overlaps(regulations: Mapping[str, Regulation]) -> None:
    """Refuse two dated regulations of one series and place that would be in force together."""
    dated = [
        each
        for each in regulations.values()
        if each.effective_from is not None and each.status is not Status.DRAFT
    ]
    for one, other in combinations(dated, 2):
        same = (one.series, one.jurisdiction) == (other.series, other.jurisdiction)
        if same and _overlap(one, other):
            raise PackError(
                f"{one.id} and {other.id} are in force at the same time: end the earlier"
            )


def _overlap(one: Regulation, other: Regulation) -> bool:
    first, second = sorted((one, other), key=lambda each: each.effective_from or date.min)
    begins, starts = first.effective_from or date.min, second.effective_from or date.min
    if first.term.superseded_by == second.id:
        return begins == starts
    last = first.term.last_day(begins)
    return last is None or starts <= last


def _check_successors(regulations: Mapping[str, Regulation]) -> None:
    """Refuse a successor that is not there, or is of another series or place, or a draft."""
    for each in regulations.values():
        name = each.term.superseded_by
        if not name:
            continue
        other = regulations.get(name)
        if other is None or not follows(other, each):
            raise PackError(
                f"{each.id}.yaml: superseded_by {name!r} is no final text of its series and place"
            )
