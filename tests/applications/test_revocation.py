"""Taking back what an order gave (A02): with a reason, by who gave it, for good."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from applications.actions import (
    approve,
    delegate,
    revoke_item,
    revoke_order,
)
from applications.errors import (
    DelegationOver,
    MayNotDelegate,
)
from applications.models import (
    Application,
    DelegatedItem,
)
from applications.queries.invariants import decisions_by_no_order
from applications.queries.powers import holdings
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account, PostingRole
from tests.applications.orders import admin, order, ready
from tests.factories import OfficeFactory
from tests.filing import Counter, posted
from tests.orders import SETTLING

__all__ = ["admin", "ready"]


def test_one_item_is_taken_back_and_the_others_go_on(here: Counter, admin: Account) -> None:
    given = delegate(order(here, items=[SETTLING, "ADOPTION"]), by=admin)
    one = given.items.get(item="ADOPTION")
    revoke_item(one.pk, reason="差错率过高", by=admin)
    found = holdings(here.office.pk, at=clock.now(), items=[SETTLING, "ADOPTION"])
    assert {name: len(each.in_force) for name, each in found.items()} == {
        SETTLING: 1,
        "ADOPTION": 0,
    }
    assert len(revoke_order(given.pk, reason="全部收回", by=admin)) == 1


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_a_revocation_says_why(here: Counter, admin: Account, reason: str) -> None:
    given = delegate(order(here), by=admin)
    with pytest.raises(InvalidInput):
        revoke_order(given.pk, reason=reason, by=admin)
    assert not DelegatedItem.objects.exclude(revoked_at=None).exists()


def test_what_is_over_is_not_taken_back_again(here: Counter, admin: Account) -> None:
    given = delegate(order(here), by=admin)
    revoke_order(given.pk, reason="收回", by=admin)
    with pytest.raises(DelegationOver):
        revoke_order(given.pk, reason="再收回", by=admin)
    with pytest.raises(NotFound):
        revoke_order(given.pk + 1, reason="没有", by=admin)


def test_nobody_else_takes_an_order_back(here: Counter, admin: Account) -> None:
    given = delegate(order(here), by=admin)
    for stranger in (here.chief, posted(OfficeFactory.create(), PostingRole.SYSTEM_ADMINISTRATOR)):
        with pytest.raises(MayNotDelegate):
            revoke_order(given.pk, reason="收回", by=stranger)


def test_no_revocation_is_ever_taken_back(here: Counter, admin: Account) -> None:
    given = delegate(order(here), by=admin)
    revoke_order(given.pk, reason="收回", by=admin)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        given.items.update(revoked_at=None, revoked_by=None, revocation_reason="")


def test_a_decision_by_what_was_revoked_before_is_found_by_the_watch(
    here: Counter, admin: Account, ready: Application
) -> None:
    """As a superuser might forge it: the revocation is put before the decision."""
    row = delegate(order(here), by=admin).items.get()
    decision = approve(ready.pk, by=here.officer)
    assert list(decisions_by_no_order()) == []

    with clock.frozen(decision.decided_at - timedelta(seconds=1)):
        revoke_item(row.pk, reason="倒填的收回", by=admin)

    assert list(decisions_by_no_order()) == [f"decision {decision.pk}"]
