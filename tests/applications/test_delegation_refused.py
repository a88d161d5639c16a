"""Orders that give nothing (A02): without a basis, in the past, beyond one's power, twice."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction

from applications.actions import (
    delegate,
    enter_old_rule,
    revoke_order,
    take_measure,
)
from applications.errors import (
    CitesStoppedRule,
    DelegationBasisMissing,
    DelegationOverlaps,
    DelegationStartsInThePast,
    ExceedsOwnPower,
    MayNotDelegate,
)
from applications.models import (
    Application,
    DelegatedItem,
    DelegateRole,
    DelegationOrder,
    Measure,
)
from hukou.kernel.errors import DomainError, InvalidInput
from registry.models import Account, PostingRole
from tests.applications.orders import TODAY, admin, order, other_officer, ready
from tests.factories import OfficeFactory
from tests.filing import Counter, posted
from tests.orders import SETTLING

__all__ = ["admin", "ready"]


Changes = Mapping[str, Any]


BAD: Final[Mapping[str, tuple[Changes, type[DomainError]]]] = {
    "no basis": ({"document": " "}, DelegationBasisMissing),
    "no clause": ({"clause": ""}, DelegationBasisMissing),
    "no number": ({"number": ""}, InvalidInput),
    "too long": ({"number": "长" * 101}, InvalidInput),
    "nothing": ({"items": []}, InvalidInput),
    "no such item": ({"items": ["TEA_PARTY"]}, InvalidInput),
    "an item of elsewhere": ({"items": ["jm-2018-5/JM-1"]}, InvalidInput),
    "past": ({"start": TODAY - timedelta(days=1)}, DelegationStartsInThePast),
    "backwards": ({"until": TODAY - timedelta(days=1)}, InvalidInput),
    "for ever by a day": ({"until": date.max}, InvalidInput),
    "the city's power": ({"items": [SETTLING, "CORRECT_BIRTH_DATE"]}, ExceedsOwnPower),
    "somebody without a post": ({"account_id": 999_999}, InvalidInput),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_order_is_refused_and_leaves_nothing(
    here: Counter, admin: Account, name: str
) -> None:
    changes, error = BAD[name]
    with pytest.raises(error):
        delegate(order(here, **changes), by=admin)
    assert not DelegationOrder.objects.exists()
    assert not DelegatedItem.objects.exists()


def test_an_office_elsewhere_is_not_ours_to_give(here: Counter, admin: Account) -> None:
    with pytest.raises(MayNotDelegate):
        delegate(order(here, office_id=OfficeFactory.create().pk), by=admin)


@pytest.mark.parametrize("role", ["auxiliary", "officer", "chief"])
def test_the_station_hands_nothing_down(here: Counter, role: str) -> None:
    with pytest.raises(MayNotDelegate):
        delegate(order(here), by=getattr(here, role))


def test_an_auxiliary_cannot_be_named(here: Counter, admin: Account) -> None:
    with pytest.raises(InvalidInput):
        delegate(order(here, account_id=here.auxiliary.pk), by=admin)


def test_what_was_handed_down_is_not_handed_on(
    here: Counter, admin: Account, ready: Application
) -> None:
    """A station has its chief's powers; the county's, given to its chief, are not its own."""
    del ready
    delegate(order(here, items=["ADOPTION"], to_role=DelegateRole.CHIEF), by=admin)
    stations = posted(here.office, PostingRole.SYSTEM_ADMINISTRATOR)
    with pytest.raises(ExceedsOwnPower):
        delegate(order(here, items=["ADOPTION"], number="所授1号"), by=stations)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"start": TODAY + timedelta(days=90), "until": None},
        {"items": ["ADOPTION", SETTLING]},
    ],
)
def test_an_order_that_overlaps_is_refused(here: Counter, admin: Account, changes: Changes) -> None:
    delegate(order(here), by=admin)
    with pytest.raises(DelegationOverlaps):
        delegate(order(here, number="2号", **changes), by=admin)
    assert DelegationOrder.objects.count() == 1


def test_an_order_overlaps_one_for_the_bureau_above_and_one_for_a_person(
    here: Counter, admin: Account
) -> None:
    delegate(order(here, account_id=here.officer.pk), by=admin)
    with pytest.raises(DelegationOverlaps):
        delegate(order(here, number="2号", office_id=here.bureau.pk), by=admin)
    other = order(here, number="3号", account_id=other_officer(here).pk)
    assert delegate(other, by=admin).number == "3号"


def test_orders_may_follow_each_other_and_come_again_after_a_revocation(
    here: Counter, admin: Account
) -> None:
    first = delegate(order(here), by=admin)
    delegate(order(here, number="2号", start=TODAY + timedelta(days=91), until=None), by=admin)
    revoke_order(first.pk, reason="期间有误", by=admin)
    assert delegate(order(here, number="3号"), by=admin).items.count() == 1


def test_two_orders_of_an_office_bear_two_numbers(here: Counter, admin: Account) -> None:
    delegate(order(here), by=admin)
    with pytest.raises(InvalidInput, match="文号"):
        delegate(order(here, items=["ADOPTION"]), by=admin)


def test_the_database_itself_refuses_what_overlaps(here: Counter, admin: Account) -> None:
    row = delegate(order(here), by=admin).items.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="delegated_item_once_at_a_time"), transaction.atomic():
        row.save(force_insert=True)


def test_a_basis_that_is_stopped_gives_nothing(here: Counter, admin: Account) -> None:
    here.bureau.areas.add(here.community.parent.parent)  # type: ignore[union-attr,arg-type]  # set
    rule = enter_old_rule(
        jurisdiction="330802",
        document="关于下放户籍审批权限的决定",
        by=admin,
    )
    take_measure(
        rule.pk,
        measure=Measure.STOP,
        reason="过时",
        decided_by="柯城区人民政府",
        decided_on=TODAY,
        effective_from=TODAY,
        by=admin,
    )
    with pytest.raises(CitesStoppedRule):
        delegate(order(here), by=admin)
