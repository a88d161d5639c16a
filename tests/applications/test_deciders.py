"""Who may decide (谁可审批): by post and office; never one's own, kin's or entered file."""

from dataclasses import replace

import pytest

from applications.actions import approve, draft, submit
from applications.errors import (
    DecidesOwnCase,
    MayNotDecide,
)
from applications.models import (
    Application,
    Decision,
)
from applications.queries.deciders import may_decide
from registry.models import Account, PostingRole
from tests.factories import PostingFactory
from tests.filing import (
    Counter,
    Five,
    assessed,
    posted,
    settlement,
)


@pytest.fixture
def ready(here: Counter, five: Five) -> Application:
    return assessed(here, settlement(five))


@pytest.mark.parametrize("role", ["auxiliary", "officer"])
def test_the_counter_receives_settlements_and_does_not_decide_them(
    here: Counter, ready: Application, role: str
) -> None:
    with pytest.raises(MayNotDecide) as refusal:
        approve(ready.pk, by=getattr(here, role))
    assert "wrong-role" in refusal.value.facts["reasons"]  # type: ignore[operator]  # a list
    assert not Decision.objects.exists()


def test_the_bureau_above_may_decide(here: Counter, ready: Application) -> None:
    assert approve(ready.pk, by=here.approver).authority["office"] == here.bureau.pk


def test_a_chief_of_another_station_may_not_decide(
    here: Counter, five: Five, ready: Application
) -> None:
    with pytest.raises(MayNotDecide) as refusal:
        approve(ready.pk, by=posted(five.home.office, PostingRole.CHIEF))
    assert refusal.value.facts["reasons"] == ["elsewhere"]
    assert here.office == ready.office


def test_somebody_without_a_post_today_may_not_decide(here: Counter, ready: Application) -> None:
    retired = posted(here.office, PostingRole.CHIEF)
    retired.postings.update(period=("2000-01-01", "2020-01-01"))
    with pytest.raises(MayNotDecide) as refusal:
        approve(ready.pk, by=retired)
    assert refusal.value.facts["reasons"] == ["no-post"]


def test_nobody_decides_their_own_application(
    here: Counter, five: Five, ready: Application
) -> None:
    here.chief.person = five.spouse
    here.chief.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase) as refusal:
        approve(ready.pk, by=here.chief)
    assert refusal.value.facts["reasons"] == ["own-case"]


def test_nobody_decides_for_their_kin(here: Counter, five: Five) -> None:
    request = settlement(five)
    application = assessed(here, replace(request, parties=request.parties[:1]))
    here.chief.person = five.spouse
    here.chief.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase) as refusal:
        approve(application.pk, by=here.chief)
    assert refusal.value.facts["reasons"] == ["kin"]


def test_nobody_decides_what_they_entered_themselves(here: Counter, five: Five) -> None:
    own = draft(settlement(five), by=here.chief)
    permission = may_decide(own, here.chief)
    assert not permission.allowed
    assert permission.must_recuse
    assert [each.code for each in permission.reasons] == ["entered"]


def test_nobody_decides_what_they_handed_in_themselves(here: Counter, five: Five) -> None:
    rewritten = draft(settlement(five), by=here.auxiliary)
    submit(rewritten.pk, by=here.chief)
    assert [each.code for each in may_decide(rewritten, here.chief).reasons] == ["entered"]


def test_an_account_that_was_switched_off_decides_nothing(
    here: Counter, ready: Application
) -> None:
    Account.objects.filter(pk=here.chief.pk).update(is_active=False)
    here.chief.refresh_from_db()
    with pytest.raises(MayNotDecide):
        approve(ready.pk, by=here.chief)


def test_a_city_approver_above_the_bureau_may_decide(here: Counter, ready: Application) -> None:
    city = PostingFactory.create(role=PostingRole.CITY_APPROVER)
    here.bureau.parent = city.office
    here.bureau.save(update_fields=["parent"])
    assert may_decide(ready, city.account).allowed
