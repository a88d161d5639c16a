"""What must be true of the whole register and no single constraint can say (不变量)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from .chains import broken_links
from .public_collectives import WITHOUT_DETAILS, districts_that_alarm
from .replay import unreproduced
from .seals import broken_seals
from .sql import fetch

WITHOUT_A_HEAD: Final = """
SELECT household.number AS subject FROM registry_household household
JOIN registry_residence residence ON residence.household_id = household.id
WHERE household.kind = 'family'
GROUP BY household.id
HAVING NOT coalesce(range_agg(residence.period) FILTER (WHERE residence.relation = '02'), '{}')
       @> range_agg(residence.period)
ORDER BY 1
"""

NO_HOUSEHOLD_THEN: Final = """
SELECT household.number AS subject FROM registry_household household
JOIN registry_residence residence ON residence.household_id = household.id
WHERE NOT household.period @> residence.period
GROUP BY household.id ORDER BY 1
"""

NO_ADDRESS: Final = """
SELECT household.number AS subject FROM registry_household household
LEFT JOIN registry_householdaddress lived ON lived.household_id = household.id
GROUP BY household.id
HAVING NOT coalesce(range_agg(lived.period), '{}') @> household.period::datemultirange
ORDER BY 1
"""

NO_ENTRY_EXPLAINS: Final = """
SELECT residence.id AS subject FROM registry_residence residence
JOIN registry_entry opened ON opened.id = residence.opened_by_id
LEFT JOIN registry_entry closed ON closed.id = residence.closed_by_id
WHERE residence.household_id IS DISTINCT FROM opened.household_id
   OR residence.person_id <> coalesce(opened.person_id, residence.person_id)
   OR residence.person_id <> coalesce(closed.person_id, residence.person_id)
   OR (closed.id IS NULL) <> (upper_inf(residence.period))
ORDER BY 1
"""

ANOTHER_BIRTH_DATE: Final = """
SELECT DISTINCT held.person_id AS subject FROM registry_heldnumber held
JOIN registry_particulars known ON known.person_id = held.person_id AND upper_inf(known.period)
WHERE upper_inf(held.period) AND substr(held.number, 7, 8) <> to_char(known.birth_date, 'YYYYMMDD')
ORDER BY 1
"""

ANOTHER_SEX: Final = """
SELECT DISTINCT held.person_id AS subject FROM registry_heldnumber held
JOIN registry_particulars known ON known.person_id = held.person_id AND upper_inf(known.period)
WHERE upper_inf(held.period) AND known.sex IN ('1', '2')
  AND substr(held.number, 17, 1)::int %% 2 <> known.sex::int %% 2
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant: what is checked, and who breaks it; a warning is for a steward to judge."""

    name: str
    breaches: Callable[[], Iterable[str]]
    warns_only: bool = False


def _subjects(statement: str, what: str) -> Callable[[], Iterable[str]]:
    return lambda: (f"{what} {row['subject']}" for row in fetch(statement, {}))


CHECKS: Final = (
    Check("entry chains hold", broken_links),
    Check("seals of journals hold", broken_seals),
    Check("family households have a head", _subjects(WITHOUT_A_HEAD, "household")),
    Check("members have a household", _subjects(NO_HOUSEHOLD_THEN, "household")),
    Check("households have an address", _subjects(NO_ADDRESS, "household")),
    Check("entries explain residences", _subjects(NO_ENTRY_EXPLAINS, "residence")),
    Check("entries reproduce residences", unreproduced),
    Check("districts keep a public collective household", districts_that_alarm, warns_only=True),
    Check(
        "collective households have a sort",
        _subjects(WITHOUT_DETAILS, "household"),
        warns_only=True,
    ),
    Check("numbers tell the birth date", _subjects(ANOTHER_BIRTH_DATE, "person"), warns_only=True),
    Check("numbers tell the sex", _subjects(ANOTHER_SEX, "person"), warns_only=True),
)
"""Nothing here names a person or shows a number: subjects are keys of the register."""
