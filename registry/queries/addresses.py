"""Where addresses lie: the division on a day, and what kind of place it is."""

from typing import Final

from registry.models import Division

DIVISION_ON: Final = """(
    WITH RECURSIVE lineage AS (
        SELECT own.id, own.code, own.name, own.period, own.successor_id, 0 AS steps
        FROM registry_division own WHERE own.id = address.division_id
        UNION ALL
        SELECT heir.id, heir.code, heir.name, heir.period, heir.successor_id, steps + 1
        FROM lineage JOIN registry_division heir ON heir.id = lineage.successor_id
        WHERE upper(lineage.period) <= %(on)s::date
    )
    SELECT code, name FROM lineage ORDER BY steps DESC LIMIT 1
)"""
"""The division an address lies in on a day: its own, or what has taken its place since."""

STREET: Final = "street"
TOWN: Final = "other_jianzhi_town"
VILLAGE: Final = "village"


def location_kind(division: Division) -> str:
    """Return the vocabulary's `dwelling.location_kind` of a village or neighbourhood.

    Under a subdistrict (街道) it is `street`; a residents' committee of a town (镇) is
    `other_jianzhi_town`; everything else is `village`. Whether a town is the county seat or
    a street lies in the urban core is not known to the register, and is left to the officer.
    One query, where the parent is not at hand.
    """
    township = division.parent.name if division.parent else ""
    if "街道" in township:
        return STREET
    if township.endswith("镇") and any(word in division.name for word in ("社区", "居")):
        return TOWN
    return VILLAGE
