"""What the register itself knows of the law's facts (登记簿已知事实), so that nobody is asked."""

from datetime import date
from typing import Any, Final

from hukou.kernel.periods import full_years

from .people import person_on
from .scope import PARTICULARS, Scope

SEX: Final = {"1": "male", "2": "female"}
MARRIED: Final = {
    "10": False,
    "20": True,
    "21": True,
    "22": True,
    "23": True,
    "30": False,
    "40": False,
}
"""GB/T 2261.2; what is not told stays unknown."""
COUNTY: Final = 6

EVERYTHING: Final = Scope("register", office_ids=None, fields=frozenset({PARTICULARS}))


def register_facts(person_id: int, *, on: date) -> dict[str, Any]:
    """Return the facts of the vocabulary that the register knows of a person; one statement.

    Dates are ISO 8601 texts and the place is the county's six digits, as the vocabulary reads
    them. What the register does not know is left out, never false.
    """
    person = person_on(person_id, on=on, scope=EVERYTHING)
    if person is None:
        return {}
    facts = {
        "person.birth_date": person.birth_date.isoformat(),
        "person.age": full_years(person.birth_date, on),
        "person.sex": SEX.get(person.sex),
        "person.hukou_place": person.division_code[:COUNTY] or None,
        "person.married": MARRIED.get(person.marital_status),
    }
    return {name: value for name, value in facts.items() if value is not None}
