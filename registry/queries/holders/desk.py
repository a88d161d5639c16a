"""The permits of an office's area (居住证台账): the ones to be endorsed first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hukou.law.permit_tenure import PermitStanding, PermitStatus
from registry.models import Particulars, ResidencePermit
from registry.queries.scope import Scope

from .standing import standing_of

ORDER: Final = (
    PermitStatus.SUSPENDED,
    PermitStatus.VALID,
    PermitStatus.NOT_YET,
    PermitStatus.ENDED,
)
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One permit as the desk lists it."""

    permit: ResidencePermit
    standing: PermitStanding
    name: str = field(repr=False)


def desk_rows(scope: Scope, *, on: date, with_ended: bool = False) -> list[DeskRow]:
    """Return the permits of the scope's offices: what is due first, then suspended, then valid.

    At most 200; three statements.
    """
    rows = scope.rows(ResidencePermit.objects.filter(period__startswith__lte=on))
    if not with_ended:
        rows = rows.filter(period__contains=on)
    held = rows.select_related("person").prefetch_related("endorsements")
    permits = list(held.order_by("pk"))
    names = _names([each.person_id for each in permits], on)
    found = [
        DeskRow(each, standing_of(each, on=on), names.get(each.person_id, "")) for each in permits
    ]
    return sorted(found, key=_pressing)[:MOST]


def _pressing(row: DeskRow) -> tuple[bool, int, date, int]:
    standing = row.standing
    return (
        not standing.is_due,
        ORDER.index(standing.status),
        standing.endorse_by,
        row.permit.pk,
    )


def _names(people: Sequence[int], on: date) -> dict[int, str]:
    rows = Particulars.objects.filter(person__in=people, period__contains=on)
    return dict(rows.values_list("person_id", "name"))


def name_of(person_id: int, *, on: date) -> str:
    """Return what somebody is called on a day; one statement."""
    return _names([person_id], on).get(person_id, "")


def permit_of(permit_id: int, *, scope: Scope) -> ResidencePermit | None:
    """Return a permit of the scope's offices with its endorsements; two statements."""
    rows = scope.rows(ResidencePermit.objects.filter(pk=permit_id))
    return rows.select_related("person").prefetch_related("endorsements__account").first()
