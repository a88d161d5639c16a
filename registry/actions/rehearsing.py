"""Trying a change without making it (预演): what comes out is exactly what saving would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import transaction

from hukou.kernel.kinship import STRANGER
from registry.errors import RelationUnknown
from registry.models import Account, Household, Person

from .households import change_head


@dataclass(frozen=True, slots=True)
class HeadRehearsal:
    """Every member's relation to the new head, by person; `unknown` are those to be asked for."""

    relations: Mapping[int, str]
    unknown: frozenset[int]


@transaction.atomic
def rehearse_change_head(
    household: Household,
    *,
    to: Person,
    on: date,
    by: Account | None,
    relations: Mapping[int, str] | None = None,
) -> HeadRehearsal:
    """Change the head and take it back, telling what everybody would become.

    Raises the errors of `change_head`, except RelationUnknown: those people are in `unknown`.
    """
    given, unknown = dict(relations or {}), frozenset[int]()
    basis = {"document": "", "clause": ""}
    try:
        rows = change_head(household, to=to, on=on, by=by, basis=basis, relations=given)
    except RelationUnknown as error:
        unknown = frozenset(cast("list[int]", error.facts["people"]))
        # Stands in for what the officer has yet to say.
        given |= dict.fromkeys(unknown, STRANGER)
        rows = change_head(household, to=to, on=on, by=by, basis=basis, relations=given)
    transaction.set_rollback(True)
    told = {row.person_id: row.relation for row in rows if row.person_id not in unknown}
    return HeadRehearsal(told, unknown)
