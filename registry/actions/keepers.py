"""Who keeps a collective household: named and ended, on a duty list (指定集体户管理人)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import KeeperFromNowhere, KeeperNotOnDuty, constraints_explained
from registry.models import Account, EntryKind, Household, Keeper, Office, Posting

from .collectives import refuse_a_family
from .days import EventDay
from .recording import Pen


@transaction.atomic
@constraints_explained()
def name_keeper(
    household: Household,
    *,
    account: Account | None = None,
    name: str = "",
    phone: str = "",
    on: date,
    until: date | None = None,
    by: Account | None,
    basis: Mapping[str, Any],
) -> Keeper:
    """Put somebody on the duty list of a collective household from this day (指定管理人).

    One of the police staff by `account`, who must hold a post with the household's office or
    one above it; or somebody of the unit by `name`. `until` is the first day off duty.

    Raises:
        NotACollectiveHousehold, KeeperFromNowhere, KeeperAlreadyNamed, HouseholdClosed,
        EventInFuture, InvalidInput
    """
    [household] = Household.objects.lock(household.pk)
    refuse_a_family(household)
    day = EventDay(on)
    day.is_near()
    day.is_in_life_of(household)
    if account is not None:
        _refuse_from_nowhere(account, household.office, on=on)
    called = account.name if account else "".join(name.split())
    if not called:
        raise InvalidInput("请指定管理人：本机关人员填写账号，单位人员填写姓名。", field="name")
    if until is not None and until <= on:
        raise InvalidInput("任期的结束日期须晚于开始日期。", field="until")
    keeper = Keeper.objects.create(
        household=household,
        account=account,
        name=called,
        phone=phone.strip(),
        period=Range(on, until),
    )
    pen = Pen(by=by, on=on, basis=basis)
    pen.note(
        EntryKind.KEEPER_NAMED,
        office_id=household.office_id,
        household_id=household.pk,
        details={
            "keeper": keeper.pk,
            "account": account.username if account else "",
            "name": called,
            "until": until.isoformat() if until else "",
        },
    )
    pen.write()
    return keeper


@transaction.atomic
@constraints_explained()
def end_keeper(keeper: Keeper, *, on: date, by: Account | None, basis: Mapping[str, Any]) -> Keeper:
    """End a keeper's duty; `on` is the first day off duty (结束管理人任期).

    Raises:
        KeeperNotOnDuty: the duty begins on that day or later, or has ended before it.
        EventInFuture
    """
    [household] = Household.objects.lock(keeper.household_id)
    EventDay(on).is_near()
    keeper = Keeper.objects.get(pk=keeper.pk)
    runs_out = keeper.period.upper is not None and keeper.period.upper <= on
    if on <= keeper.period.lower or runs_out:
        raise KeeperNotOnDuty(keeper=keeper.pk, on=on.isoformat(), field="on")
    keeper.period = Range(keeper.period.lower, on)
    keeper.save(update_fields=["period"])
    pen = Pen(by=by, on=on, basis=basis)
    pen.note(
        EntryKind.HOUSEHOLD_CHANGED,
        office_id=household.office_id,
        household_id=household.pk,
        reason="keeper_ended",
        details={"keeper": keeper.pk, "name": keeper.name},
    )
    pen.write()
    return keeper


def _refuse_from_nowhere(account: Account, office: Office, *, on: date) -> None:
    posting = Posting.objects.on(on).filter(account=account).first()
    offices = set()
    here: Office | None = office
    while here is not None:
        offices.add(here.pk)
        here = here.parent
    if posting is None or posting.office_id not in offices or not account.is_active:
        raise KeeperFromNowhere(account=account.username, on=on.isoformat(), field="account")
