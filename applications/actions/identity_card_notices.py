"""Reports of cards lost or found (挂失、招领), taken at any counter."""

from datetime import date

from django.db import transaction

from applications.errors import MayNotHandleCard
from applications.queries.authority import covers, require_counter
from hukou.kernel import clock
from registry.actions.identity_cards import close_card_report, report_card
from registry.errors import NoSuchCard
from registry.models import Account, CardNotice, Office, Person


@transaction.atomic(durable=True)
def report(
    person: Person, *, kind: str, happened_on: date, place: str, told_by: str, by: Account
) -> CardNotice:
    """Write down at one's counter that a card is lost or was found. Raises MayNotHandle."""
    post = require_counter(by, on=clock.today())
    return report_card(
        person,
        kind=kind,
        happened_on=happened_on,
        place=place,
        told_by=told_by,
        office=Office.objects.get(pk=post.office_id),
        by=by,
    )


@transaction.atomic(durable=True)
def close_report(notice_id: int, *, how: str, by: Account) -> CardNotice:
    """Close a report where it was taken, or above. Raises MayNotHandle, MayNotHandleCard."""
    post = require_counter(by, on=clock.today())
    notice = CardNotice.objects.filter(pk=notice_id).first()
    if notice is None:
        raise NoSuchCard(notice=notice_id)
    if not covers(post, notice.office_id):
        raise MayNotHandleCard(notice=notice_id)
    return close_card_report(notice_id, how=how, by=by)
