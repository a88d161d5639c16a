"""Who keeps a collective household: a duty list without overlaps, and nobody from nowhere (H05)."""

from datetime import date
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel.errors import DomainError, InvalidInput
from registry.actions import end_keeper, name_keeper
from registry.errors import (
    EventInFuture,
    HouseholdClosed,
    KeeperAlreadyNamed,
    KeeperFromNowhere,
    KeeperNotOnDuty,
    NotACollectiveHousehold,
)
from registry.models import Entry, EntryKind, Household, Keeper, Posting, RowVersion
from tests.cast import LATELY, Station, family, station
from tests.factories import HouseholdFactory, OfficeFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def home(here: Station) -> Household:
    return HouseholdFactory.create(office=here.office, collective=True)


def refused(error: type[DomainError], home: Household, here: Station, **told: Any) -> DomainError:
    """Return why, having seen that nothing was stored."""
    with pytest.raises(error) as refusal:
        name_keeper(home, **here.how | told)
    assert not Entry.objects.filter(kind=EntryKind.KEEPER_NAMED, event_on=told.get("on", LATELY))
    return refusal.value


def told(error: DomainError) -> str:
    assert isinstance(error, InvalidInput)
    return error.field


def test_a_keeper_is_named_by_account_with_an_entry(here: Station, home: Household) -> None:
    keeper = name_keeper(home, account=here.officer, phone="110", **here.how)

    assert (keeper.name, keeper.period) == (here.officer.name, Range(LATELY, None))
    entry = Entry.objects.get(household=home)
    assert (entry.kind, entry.details["account"]) == (
        EntryKind.KEEPER_NAMED,
        here.officer.username,
    )


def test_somebody_of_the_unit_is_named_by_name(here: Station, home: Household) -> None:
    assert name_keeper(home, name=" 徐 老师 ", **here.how).name == "徐老师"


def test_one_household_has_several_keepers(here: Station, home: Household) -> None:
    name_keeper(home, account=here.officer, **here.how)
    name_keeper(home, name="徐老师", **here.how)

    assert home.keepers.on(LATELY).count() == 2


@pytest.mark.parametrize("until", [None, date(2026, 6, 20)])
@pytest.mark.parametrize("by_account", [True, False])
def test_a_second_period_of_the_same_person_may_not_overlap(
    here: Station, home: Household, until: date | None, *, by_account: bool
) -> None:
    who: dict[str, Any] = {"account": here.officer} if by_account else {"name": "徐老师"}
    name_keeper(home, until=until, **who, **here.how)

    refused(KeeperAlreadyNamed, home, here, on=date(2026, 6, 10), **who)
    assert Keeper.objects.count() == 1


def test_a_second_period_may_begin_when_the_first_ends(here: Station, home: Household) -> None:
    again = date(2026, 6, 20)
    name_keeper(home, account=here.officer, until=again, **here.how)
    name_keeper(home, account=here.officer, **here.how | {"on": again})

    assert Keeper.objects.count() == 2


def test_a_keeper_from_another_station_is_refused(here: Station, home: Household) -> None:
    elsewhere = station().officer
    error = refused(KeeperFromNowhere, home, here, account=elsewhere)
    assert error.facts["field"] == "account"


def test_a_keeper_who_holds_no_post_that_day_is_refused(here: Station, home: Household) -> None:
    Posting.objects.filter(account=here.officer).update(period=Range(date(2020, 1, 1), LATELY))
    refused(KeeperFromNowhere, home, here, account=here.officer)


def test_somebody_of_the_bureau_above_may_keep(here: Station, home: Household) -> None:
    bureau = OfficeFactory.create()
    here.office.parent = bureau
    here.office.save(update_fields=["parent"])
    above = PostingFactory.create(office=bureau).account

    assert name_keeper(home, account=above, **here.how).account == above


def test_a_keeper_has_a_name(here: Station, home: Household) -> None:
    assert told(refused(InvalidInput, home, here, name="  ")) == "name"


def test_a_duty_ends_after_it_began(here: Station, home: Household) -> None:
    assert told(refused(InvalidInput, home, here, name="徐老师", until=LATELY)) == "until"


def test_a_family_household_has_no_keeper(here: Station) -> None:
    refused(NotACollectiveHousehold, family(here.office).household, here, name="徐老师")


def test_a_keeper_is_named_while_the_household_exists(here: Station, home: Household) -> None:
    refused(HouseholdClosed, home, here, name="徐老师", on=date(1999, 1, 1))
    refused(EventInFuture, home, here, name="徐老师", on=date(2099, 1, 1))


def test_a_duty_is_ended_with_an_entry_and_its_history(here: Station, home: Household) -> None:
    keeper = name_keeper(home, name="徐老师", **here.how)
    ended = end_keeper(keeper, **here.how | {"on": date(2026, 6, 20)})

    assert ended.period == Range(LATELY, date(2026, 6, 20))
    last = Entry.objects.filter(household=home).latest("sequence")
    assert (last.kind, last.reason) == (EntryKind.HOUSEHOLD_CHANGED, "keeper_ended")
    assert RowVersion.objects.get(table="registry_keeper").row["name"] == "徐老师"


@pytest.mark.parametrize("on", [date(2026, 5, 1), LATELY])
def test_a_duty_does_not_end_before_it_began(here: Station, home: Household, on: date) -> None:
    keeper = name_keeper(home, name="徐老师", **here.how)
    with pytest.raises(KeeperNotOnDuty):
        end_keeper(keeper, **here.how | {"on": on})


def test_a_duty_ends_once(here: Station, home: Household) -> None:
    keeper = name_keeper(home, name="徐老师", **here.how)
    end_keeper(keeper, **here.how | {"on": date(2026, 6, 10)})
    with pytest.raises(KeeperNotOnDuty):
        end_keeper(keeper, **here.how | {"on": date(2026, 6, 11)})
