"""verify_register: names what broke the register, and repairs nothing."""

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.sql import SQL, Composed, Identifier

from registry.models import Entry, EntryChain, Household, Residence
from tests.cast import Station, station
from tests.factories import EntryFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    here = station()
    for _ in range(4):
        EntryFactory.create(office=here.office)
    return here


def as_owner(statement: str | Composed, *parameters: str | int | date) -> None:
    """Do what the application's role may not."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(statement, parameters)


def verified() -> str:
    out = StringIO()
    call_command("verify_register", stdout=out)
    return out.getvalue()


def refused() -> str:
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_register", stdout=out)
    assert refusal.value.returncode == 1
    return out.getvalue()


def test_a_sound_register_holds(here: Station) -> None:
    ResidenceFactory.create(household__office=here.office)
    assert verified().splitlines()[0] == "entry chains hold: ok"
    assert verified().splitlines()[-1] == "the register holds"


def test_an_altered_entry_is_named(here: Station) -> None:
    as_owner("update registry_entry set reason = 'forged' where sequence = 2")
    assert f"{here.office.code}: entry 2 was altered" in refused()


@pytest.mark.parametrize(
    "column",
    ["officer_id", "application", "details", "legal_basis", "event_on", "recorded_at", "kind"],
)
def test_no_column_can_be_altered_unseen(here: Station, column: str) -> None:
    values: dict[str, str | int | date] = {
        "officer_id": here.officer.pk,
        "application": "00000000-0000-0000-0000-000000000001",
        "details": '{"forged": true}',
        "legal_basis": '{"forged": true}',
        "event_on": date(1999, 1, 1),
        "recorded_at": "1999-01-01 00:00+08",
        "kind": "death",
    }
    forge = SQL("update registry_entry set {} = %s where sequence = 3")
    as_owner(forge.format(Identifier(column)), values[column])
    assert f"{here.office.code}: entry 3 was altered" in refused()


def test_a_removed_entry_is_named(here: Station) -> None:
    as_owner("delete from registry_entry where sequence = 2")
    assert f"{here.office.code}: entries 2 to 2 are missing" in refused()


def test_entries_cut_off_at_the_end_are_named(here: Station) -> None:
    as_owner("delete from registry_entry where sequence > 2")
    assert f"{here.office.code}: entries 3 to 4 are missing" in refused()


def test_a_chain_that_is_gone_altogether_is_named(here: Station) -> None:
    as_owner("delete from registry_entry")
    assert f"{here.office.code}: entries 1 to 4 are missing" in refused()


def test_exchanged_entries_are_named(here: Station) -> None:
    as_owner("update registry_entry set sequence = 9 where sequence = 2")
    as_owner("update registry_entry set sequence = 2 where sequence = 3")
    as_owner("update registry_entry set sequence = 3 where sequence = 9")
    report = refused()
    assert f"{here.office.code}: entry 2 does not follow the one before it" in report
    assert f"{here.office.code}: entry 3 was altered" in report


def test_a_forger_who_seals_anew_breaks_the_next_link(here: Station) -> None:
    forged = Entry.objects.get(office=here.office, sequence=2)
    forged.reason = "forged"
    as_owner(
        "update registry_entry set reason = 'forged', digest = %s where id = %s",
        forged.compute_digest(),
        forged.pk,
    )
    assert f"{here.office.code}: entry 3 does not follow the one before it" in refused()


def test_a_forged_end_of_a_chain_is_named(here: Station) -> None:
    EntryChain.objects.filter(office=here.office).update(digest="0" * 64)
    assert "the chain should end at entry 4" in refused()


def broken(change: Callable[[Residence], object]) -> str:
    """Break an invariant behind the constraints' back, and return the report."""
    residence = ResidenceFactory.create()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("reset role")
        for table in ("registry_residence", "registry_household"):
            cursor.execute(f"alter table {table} disable trigger user")
    change(residence)
    return refused()


def test_a_household_without_a_head_is_named() -> None:
    report = broken(lambda it: Residence.objects.filter(pk=it.pk).update(relation="97"))
    assert "family households have a head: 1 broken" in report
    assert f"household {Household.objects.get().number}" in report


def test_members_of_a_closed_household_are_named() -> None:
    ended = (date(2000, 1, 1), date(2001, 1, 1))
    report = broken(lambda it: Household.objects.filter(pk=it.household_id).update(period=ended))
    assert "members have a household: 1 broken" in report


def test_a_household_without_an_address_is_named() -> None:
    report = broken(lambda it: it.household.addresses.all().delete())
    assert "households have an address: 1 broken" in report


def test_a_residence_that_no_entry_explains_is_named() -> None:
    ended = (date(2000, 1, 1), date(2001, 1, 1))
    report = broken(lambda it: Residence.objects.filter(pk=it.pk).update(period=ended))
    assert "entries explain residences: 1 broken" in report


def test_a_number_that_tells_another_birth_date_or_sex_is_only_a_warning() -> None:
    person = PersonFactory.create()
    person.particulars.update(birth_date=date(1991, 1, 1), sex="2")

    report = verified()
    assert "numbers tell the birth date: 1 to look at" in report
    assert f"numbers tell the sex: 1 to look at\n  person {person.pk}" in report
