"""What the register itself knows of the law's facts (登记簿已知事实), so that nobody is asked."""

from datetime import date
from typing import Any

from hukou.kernel import division_code
from hukou.kernel.codes import MARRIED_OF_CODE, SEX_OF_CODE
from hukou.kernel.periods import full_years

from .people import person_on
from .scope import REGISTER


def register_facts(person_id: int, *, on: date) -> dict[str, Any]:
    """Return the facts of the vocabulary that the register knows of a person; one statement.

    Dates are ISO 8601 texts and the place is the county's six digits, as the vocabulary reads
    them. What the register does not know is left out, never false.
    """
    person = person_on(person_id, on=on, scope=REGISTER)
    if person is None:
        return {}
    return {
        **facts_told_by(
            birth_date=person.birth_date,
            sex=person.sex,
            marital_status=person.marital_status,
            division=person.division_code,
        ),
        "person.age": full_years(person.birth_date, on),
    }


def facts_told_by(
    *,
    birth_date: date | None,
    sex: str | None,
    marital_status: str | None,
    division: str | None,
) -> dict[str, Any]:
    """Return the facts of the vocabulary that columns of the register tell, by its codes."""
    facts = {
        "person.birth_date": birth_date.isoformat() if birth_date else None,
        "person.sex": SEX_OF_CODE.get(sex or ""),
        "person.hukou_place": division_code.county(division) if division else None,
        "person.married": MARRIED_OF_CODE.get(marital_status or ""),
    }
    return {name: value for name, value in facts.items() if value is not None}
