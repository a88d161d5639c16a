"""What came of a comparison (比较结果): how many, by what; people in pages, and as a table."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q

from applications.models import ComparedPerson, Comparison, Population, PopulationKind
from hukou.kernel.spreadsheets import safe
from hukou.law import Change
from registry.models import Division
from registry.queries import Page

COLUMNS: Final = (
    "family",
    "party",
    "relation",
    "division",
    "household_size",
    "change",
    "former_outcome",
    "following_outcome",
    "former_channel",
    "following_channel",
    "former_clause",
    "following_clause",
)
ROWS: Final = 50
DIFFERING: Final = "differing"
AFTER: Final = "-"
"""Between the key of a family and the place in it, where the next page begins."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people of a group gained, lost, changed and stayed; `widest` scales its bar."""

    name: str
    people: Mapping[str, int]
    widest: int = 1
    following: str = ""
    """The clause of the other regulation, where groups are pairs of clauses."""

    @property
    def total(self) -> int:
        return sum(self.people.values())

    @property
    def differing(self) -> int:
        return self.total - self.people.get(Change.UNCHANGED, 0)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a comparison came to, as its page and its report tell it."""

    people: Mapping[str, int] = field(default_factory=dict)
    families: Mapping[str, int] = field(default_factory=dict)
    clauses: Sequence[Counted] = ()
    counties: Sequence[Counted] = ()
    sizes: Sequence[Counted] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which people of a comparison to show; by default those whom anything changes for."""

    change: str = DIFFERING
    clause: str = ""
    county: str = ""
    size: int | None = None


def summary_of(comparison: Comparison) -> Summary:
    """Return the counts of a comparison that is finished; nothing before (one statement)."""
    if not comparison.totals:
        return Summary()
    groups, changes = comparison.totals["groups"], comparison.totals["changes"]
    counties = _grouped(groups, "county")
    names = dict(
        Division.objects.filter(code__in=[each.name for each in counties], period__endswith=None)
        .order_by("code")
        .values_list("code", "name")
    )
    return Summary(
        people={each["change"]: each["people"] for each in changes},
        families={each["change"]: each["families"] for each in changes},
        clauses=_clauses(groups),
        counties=[
            Counted(names.get(each.name, each.name), each.people, each.widest) for each in counties
        ],
        sizes=_grouped(groups, "size"),
    )


def _grouped(groups: Sequence[Mapping[str, Any]], key: str) -> list[Counted]:
    counted: dict[Any, Counter[str]] = {}
    for each in groups:
        counted.setdefault(each[key], Counter())[each["change"]] += each["people"]
    widest = max((_differing(each) for each in counted.values()), default=0)
    return [Counted(str(name), counted[name], max(widest, 1)) for name in sorted(counted)]


def _differing(people: Mapping[str, int]) -> int:
    return sum(count for change, count in people.items() if change != Change.UNCHANGED)


def _clauses(groups: Sequence[Mapping[str, Any]]) -> list[Counted]:
    """Count those who differ by the two clauses that decide, the most first."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for each in groups:
        if each["change"] != Change.UNCHANGED:
            pair = (each["former_clause"], each["following_clause"])
            counted.setdefault(pair, Counter())[each["change"]] += each["people"]
    widest = max((each.total() for each in counted.values()), default=1)
    found = [Counted(pair[0], people, widest, pair[1]) for pair, people in counted.items()]
    return sorted(found, key=lambda each: (-each.total, each.name, each.following))


def choices_of(comparison: Comparison) -> Mapping[str, Sequence[str]]:
    """Return what the people of a comparison can be narrowed by: clauses, counties, sizes."""
    groups = comparison.totals["groups"] if comparison.totals else []
    clauses = {each[name] for each in groups for name in ("former_clause", "following_clause")}
    return {
        "clause": sorted(clauses - {""}),
        "county": sorted({each["county"] for each in groups} - {""}),
        "size": [str(size) for size in sorted({each["size"] for each in groups})],
    }


def people_compared(
    comparison: Comparison, wanted: Wanted, *, after: str = "", limit: int = ROWS
) -> Page[ComparedPerson]:
    """Return a page of people with their families, in the order of the population."""
    people = ComparedPerson.objects.filter(comparison=comparison)
    if after:
        family, _, position = after.partition(AFTER)
        people = people.filter(
            Q(family__gt=int(family)) | Q(family=int(family), position__gt=int(position))
        )
    if wanted.change == DIFFERING:
        people = people.filter(change__in=[Change.GAINED, Change.LOST, Change.CHANGED])
    elif wanted.change:
        people = people.filter(change=wanted.change)
    if wanted.clause:
        people = people.filter(Q(former_clause=wanted.clause) | Q(following_clause=wanted.clause))
    if wanted.county:
        people = people.filter(family__division__startswith=wanted.county)
    if wanted.size is not None:
        people = people.filter(family__size=wanted.size)
    ordered = people.select_related("family").order_by("family_id", "position")
    found = list(ordered[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        found[:limit], f"{last.family_id}{AFTER}{last.position}" if last is not None else None
    )


def county_population() -> Population | None:
    """Return the made-up county, if there is one."""
    return Population.objects.filter(kind=PopulationKind.COUNTY, office=None).first()


def compared_rows(comparison: Comparison) -> Iterator[list[str]]:
    """Yield a row of COLUMNS per person, in the order of the population; no spreadsheet computes.

    Families and parties go by the pseudonyms of the population.
    """
    people = ComparedPerson.objects.filter(comparison=comparison).select_related("family")
    for each in people.order_by("family_id", "position").iterator(chunk_size=5_000):
        member = each.family.people[each.position]
        yield [
            safe(str(cell))
            for cell in (
                each.family.label,
                member["party"],
                member["facts"].get("relation.kind", ""),
                each.family.division,
                each.family.size,
                each.change,
                each.former_outcome,
                each.following_outcome,
                each.former_channel,
                each.following_channel,
                each.former_clause,
                each.following_clause,
            )
        ]
