"""Identity cards reported lost (挂失申报), or found and handed in (丢失招领), at any counter."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import clock, names
from hukou.kernel.errors import InvalidInput
from registry.actions.days import EventDay
from registry.actions.impartial import refuse_own_case
from registry.errors import CardReportClosed, NoSuchCard, constraints_explained
from registry.models import (
    Account,
    CardNotice,
    CardNoticeKind,
    Office,
    Person,
)

LONGEST: Final = 200


@transaction.atomic
@constraints_explained()
def report_card(
    person: Person,
    *,
    kind: str,
    happened_on: date,
    told_by: str,
    office: Office,
    by: Account | None,
    place: str = "",
    application: UUID | None = None,
) -> CardNotice:
    """Write down that somebody's card is lost, or was found and handed in here (挂失、招领).

    A card that is found closes the report that it was lost only when its holder has it again.

    Raises:
        InvalidInput: no such kind, nobody who says so, a text too long.
        EventInFuture, PersonHasDied, OwnCase
        CardReportedAlready: it is reported so already.
    """
    if kind not in CardNoticeKind.values:
        raise InvalidInput("请选择挂失或者招领", field="kind")
    refuse_own_case(by, people=[person.pk], on=clock.today())
    day = EventDay(happened_on)
    day.has_come()
    Person.objects.lock(person.pk)
    return CardNotice.objects.create(
        kind=CardNoticeKind(kind),
        person=person,
        office=office,
        happened_on=happened_on,
        place=_short(place, "place"),
        told_by=names.normalise(told_by, field="told_by"),
        by=by,
        application=application,
    )


@transaction.atomic
@constraints_explained()
def close_card_report(notice_id: int, *, how: str, by: Account) -> CardNotice:
    """Close a report (了结): the card is with its holder again, or was drawn in.

    A found card is not given back to whom a new one was handed over since: it is drawn in then,
    for nobody holds two. Closing what was found closes the report of loss with it.

    Raises NoSuchCard, CardReportClosed, OwnCase, InvalidInput: not said how.
    """
    notice = CardNotice.objects.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None:
        raise NoSuchCard(notice=notice_id)
    refuse_own_case(by, people=[notice.person_id], on=clock.today())
    if notice.closed_on is not None:
        raise CardReportClosed
    said = _short(how, "how")
    if not said:
        raise InvalidInput("请写明如何了结", field="how")
    notice.closed_on, notice.closed_by, notice.closing = clock.today(), by, said
    notice.save(update_fields=["closed_on", "closed_by", "closing"])
    if notice.kind == CardNoticeKind.FOUND:
        lost = CardNotice.objects.filter(person=notice.person_id, kind=CardNoticeKind.LOST)
        lost.filter(closed_on=None).update(closed_on=clock.today(), closed_by=by, closing=said)
    return notice


def _short(text: str, field: str) -> str:
    said = text.strip()
    if len(said) > LONGEST:
        raise InvalidInput(f"不超过 {LONGEST} 字", field=field)
    return said
