"""What every act on a residence permit does first and last: lock it, note it, end it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.law.permit_tenure import DAY, PermitStanding
from registry.errors import NoSuchPermit, PermitHasEnded
from registry.models import Account, EntryKind, PermitEnd, Person, ResidencePermit
from registry.queries import scope_of
from registry.queries.holders import standing_of

from .impartial import refuse_own_case
from .recording import Pen


def held_permit(permit_id: int, *, on: date, by: Account) -> tuple[ResidencePermit, PermitStanding]:
    """Lock a permit of this officer's area that has not ended, and return how it stands.

    Raises NoSuchPermit, PermitHasEnded, OwnCase.
    """
    scope = scope_of(by, on=clock.today())
    permit = scope.rows(ResidencePermit.objects.filter(pk=permit_id)).first()
    if permit is None:
        raise NoSuchPermit
    refuse_own_case(by, people=[permit.person_id], on=on)
    Person.objects.lock(permit.person_id)
    permit = ResidencePermit.objects.lock(permit_id)
    if permit.period.upper is not None:
        raise PermitHasEnded(permit=permit_id)
    return permit, standing_of(permit, on=on)


def note_permit(
    permit: ResidencePermit,
    kind: EntryKind,
    reason: str,
    *,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
    application: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write the entry of what was done to a permit, into the chain of its office."""
    pen = Pen(by=by, on=on, basis=basis, application=application)
    pen.note(
        kind,
        office_id=permit.office_id,
        person_id=permit.person_id,
        reason=reason,
        details={"permit": permit.pk, "division": permit.division_code, **(details or {})},
    )
    pen.write()


def last_act(permit: ResidencePermit) -> date:
    """Return the last day on which something was done to a permit."""
    began: date = permit.period.lower
    rows = (permit.endorsements.order_by("-on"), permit.moves.order_by("-on"))
    lasts = [each.values_list("on", flat=True).first() for each in rows]
    return max([began, *(each for each in lasts if each is not None)])


def end_for(
    permits: Sequence[ResidencePermit],
    reason: PermitEnd,
    *,
    pen: Pen,
    office_id: int,
    on: date,
) -> None:
    """End locked permits on a day, each noted in the chain of the office that caused it."""
    for permit in permits:
        began: date = permit.period.lower
        permit.period = Range(began, max(on, began + DAY))
        permit.end_reason = reason
        permit.save(update_fields=["period", "end_reason"])
        pen.note(
            EntryKind.PERMIT_ENDED,
            office_id=office_id,
            person_id=permit.person_id,
            reason=reason,
            details={"permit": permit.pk, "division": permit.division_code},
        )
