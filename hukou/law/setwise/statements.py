"""The two statements: what a regulation says of each family, and of each companion.

A stage that others refer to ends with `offset 0`: the planner then does not copy its expressions
into every place that names them, so each is worked out once a row, and it may still run in
parallel.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from hukou.law.outcomes import RANK, Outcome
from hukou.law.setwise.columns import FAMILY, PARTY
from hukou.law.setwise.compiling import APPLIES, OPEN, Compiled, Ruled
from hukou.law.setwise.words import (
    FALSE,
    FENCE,
    TRUE,
    all_of,
    any_of,
    first_of,
    least,
    name,
    select,
)

ELIGIBLE, PARTIAL = RANK[Outcome.ELIGIBLE], RANK[Outcome.PARTIAL]
REVIEW, REFUSED = RANK[Outcome.REVIEW], RANK[Outcome.NOT_ELIGIBLE]
NO_POLICY = RANK[Outcome.NO_POLICY]
KEY: Final = name(FAMILY)
APPLICANT: Final = f"{name(PARTY)} = 0"
COMPANION: Final = f"{name(PARTY)} > 0"
UNHEARD: Final = "null::smallint"


def families(compiled: Compiled, table: str, *, reasons: bool = True) -> str:
    """Return the statement with a row a family.

    `family`, `outcome` (its place in BEST_FIRST), `basis` (number of the channel, NULL where the
    regulation is silent), `c1` … the outcome by each channel (NULL where it was not tried), `l1` …
    each cap (0, APPLIES, OPEN), `o1` … whether a doubt about the whole text opens a review; with
    `reasons` also `d1` …, the number of what decides by each channel.
    """
    told = [f"d{at}" for at in _numbers(compiled.channels) if reasons]
    shown = [
        *_heard([f"c{at}" for at in _numbers(compiled.channels)]),
        *_heard(told),
        *(f"{_bites(compiled, at)} as l{at}" for at in _numbers(compiled.limits)),
        *(f"{_opens(at)} as o{at}" for at in _numbers(compiled.openings)),
    ]
    basis = first_of([("elsewhere", UNHEARD)], "basis")
    chosen = _chosen(compiled, _judged(compiled, table, reasons=reasons))
    first = (KEY, f"{_overall(compiled)} as outcome", f"{basis} as basis")
    return select((*first, *shown), f"({chosen}) chosen")


def companions(compiled: Compiled, table: str, judged: str, *, reasons: bool = True) -> str:
    """Return the statement with a row a companion; `judged` holds the rows of `families`.

    `family`, `party`, `outcome` by the channel that serves the whole family best, `kept_out` by a
    cap though the conditions are met; with `reasons` also `deciding`, the number of what decides.
    """
    caps = [f"judged.l{at}" for at in _numbers(compiled.limits)]
    joined = f"{table} people join {judged} judged using ({KEY})"
    people = select(("people.*", "judged.basis", *caps), joined, COMPANION, FENCE)
    known = select(("*", *_conditions(compiled.by_family)), f"({people}) people", end=FENCE)
    shown = [KEY, name(PARTY), f"{_along(compiled, 'outcome', str(NO_POLICY))} as outcome"]
    if reasons:
        shown.append(f"{_along(compiled, 'deciding', UNHEARD)} as deciding")
    shown += [f"l{at}" for at in _numbers(compiled.limits)] + ["basis"]
    told = select(shown, f"({known}) known", end=FENCE)
    return select(_counted(compiled, reasons=reasons), f"({told}) told")


# --- families ------------------------------------------------------------------------------------


def _judged(compiled: Compiled, table: str, *, reasons: bool) -> str:
    """Return applicants with their best own outcome, and how their companions come out."""
    own = least([f"c{at}" for at in _numbers(compiled.channels)])
    sums = [f"coalesce(s{at}, 0) as s{at}" for at in _numbers(compiled.families)]
    counts = [f"coalesce(e{at}, 0) as e{at}" for at in _counted_families(compiled)]
    applicants = _applicants(compiled, table, reasons=reasons)
    joined = f"({applicants}) applicant left join ({_kin(compiled, table)}) kin using ({KEY})"
    return select(("applicant.*", f"{own} as own", *sums, *counts), joined, end=FENCE)


def _applicants(compiled: Compiled, table: str, *, reasons: bool) -> str:
    ruled = compiled.by_channel
    shown = [f"{each.outcome} as c{at}" for at, each in enumerate(ruled, 1)]
    shown += [f"{each.deciding} as d{at}" for at, each in enumerate(ruled, 1) if reasons]
    shown += [f"{each} as l{at}" for at, each in enumerate(compiled.capped, 1)]
    shown += [f"{each} as o{at}" for at, each in enumerate(compiled.opened, 1)]
    silent = TRUE if compiled.silent else compiled.elsewhere
    known = select(("*", *_conditions(ruled)), table, APPLICANT, FENCE)
    return select((KEY, f"{silent} as elsewhere", *shown), f"({known}) known", end=FENCE)


def _kin(compiled: Compiled, table: str) -> str:
    """Return, for each family that may come along, how its companions come out together."""
    ruled = compiled.by_family
    shown = [f"{each.outcome} as f{at}" for at, each in enumerate(ruled, 1)]
    sums = [f"sum(f{at}) as s{at}" for at in _numbers(ruled)]
    counts = [
        f"count(*) filter (where f{at} = {ELIGIBLE}) as e{at}" for at in _counted_families(compiled)
    ]
    known = select(("*", *_conditions(ruled)), table, COMPANION, FENCE)
    told = select((KEY, *shown), f"({known}) known", end=FENCE)
    return select((KEY, *sums, *counts), f"({told}) told", end=f" group by {KEY}")


def _chosen(compiled: Compiled, judged: str) -> str:
    """Return the channel that serves the whole family best, the first of equals."""
    tried = []
    for family in _numbers(compiled.families):
        own = least([f"c{at}" for at in compiled.channels_with(family)])
        tried.append(first_of([(f"{own} = own", f"s{family}")], "null"))
    best = select(("*", f"{least(tried)} as together"), f"({judged}) judged", end=FENCE)
    serves = [
        (f"c{at} = own and s{compiled.family_of(at)} = together", str(at))
        for at in _numbers(compiled.channels)
    ]
    basis = f"{first_of(serves, UNHEARD)} as basis"
    return select(("*", basis), f"({best}) best", end=FENCE)


def _overall(compiled: Compiled) -> str:
    bites = any_of(f"{_bites(compiled, at)} <> 0" for at in _numbers(compiled.limits))
    opens = any_of(_opens(at) for at in _numbers(compiled.openings))
    complete = all_of((f"together = {ELIGIBLE}", TRUE if bites == FALSE else f"not {bites}"))
    return first_of(
        [
            ("elsewhere", str(NO_POLICY)),
            (opens, str(REVIEW)),
            (f"own <> {ELIGIBLE}", "own"),
            (complete, str(ELIGIBLE)),
        ],
        str(PARTIAL),
    )


def _opens(at: int) -> str:
    """Return whether a doubt turns a refusal into a review; while it is open nobody is refused."""
    may = f"o{at} = {APPLIES} or (o{at} = {OPEN} and own = {REFUSED})"
    return f"(not elsewhere and own > {REVIEW} and ({may}))"


def _bites(compiled: Compiled, at: int) -> str:
    """Return how a cap stands for those who would settle by the channel chosen."""
    limit = compiled.limits[at - 1]
    over = [
        (f"basis = {number} and 1 + e{compiled.family_of(number)} > {limit.at_most}", f"l{at}")
        for number in compiled.capped_by(limit)
    ]
    return f"({first_of([('elsewhere', '0'), *over], '0')})"


def _counted_families(compiled: Compiled) -> list[int]:
    """Return the families of whom it matters how many may settle."""
    capped = {number for limit in compiled.limits for number in compiled.capped_by(limit)}
    return sorted({compiled.family_of(number) for number in capped})


# --- companions ----------------------------------------------------------------------------------


def _along(compiled: Compiled, part: str, unheard: str) -> str:
    """Return what a companion comes to by the family of the channel chosen."""
    by_basis = [
        (_basis_in(compiled.channels_with(at)), str(getattr(each, part)))
        for at, each in enumerate(compiled.by_family, 1)
    ]
    return first_of([("basis is null", unheard), *by_basis], unheard)


def _basis_in(channels: Sequence[int]) -> str:
    return f"basis in ({', '.join(map(str, channels))})"


def _counted(compiled: Compiled, *, reasons: bool) -> list[str]:
    """Return what is shown of a companion: those listed last are kept out by a cap."""
    place = (
        f"count(*) filter (where outcome = {ELIGIBLE}) "
        f"over (partition by {KEY} order by {name(PARTY)})"
    )
    kept = any_of(
        f"(l{at} = {APPLIES} and {place} >= {each.at_most})"
        for at, each in enumerate(compiled.limits, 1)
    )
    kept_out = f"{all_of((f'outcome = {ELIGIBLE}', kept))} as kept_out"
    return [KEY, name(PARTY), "outcome", *["deciding"] * reasons, kept_out]


# --- parts ---------------------------------------------------------------------------------------


def _conditions(ruled: Iterable[Ruled]) -> list[str]:
    return [f"{each.truth} as t{at}" for at, each in enumerate(ruled, 1)]


def _heard(columns: Iterable[str]) -> list[str]:
    return [f"{first_of([('elsewhere', UNHEARD)], each)} as {each}" for each in columns]


def _numbers(of: Sequence[object]) -> range:
    return range(1, len(of) + 1)
