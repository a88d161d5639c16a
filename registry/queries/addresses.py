"""Where addresses lie: the division on a day, what is written then, and what kind of place it is.

An address keeps the division it was given in, and a division that ends names what takes its
place. So the register follows renames, mergers and renumberings by the day that is asked about,
and no household's row is written again for them.
"""

from typing import Final

from registry.models import ELEMENTS, Division

LINEAGE: Final = """
    SELECT own.id, own.code, own.name, own.period, own.parent_id, own.successor_id, 0 AS steps
    FROM registry_division own WHERE own.id = address.division_id
    UNION ALL
    SELECT heir.id, heir.code, heir.name, heir.period, heir.parent_id, heir.successor_id, steps + 1
    FROM lineage JOIN registry_division heir ON heir.id = lineage.successor_id
    WHERE upper(lineage.period) <= %(on)s::date"""

DIVISION_ON: Final = """(
    WITH RECURSIVE lineage AS (<lineage>)
    SELECT code, name FROM lineage ORDER BY steps DESC LIMIT 1
)""".replace("<lineage>", LINEAGE)
"""The division an address lies in on a day: its own, or what has taken its place since."""

OWN_TEXT: Final = " || ".join(f"address.{element}" for element in ELEMENTS)

TEXT_ON: Final = """(
    CASE WHEN EXISTS (
        SELECT FROM registry_division own
        WHERE own.id = address.division_id AND NOT upper_inf(own.period))
    THEN (
        WITH RECURSIVE lineage AS (<lineage>),
        line AS (
            SELECT name, parent_id, 0 AS depth
            FROM (SELECT * FROM lineage ORDER BY steps DESC LIMIT 1) heir
            UNION ALL
            SELECT above.name, above.parent_id, depth + 1
            FROM line JOIN registry_division above ON above.id = line.parent_id
        )
        SELECT string_agg(line.name, '' ORDER BY line.depth DESC) FROM line
    ) || <own_text>
    ELSE address.full_text END
)""".replace("<lineage>", LINEAGE).replace("<own_text>", OWN_TEXT)
"""An address as it is written on a day: with the names that its divisions had then."""

PLACE_ON: Final = """(
    WITH RECURSIVE moved AS (
        SELECT own.*, 0 AS steps FROM registry_address own WHERE own.id = {address}
        UNION ALL
        SELECT heir.*, steps + 1
        FROM moved JOIN registry_address heir ON heir.id = moved.successor_id
        WHERE isempty(moved.period) OR upper(moved.period) <= %(on)s::date
    )
    SELECT address.id, <text> AS full_text, division.code AS division_code
    FROM (SELECT * FROM moved ORDER BY steps DESC LIMIT 1) address
    LEFT JOIN LATERAL <division> division ON true
)""".replace("<text>", TEXT_ON).replace("<division>", DIVISION_ON)
"""The place that an address (`{address}`) is on a day, under its plate of that day."""

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
