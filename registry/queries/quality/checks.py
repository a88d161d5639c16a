"""Every kind of check by its name, and how much one would find (试运行)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry.errors import UnknownCheck
from registry.models import QualityCheck
from registry.queries.scope import Scope
from registry.queries.sql import fetch

from . import duplicates, lives, numbers, places, reported, visited
from .check import Check

CHECKS_BY_KIND: Final[Mapping[str, Check]] = {
    QualityCheck.DUPLICATE_PERSON: duplicates.DUPLICATE_PERSON,
    QualityCheck.NUMBER_NAMED_OTHERWISE: numbers.NUMBER_NAMED_OTHERWISE,
    QualityCheck.NUMBERS_UNEXPLAINED: numbers.NUMBERS_UNEXPLAINED,
    QualityCheck.NUMBER_CONTRADICTS: numbers.NUMBER_CONTRADICTS,
    QualityCheck.DEAD_NOT_CANCELLED: reported.DEAD_NOT_CANCELLED,
    QualityCheck.PRESENT_NOT_COLLECTED: reported.PRESENT_NOT_COLLECTED,
    QualityCheck.TOO_OLD: lives.TOO_OLD,
    QualityCheck.REGISTERED_BEFORE_BIRTH: lives.REGISTERED_BEFORE_BIRTH,
    QualityCheck.PARENT_GAP: lives.PARENT_GAP,
    QualityCheck.TWO_SPOUSES: lives.TWO_SPOUSES,
    QualityCheck.SPOUSE_UNDER_AGE: lives.SPOUSE_UNDER_AGE,
    QualityCheck.MARRIED_UNDER_AGE: lives.MARRIED_UNDER_AGE,
    QualityCheck.HEAD_UNDER_AGE: lives.HEAD_UNDER_AGE,
    QualityCheck.ADDRESS_OUTSIDE_AREA: places.ADDRESS_OUTSIDE_AREA,
    QualityCheck.HOUSEHOLD_WITHOUT_ADDRESS: places.HOUSEHOLD_WITHOUT_ADDRESS,
    QualityCheck.VISIT_DIFFERS: visited.VISIT_DIFFERS,
}
"""The closed list: a steward chooses among these and sets their parameters."""

COUNT: Final = """
SELECT count(*) AS everywhere,
       count(*) FILTER (WHERE %(offices)s::bigint[] IS NULL
                           OR found.office_id = ANY(%(offices)s::bigint[])) AS here
FROM ({statement}) found
"""


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How much a check would find: in the whole register, and for the offices of a scope."""

    everywhere: int
    here: int


def check_of(kind: str) -> Check:
    """Return the check of this kind. Raises UnknownCheck."""
    check = CHECKS_BY_KIND.get(kind)
    if check is None:
        raise UnknownCheck
    return check


def count_of(kind: str, parameters: Mapping[str, Any], *, on: date, scope: Scope) -> FindingCount:
    """Return how much a check would find with these parameters, storing nothing.

    Raises:
        UnknownCheck, BadParameter
    """
    check = check_of(kind)
    bound = check.read(dict(parameters))
    statement = COUNT.format(statement=check.statement)
    [row] = fetch(statement, {**bound, "on": on, "offices": scope.offices})
    return FindingCount(**row)
