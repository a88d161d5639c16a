"""Who the parents of somebody are (父母), by the entries of births, adoptions and the like.

The view `registry_parentage` reads them from the entries that stand: nothing that was reversed.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from .sql import fetch

OF_CHILDREN: Final = """
SELECT DISTINCT child_id, parent_id, role FROM registry_parentage
WHERE child_id = ANY(%(people)s::bigint[])
"""
ORDER: Final = ("mother", "father", "adopter")
OF_PARENT: Final = """
SELECT DISTINCT child_id FROM registry_parentage WHERE parent_id = %(parent)s::bigint
"""


def parentage(people: Collection[int]) -> dict[int, list[int]]:
    """Return parents by child, the mother first; one statement.

    After an adoption the adopters are the parents (民法典第一千一百一十一条).
    """
    rows = fetch(OF_CHILDREN, {"people": sorted(people)})
    told: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: (ORDER.index(row["role"]), row["parent_id"])):
        told[row["child_id"]][row["role"]].append(row["parent_id"])
    return {child: by["adopter"] or by["mother"] + by["father"] for child, by in told.items()}


def children_of(person_id: int) -> set[int]:
    """Return who is somebody's child by birth or adoption."""
    return {row["child_id"] for row in fetch(OF_PARENT, {"parent": person_id})}
