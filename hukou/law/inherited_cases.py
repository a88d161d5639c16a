"""The city's named examples that hold for a county's text as well (承接的用例)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hukou.law.cases import Case
from hukou.law.regulation import Regulation

OF_ITS_OWN_DAYS: Final = "dates"


def inherited_cases(
    cases: Iterable[Case], city: Regulation | None, county: Regulation
) -> tuple[Case, ...]:
    """Return the city's cases of the channels that a county took over word for word.

    What is about the city's own days, or about a place elsewhere in the city, is not handed down.
    """
    if city is None:
        return ()
    same = {name for name, channel in county.channels.items() if city.channels.get(name) == channel}
    return tuple(
        replace(case, regulation=county.id)
        for case in cases
        if case.channel in same
        and case.kind != OF_ITS_OWN_DAYS
        and case.mode == "simulate"
        and case.destination.division is None
    )
