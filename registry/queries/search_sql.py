"""Searching as SQL (检索语句): by index where few answer, and from the first person where many do.

Answers come in the order of their ids. Where a term has few answers, its index gives all of them
and they are sorted. Where it has more than `ENOUGH`, many a person answers: then people are walked
through from the cursor on until a page is full, and the rest is never read. So neither costs much
more in a larger register.
"""

from collections.abc import Collection
from typing import Final

from .scope import EVER_HERE

ENOUGH: Final = 2000
ENOUGH_NAMESAKES: Final = 8000
"""The same for prefixes, where the index itself says whose they are and no row need be read."""

KEPT: Final = """(%(offices)s::bigint[] IS NULL
    OR household.office_id = ANY(%(offices)s::bigint[]))"""
"""Whether a household is the scope's: a hit by what is not shown would tell it."""

# In the order of how few they find: the first that is asked for is looked up by its index.
CANDIDATES: Final = {
    "number": "SELECT person_id FROM registry_heldnumber WHERE number = %(number)s",
    "household_number": """
        SELECT residence.person_id FROM registry_household household
        JOIN registry_residence residence ON residence.household_id = household.id
        WHERE household.number = %(household_number)s AND {kept}""",
    # Whatever begins with two characters also holds them; one character has no pair.
    "name": """
        SELECT person_id FROM registry_particulars
        WHERE name_bigrams @> %(name_bigrams)s::varchar[] AND name_norm LIKE %(name_part)s""",
    "surname": "SELECT person_id FROM registry_particulars WHERE name_norm LIKE %(name_prefix)s",
    "pinyin": """
        SELECT person_id FROM registry_particulars WHERE name_pinyin LIKE %(pinyin_prefix)s
        UNION ALL
        SELECT person_id FROM registry_particulars WHERE name_initials LIKE %(pinyin_prefix)s
        UNION ALL
        SELECT person_id FROM registry_particulars WHERE name_pinyin_also LIKE %(pinyin_prefix)s
        UNION ALL
        SELECT person_id FROM registry_particulars
        WHERE name_initials_also LIKE %(pinyin_prefix)s""",
    "address": """
        SELECT residence.person_id FROM (
            SELECT id FROM registry_address WHERE full_text LIKE %(address_part)s OFFSET 0
        ) address
        JOIN registry_householdaddress lived
          ON lived.address_id = address.id AND lived.period @> %(on)s::date
        JOIN registry_residence residence
          ON residence.household_id = lived.household_id AND residence.period @> %(on)s::date
        JOIN registry_household household ON household.id = residence.household_id AND {kept}""",
}

PREFIXES: Final = frozenset({"surname", "pinyin"})
PARTICULARS: Final = "SELECT FROM registry_particulars own WHERE own.person_id = {person} AND "
# OFFSET 0 has each person asked by themselves, instead of joining everybody first.
CONDITIONS: Final = {
    "number": """EXISTS (SELECT FROM registry_heldnumber own
        WHERE own.person_id = {person} AND own.number = %(number)s OFFSET 0)""",
    "household_number": """EXISTS (SELECT FROM registry_residence own
        JOIN registry_household household ON household.id = own.household_id
        WHERE own.person_id = {person} AND household.number = %(household_number)s
          AND {kept} OFFSET 0)""",
    "name": f"EXISTS ({PARTICULARS} own.name_norm LIKE %(name_part)s OFFSET 0)",
    "surname": f"EXISTS ({PARTICULARS} own.name_norm LIKE %(name_prefix)s OFFSET 0)",
    "pinyin": f"""EXISTS ({PARTICULARS} (
        own.name_pinyin LIKE %(pinyin_prefix)s OR own.name_initials LIKE %(pinyin_prefix)s
        OR own.name_pinyin_also LIKE %(pinyin_prefix)s
        OR own.name_initials_also LIKE %(pinyin_prefix)s) OFFSET 0)""",
    "address": """EXISTS (SELECT FROM registry_residence own
        JOIN registry_householdaddress lived
          ON lived.household_id = own.household_id AND lived.period @> %(on)s::date
        JOIN registry_address address ON address.id = lived.address_id
        JOIN registry_household household ON household.id = own.household_id AND {kept}
        WHERE own.person_id = {person} AND own.period @> %(on)s::date
          AND address.full_text LIKE %(address_part)s OFFSET 0)""",
}

HITS: Final = """
WITH found AS MATERIALIZED (
    SELECT each.person_id FROM ({candidates}) each
    WHERE each.person_id > %(after)s::bigint {further}
    LIMIT {enough} + 1
),
few AS MATERIALIZED (SELECT count(*) <= {enough} AS are FROM found),
page AS MATERIALIZED (
    (SELECT ordered.person_id FROM (
        SELECT DISTINCT found.person_id FROM found WHERE (SELECT are FROM few)
        ORDER BY found.person_id OFFSET 0) ordered
     WHERE (%(offices)s::bigint[] IS NULL OR {shown_found})
     LIMIT %(limit)s::bigint)
    UNION ALL
    (SELECT walked.id FROM registry_person walked
     WHERE NOT (SELECT are FROM few) AND walked.id > %(after)s::bigint
       AND {conditions}
       AND (%(offices)s::bigint[] IS NULL OR {shown_walked})
     ORDER BY walked.id LIMIT %(limit)s::bigint)
)
SELECT page.person_id, held.number AS identity_number, known.name, known.sex, known.birth_date,
       household.id AS household_id, household.number AS household_number, residence.relation,
       address.full_text AS address, household.office_id, office.name AS office_name,
       CASE WHEN person.died_on <= %(on)s::date THEN person.died_on END AS died_on
FROM page
JOIN registry_person person ON person.id = page.person_id
LEFT JOIN registry_particulars known
       ON known.person_id = page.person_id AND known.period @> %(on)s::date
LEFT JOIN registry_heldnumber held
       ON held.person_id = page.person_id AND held.period @> %(on)s::date
LEFT JOIN registry_residence residence
       ON residence.person_id = page.person_id AND residence.period @> %(on)s::date
LEFT JOIN registry_household household ON household.id = residence.household_id
LEFT JOIN registry_office office ON office.id = household.office_id
LEFT JOIN registry_householdaddress lived
       ON lived.household_id = household.id AND lived.period @> %(on)s::date
LEFT JOIN registry_address address ON address.id = lived.address_id
ORDER BY page.person_id
"""


def statement(wanted: Collection[str]) -> str:
    """Return the statement that looks for everybody who answers all of these terms."""
    first, *others = [name for name in CANDIDATES if name in wanted]
    conditions = [CONDITIONS[name] for name in CANDIDATES if name in wanted]
    further = [CONDITIONS[name].format(person="each.person_id", kept=KEPT) for name in others]
    return HITS.format(
        candidates=CANDIDATES[first].format(kept=KEPT),
        further="".join(f" AND {each}" for each in further),
        conditions=" AND ".join(each.format(person="walked.id", kept=KEPT) for each in conditions),
        shown_found=EVER_HERE.format(person="ordered.person_id"),
        shown_walked=EVER_HERE.format(person="walked.id"),
        enough=ENOUGH_NAMESAKES if first in PREFIXES else ENOUGH,
    )
