"""The few words of SQL that the compiler puts together, folding what is known beforehand."""

from collections.abc import Iterable, Sequence
from typing import Final

from hukou.law.conditions import Truth

FENCE: Final = " offset '0'"
TRUE: Final = "true"
FALSE: Final = "false"
UNKNOWN: Final = "null::boolean"
CONSTANTS: Final = {TRUE: True, FALSE: False, UNKNOWN: None}
SPELT: Final = {True: TRUE, False: FALSE, None: UNKNOWN}
NOTHING: Final = "null::smallint"
Branch = tuple[str, str]
"""A condition in SQL, and the value where it is true."""


def name(identifier: str) -> str:
    """Return an identifier in quotes."""
    doubled = identifier.replace('"', '""')
    return f'"{doubled}"'


def text(value: str) -> str:
    """Return a text as a literal; `standard_conforming_strings` is on wherever this runs."""
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def all_of(parts: Iterable[str]) -> str:
    """Join by AND: false as soon as one is false, else unknown as soon as one is unknown."""
    kept = [each for each in parts if each != TRUE]
    if FALSE in kept:
        return FALSE
    return _joined(kept, " and ", TRUE)


def any_of(parts: Iterable[str]) -> str:
    """Join by OR: true as soon as one is true, else unknown as soon as one is unknown."""
    kept = [each for each in parts if each != FALSE]
    if TRUE in kept:
        return TRUE
    return _joined(kept, " or ", FALSE)


def _joined(kept: Sequence[str], word: str, of_none: str) -> str:
    if not kept:
        return of_none
    return kept[0] if len(kept) == 1 else f"({word.join(kept)})"


def comes_to(truth: str, wanted: Truth) -> str:
    """Return whether a condition is true, false or unknown: itself never unknown."""
    if truth in CONSTANTS:
        return SPELT[CONSTANTS[truth] is wanted]
    return f"({truth} is {'null' if wanted is None else SPELT[wanted]})"


def holds(truth: str) -> str:
    return comes_to(truth, wanted=True)


def fails(truth: str) -> str:
    return comes_to(truth, wanted=False)


def first_of(branches: Iterable[Branch], otherwise: str) -> str:
    """Return the value of the first branch that is true: what can never be reached is left out."""
    kept: list[Branch] = []
    for when, value in branches:
        if when in {FALSE, UNKNOWN}:
            continue
        if when == TRUE:
            otherwise = value
            break
        kept.append((when, value))
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    if not kept:
        return otherwise
    cases = " ".join(f"when {when} then {value}" for when, value in kept)
    return f"case {cases} else {otherwise} end"


def first_known(values: Iterable[str]) -> str:
    """Return the first value that is not NULL; a plain number never is."""
    kept: list[str] = []
    for value in values:
        if value != NOTHING:
            kept.append(value)
            if not value.startswith(("case ", "coalesce(")):
                break
    if len(kept) < 2:  # noqa: PLR2004 - nothing to choose between
        return kept[0] if kept else NOTHING
    return f"coalesce({', '.join(kept)})"


def least(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"least({', '.join(values)})"


def select(shown: Iterable[str], source: str, where: str = "", end: str = "") -> str:
    """Return a query; its parts are constants of the pack, never what somebody typed."""
    given = f" where {where}" if where else ""
    return f"select {', '.join(shown)} from {source}{given}{end}"  # noqa: S608 - see above
