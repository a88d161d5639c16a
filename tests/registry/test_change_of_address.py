"""A whole household lives elsewhere in the area (住址变动), row R07."""

from datetime import date, timedelta
from typing import Any

import pytest

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import NewAddress, Renumbering, change_address, renumber_addresses
from registry.errors import (
    AddressNotThen,
    EventInFuture,
    LaterEventStands,
    MovedTwiceInOneDay,
    OfficesDiffer,
    SameAddress,
)
from registry.models import Address, Entry, EntryKind, HouseholdAddress, Residence
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import AddressFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def there(here: Station) -> Address:
    address: Address = AddressFactory.create()
    here.office.areas.add(address.division)
    return address


def lived_at(ouyang: Family, day: date) -> Address:
    return HouseholdAddress.objects.on(day).get(household=ouyang.household).address


def test_from_that_day_they_live_there_and_nobody_moved(
    here: Station, ouyang: Family, there: Address
) -> None:
    old, rows = lived_at(ouyang, LATELY), list(Residence.objects.order_by("id").values())
    change_address(ouyang.household, address=there, **here.how)

    assert lived_at(ouyang, LATELY - timedelta(days=1)) == old
    assert lived_at(ouyang, LATELY) == there
    assert list(Residence.objects.order_by("id").values()) == rows


def test_the_entry_tells_both_addresses(here: Station, ouyang: Family, there: Address) -> None:
    old = lived_at(ouyang, LATELY)
    change_address(ouyang.household, address=there, **here.how)

    note = Entry.objects.get(kind=EntryKind.ADDRESS_CHANGED)
    assert note.household == ouyang.household
    assert note.reason == "moved_within"
    assert note.details == {
        "from": old.pk,
        "to": there.pk,
        "from_text": old.full_text,
        "to_text": there.full_text,
    }
    assert not list(broken_links())


def refused(ouyang: Family, address: Address | NewAddress, **told: Any) -> Exception:
    """Return why the change is refused; nothing is stored."""
    before = [list(model.objects.order_by("pk").values()) for model in (HouseholdAddress, Entry)]
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - each test names its own
        change_address(ouyang.household, address=address, **told)
    after = [list(model.objects.order_by("pk").values()) for model in (HouseholdAddress, Entry)]
    assert after == before
    return refusal.value


def test_what_is_no_change_or_a_move_is_refused(
    here: Station, ouyang: Family, there: Address
) -> None:
    theirs = AddressFactory.create()
    tomorrow = here.how | {"on": clock.today() + timedelta(days=1)}

    assert isinstance(refused(ouyang, lived_at(ouyang, LATELY), **here.how), SameAddress)
    assert isinstance(refused(ouyang, theirs, **here.how), OfficesDiffer)
    assert isinstance(refused(ouyang, there, **tomorrow), EventInFuture)
    nowhere = refused(ouyang, NewAddress(division="440199009999"), **here.how)
    assert isinstance(nowhere, InvalidInput)
    assert nowhere.field == "address.division"


def test_nobody_moves_to_a_plate_that_was_renumbered(
    here: Station, ouyang: Family, there: Address
) -> None:
    row = Renumbering(address=there.pk, to={"plate": "88号"}, line=2)
    renumber_addresses([row], **here.how)

    assert isinstance(refused(ouyang, there, **here.how), AddressNotThen)


def test_nothing_is_put_before_or_beside_what_is_on_record(
    here: Station, ouyang: Family, there: Address
) -> None:
    again = AddressFactory.create(division=there.division)
    change_address(ouyang.household, address=there, **here.how)

    earlier = here.how | {"on": LATELY - timedelta(days=1)}
    assert isinstance(refused(ouyang, again, **earlier), LaterEventStands)
    assert isinstance(refused(ouyang, again, **here.how), MovedTwiceInOneDay)
