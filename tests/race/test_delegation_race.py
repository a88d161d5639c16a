"""An order is revoked while somebody decides by it (A02): the decision is before, or refused."""

from threading import Event
from time import sleep
from typing import Any, Final

import pytest

from applications.actions import OrderRequest, approve, decision, delegate, revoke_order
from applications.errors import MayNotDecide
from applications.models import Application, Decision, DelegatedItem
from applications.models.delegation import DelegatedItemQuerySet, DelegationOrderQuerySet
from applications.queries.deciders import require_decider
from registry.models import Account, PostingRole
from tests.filing import Counter, assessed, counter, family_of_five, posted, settlement
from tests.orders import order
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
BRIEFLY: Final = 1.5


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def admin(here: Counter) -> Account:
    return posted(here.bureau, PostingRole.SYSTEM_ADMINISTRATOR)


def request(here: Counter, number: str = "授权1号") -> OrderRequest:
    return order(here, number=number)


def ready(here: Counter) -> Application:
    return assessed(here, settlement(family_of_five()))


def test_one_second_after_the_revocation_the_decision_is_refused(
    here: Counter, admin: Account
) -> None:
    order = delegate(request(here), by=admin)
    application = ready(here)
    revoke_order(order.pk, reason="收回", by=admin)
    sleep(1)
    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.officer)
    assert not Decision.objects.exists()


def revoked_between(here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Revoke after somebody's power was looked at, before they decide; return what came first."""
    order, application = delegate(request(here), by=admin), ready(here)
    looked, revoked = Event(), Event()
    came: list[str] = []

    def look(*args: Any, **how: Any) -> object:
        permission = require_decider(*args, **how)
        looked.set()
        revoked.wait(BRIEFLY)
        return permission

    monkeypatch.setattr(decision, "require_decider", look)

    def decide() -> None:
        approve(application.pk, by=here.officer)
        came.append("decided")

    def revoke() -> None:
        looked.wait(BRIEFLY)
        revoke_order(order.pk, reason="收回", by=admin)
        came.append("revoked")
        revoked.set()

    at_once(decide, revoke)
    return came


def test_whoever_revokes_waits_for_the_decision_that_was_begun(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert revoked_between(here, admin, monkeypatch) == ["decided", "revoked"]
    [row] = DelegatedItem.objects.all()
    assert row.revoked_at is not None
    assert Decision.objects.get().decided_at < row.revoked_at


def test_without_the_lock_somebody_decides_by_what_was_revoked(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: the decision is made after the revocation has been committed."""
    monkeypatch.setattr(DelegatedItemQuerySet, "hold", lambda *_: None)
    assert revoked_between(here, admin, monkeypatch) == ["revoked", "decided"]
    [row] = DelegatedItem.objects.all()
    assert row.revoked_at is not None
    assert Decision.objects.get().decided_at > row.revoked_at


def deciding_while_revoking(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Decide after a revocation was written, before it is committed; return what came of both."""
    order, application = delegate(request(here), by=admin), ready(here)
    written, tried = Event(), Event()
    save = DelegatedItem.save

    def write_and_pause(row: DelegatedItem, **how: Any) -> None:
        save(row, **how)
        written.set()
        tried.wait(BRIEFLY)

    monkeypatch.setattr(DelegatedItem, "save", write_and_pause)

    def revoke() -> object:
        return revoke_order(order.pk, reason="收回", by=admin)

    def decide() -> object:
        written.wait(BRIEFLY)
        try:
            return approve(application.pk, by=here.officer)
        finally:
            tried.set()

    return named(at_once(revoke, decide))


def test_a_decision_waits_for_a_revocation_that_is_being_written(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert deciding_while_revoking(here, admin, monkeypatch) == ["MayNotDecide", "list"]
    assert not Decision.objects.exists()


def test_without_the_lock_a_decision_passes_by_a_revocation_that_is_being_written(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: it does not see what is not yet committed."""
    monkeypatch.setattr(DelegatedItemQuerySet, "hold", lambda *_: None)
    assert deciding_while_revoking(here, admin, monkeypatch) == ["Decision", "list"]


def ordering_at_once(here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Enter an order for the bureau and one for its station, both having looked for others."""
    looked = [Event(), Event()]
    both = iter(looked)
    create = DelegationOrderQuerySet.create

    def pause_and_write(rows: DelegationOrderQuerySet, **told: Any) -> object:
        next(both).set()
        for each in looked:
            each.wait(BRIEFLY)
        return create(rows, **told)

    monkeypatch.setattr(DelegationOrderQuerySet, "create", pause_and_write)
    wide = OrderRequest(**{**_told(request(here, "授权2号")), "office_id": here.bureau.pk})
    return named(
        at_once(lambda: delegate(request(here), by=admin), lambda: delegate(wide, by=admin))
    )


def _told(order: OrderRequest) -> dict[str, Any]:
    return {name: getattr(order, name) for name in OrderRequest.__slots__}


def test_two_orders_that_overlap_are_one(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ordering_at_once(here, admin, monkeypatch) == ["DelegationOrder", "DelegationOverlaps"]


def test_without_the_lock_two_orders_overlap(
    here: Counter, admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: neither sees the other's."""
    monkeypatch.setattr(DelegationOrderQuerySet, "alone", lambda _: None)
    assert ordering_at_once(here, admin, monkeypatch) == ["DelegationOrder", "DelegationOrder"]
