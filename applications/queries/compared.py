"""What came of a comparison (比较结果): people in pages, and as rows of a table."""

from collections.abc import Iterator
from typing import Final

from applications.models import ComparedPerson, Comparison, Population, PopulationKind

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
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def county_population() -> Population | None:
    """Return the made-up county, if there is one."""
    return Population.objects.filter(kind=PopulationKind.COUNTY, office=None).first()


def compared_rows(comparison: Comparison) -> Iterator[list[str]]:
    """Yield a row of COLUMNS per person, in the order of the population; no spreadsheet computes.

    Families and parties go by the pseudonyms of the population.
    """
    people = ComparedPerson.objects.filter(comparison=comparison).select_related("family")
    for each in people.order_by("family", "position").iterator(chunk_size=5_000):
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


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
