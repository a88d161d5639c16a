"""Handing powers down (A02): by an order with its basis, for its days, until it is revoked."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from applications.actions import (
    approve,
    delegate,
    revoke_order,
)
from applications.errors import DecidesOwnCase, MayNotDecide
from applications.models import (
    Application,
    Decision,
)
from applications.queries.deciders import deciders, may_decide
from applications.queries.powers import holding, holdings
from hukou.kernel import clock
from registry.models import Account, PostingRole
from tests.applications.orders import TODAY, admin, order, other_officer, ready
from tests.factories import OfficeFactory
from tests.filing import Counter, Five, posted
from tests.orders import SETTLING

__all__ = ["admin", "ready"]


def test_whoever_an_order_names_decides_by_it_and_the_decision_keeps_it(
    here: Counter, admin: Account, ready: Application
) -> None:
    given = delegate(order(here), by=admin)
    ready.assigned_to = None
    ready.save(update_fields=["assigned_to"])

    decision = approve(ready.pk, by=here.officer)

    assert decision.authority["reasons"] == ["delegated"]
    assert decision.authority["delegation"]["order"] == given.pk
    assert decision.authority["delegation"]["number"] == "柯公授〔2026〕1号"
    assert decision.authority["approval_row"] == "settlement-station"


def test_without_an_order_the_officer_decides_nothing_of_the_chiefs(
    here: Counter, ready: Application
) -> None:
    permission = may_decide(ready, here.officer)
    assert [each.code for each in permission.reasons] == ["wrong-role"]


def test_who_had_the_power_keeps_it(here: Counter, admin: Account, ready: Application) -> None:
    delegate(order(here), by=admin)
    assert approve(ready.pk, by=here.chief).authority["reasons"] == ["has-power"]


def test_auxiliary_staff_receive_and_never_decide(
    here: Counter, admin: Account, ready: Application
) -> None:
    row = delegate(order(here), by=admin).items.get()
    assert not may_decide(ready, here.auxiliary).allowed
    row.pk, row.to_role = None, "auxiliary"
    with pytest.raises(IntegrityError, match="never_to_auxiliaries"), transaction.atomic():
        row.save(force_insert=True)


def test_an_order_lifts_no_duty_to_stand_back(
    here: Counter, five: Five, admin: Account, ready: Application
) -> None:
    delegate(order(here), by=admin)
    here.officer.person = five.spouse
    here.officer.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase):
        approve(ready.pk, by=here.officer)


def test_a_decision_after_the_revocation_is_refused_and_says_since_when(
    here: Counter, admin: Account, ready: Application
) -> None:
    """The screen was not refreshed: nothing is decided, and the reason is said."""
    given = delegate(order(here), by=admin)
    assert may_decide(ready, here.officer).allowed
    revoke_order(given.pk, reason="抽查差错", by=admin)

    with pytest.raises(MayNotDecide) as refusal:
        approve(ready.pk, by=here.officer)

    assert refusal.value.facts["reasons"] == ["wrong-role", "delegation-revoked"]
    assert "已于" in refusal.value.detail
    assert not Decision.objects.exists()


def test_a_revocation_counts_from_its_second(
    here: Counter, admin: Account, ready: Application
) -> None:
    given = delegate(order(here), by=admin)
    [row] = revoke_order(given.pk, reason="抽查差错", by=admin)
    assert row.revoked_at is not None
    before = row.revoked_at - timedelta(microseconds=1)
    assert may_decide(ready, here.officer, at=before).allowed
    assert not may_decide(ready, here.officer, at=row.revoked_at).allowed


@pytest.mark.parametrize(
    ("days", "reason"),
    [(0, "delegation-not-begun"), (1, "delegated"), (5, "delegated"), (6, "delegation-expired")],
)
def test_an_order_holds_from_its_first_day_to_its_last(
    here: Counter, admin: Account, ready: Application, days: int, reason: str
) -> None:
    first = TODAY + timedelta(days=1)
    delegate(order(here, start=first, until=TODAY + timedelta(days=5)), by=admin)
    noon = clock.start_of(TODAY + timedelta(days=days)) + timedelta(hours=12)
    reasons = [each.code for each in may_decide(ready, here.officer, at=noon).reasons]
    assert reason in reasons


def test_an_order_without_a_last_day_holds_until_it_is_revoked(
    here: Counter, admin: Account, ready: Application
) -> None:
    delegate(order(here, until=None), by=admin)
    far = clock.start_of(TODAY + timedelta(days=300))
    assert may_decide(ready, here.officer, at=far).allowed


def test_an_order_for_the_bureau_holds_at_its_stations_and_nowhere_else(
    here: Counter, admin: Account, ready: Application
) -> None:
    delegate(order(here, office_id=here.bureau.pk), by=admin)
    stranger = posted(OfficeFactory.create(), PostingRole.OFFICER)
    assert may_decide(ready, here.officer).allowed
    assert "elsewhere" in [each.code for each in may_decide(ready, stranger).reasons]


def test_an_order_for_one_person_is_for_nobody_else(
    here: Counter, admin: Account, ready: Application
) -> None:
    delegate(order(here, account_id=here.officer.pk), by=admin)
    assert may_decide(ready, here.officer).power is not None
    assert may_decide(ready, other_officer(here)).power is None


def test_an_order_is_of_its_items_only(here: Counter, admin: Account, ready: Application) -> None:
    delegate(order(here, items=["RESTORE_MISTAKE", "ADOPTION"]), by=admin)
    assert not may_decide(ready, here.officer).allowed


def test_the_application_changes_nothing_of_an_order_but_its_revocation(
    here: Counter, admin: Account
) -> None:
    """By the grants of the database role: what an order says is written once."""
    delegate(order(here), by=admin)
    with connection.cursor() as cursor:
        cursor.execute(
            "select has_column_privilege('hukou_app', 'applications_delegateditem', c, 'update')"
            " from unnest(array['revoked_at', 'period', 'to_role', 'item']) c"
        )
        assert [each for (each,) in cursor.fetchall()] == [True, False, False, False]


def test_the_one_question_says_who_holds_each_item_and_why(here: Counter, admin: Account) -> None:
    """Who may decide what, here, today."""
    delegate(order(here, items=[SETTLING, "ADOPTION"]), by=admin)
    at = clock.now()

    every = holdings(here.office.pk, at=at)

    assert len(every) > 30
    adoption = every["ADOPTION"]
    assert adoption.roles == {
        PostingRole.OFFICER,
        PostingRole.COUNTY_APPROVER,
        PostingRole.CITY_APPROVER,
    }
    assert adoption.row is not None
    assert adoption.row.rank == "county"
    assert [each.order.number for each in adoption.in_force] == ["柯公授〔2026〕1号"]
    assert every["NUMBER_CHANGE"].roles == every["NUMBER_CHANGE"].by_level
    assert holding("TEA_PARTY", here.office.pk, at=at) is None


def test_the_question_takes_few_statements(
    here: Counter, admin: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    delegate(order(here), by=admin)
    with django_assert_max_num_queries(4):
        holdings(here.office.pk, at=clock.now())


def test_who_decides_next_is_said_by_the_same_question(
    here: Counter, admin: Account, ready: Application
) -> None:
    assert PostingRole.OFFICER not in deciders(ready)
    delegate(order(here), by=admin)
    assert PostingRole.OFFICER in deciders(ready)


def test_an_assumed_catalogue_gives_nobody_a_power(here: Counter) -> None:
    """Qiannan's items are assumed: an officer there decides none until an order names it."""
    here.office.areas.clear()
    here.office.code = "522701510000"
    here.office.save(update_fields=["code"])
    every = holdings(here.office.pk, at=clock.now())
    for name in ("ADOPTION", "BIRTH_NO_PAPER", "RESTORE_MISTAKE", "qn-draft-2018/QN-1"):
        assert PostingRole.OFFICER not in every[name].roles


def test_days_are_counted_here_and_not_in_greenwich(
    here: Counter, admin: Account, ready: Application
) -> None:
    delegate(order(here, until=date(2030, 1, 1)), by=admin)
    last = datetime.fromisoformat("2030-01-01T15:59:59+00:00")
    assert may_decide(ready, here.officer, at=last.astimezone(clock.ZONE)).allowed
    after = last + timedelta(seconds=1)
    assert not may_decide(ready, here.officer, at=after.astimezone(clock.ZONE)).allowed
