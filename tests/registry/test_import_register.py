"""import_register: the households of a legacy file become households of residents."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Model, QuerySet
from psycopg.types.range import Range

from registry.management import importing
from registry.models import (
    Entry,
    FormerType,
    HeldNumber,
    Household,
    ImportedRow,
    ImportRun,
    ImportState,
    Particulars,
    Person,
    Residence,
)
from registry.queries import former_type_on, household_on
from tests.legacy import LegacyRegister, write_legacy
from tests.old_files import ALL, ELSEWHERE, LATER, PLACE, Desk, household, others

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_household_becomes_one_of_residents(desk: Desk) -> None:
    """R02, O03: people, household, address, residences and one entry, with the record's day."""
    assert desk.write(household()).run()

    assert desk.last == "households 1 imported, people 3 imported, rows 0 refused"
    home = Household.objects.get()
    book = household_on(home.pk, on=LATER, scope=ALL)
    assert book is not None
    assert [(each.name, each.relation, each.ethnicity) for each in book.members] == [
        ("欧阳修", "02", "01"),
        ("单雄英", "12", "01"),
        ("欧阳小山", "20", "01"),
    ]
    assert home.addresses.get().address.full_text == "示例社区示例路1号"
    [entry] = Entry.objects.all()
    assert (entry.kind, entry.household_id) == ("imported", home.pk)
    assert entry.details["household"] == "甲001"
    assert not desk.report.exists()
    call_command("verify_register", stdout=io.StringIO())


def test_names_are_found_as_if_they_had_been_typed(desk: Desk) -> None:
    desk.write(household()).run()

    known = Particulars.objects.get(name="单雄英")
    assert (known.name_pinyin, known.name_initials) == ("shanxiongying", "sxy")
    assert (known.name_pinyin_also, known.name_bigrams) == ("danxiongying", ["单雄", "雄英"])


def test_the_former_type_is_closed_history(desk: Desk) -> None:
    """R02, R04."""
    desk.write(household(legacy_type="自理口粮")).run()

    assert FormerType.objects.count() == 2
    head = Residence.objects.get(relation="02").person_id
    assert former_type_on(head, date(2005, 1, 1), scope=ALL).kind == "own_grain"
    assert former_type_on(head, LATER, scope=ALL).kind == "resident"
    assert former_type_on(head, date(1990, 1, 1), scope=ALL).kind == ""


def test_who_came_after_the_unification_had_the_type_on_its_eve(desk: Desk) -> None:
    desk.write(household(registered_on="2018-01-01")).run()

    head = Residence.objects.get(relation="02").person_id
    assert former_type_on(head, date(2014, 7, 28), scope=ALL).kind == ""
    assert former_type_on(head, date(2014, 7, 29), scope=ALL).kind == "agricultural"


def test_relations_hold_from_when_the_head_is_registered(desk: Desk) -> None:
    """The old file tells relations to the head of today, not to whoever was head before."""
    rows = household()
    rows[0]["registered_on"] = "2010-06-01"
    desk.write(rows).run()

    wife = Residence.objects.get(relation="12")
    assert (wife.period.lower, wife.arrived_on) == (date(2010, 6, 1), date(1999, 3, 1))


def test_a_collective_household_needs_no_head(desk: Desk) -> None:
    rows = household(household_kind="集体户")
    for each in rows:
        each["relation"] = "非亲属"
    assert desk.write(rows).run()

    assert Household.objects.get().name == "示例路1号集体户"


def test_a_household_may_stand_anywhere_in_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS", 2)
    monkeypatch.setattr(importing, "HOUSEHOLDS", 1)
    first, second = household(), others()
    assert desk.write([first[0], second[0], first[1], second[1], first[2]]).run()

    sizes = [each.residences.count() for each in Household.objects.order_by("number")]
    assert sizes == [3, 2]
    assert FormerType.objects.count() == 4
    call_command("verify_register", stdout=io.StringIO())


def test_an_address_known_before_is_used_again(desk: Desk) -> None:
    same = {"address": "示例路1号", "household_number": "乙002"}
    assert desk.write([*household(), *[each | same for each in others()]]).run()

    first, second = Household.objects.order_by("number")
    assert first.addresses.get().address_id == second.addresses.get().address_id


def test_a_region_that_leads_the_address_is_not_written_twice(desk: Desk) -> None:
    desk.write(household(address="示例社区示例路1号")).run()
    assert Household.objects.get().addresses.get().address.full_text == "示例社区示例路1号"


def test_what_was_put_aside_is_forgotten_and_the_counts_are_kept(desk: Desk) -> None:
    """O03: every row of the file is accounted for."""
    rows = others()
    rows[0]["name"] = ""
    desk.write([*household(legacy_type="蓝印"), *rows]).run()

    run = ImportRun.objects.get()
    assert run.state == ImportState.FINISHED
    assert run.counts["people"]["blue_stamp"] == FormerType.objects.count() == 2
    assert run.counts["people"][""] == 1
    assert (run.rows, run.people, run.counts["refused"]) == (5, 3, 2)
    assert [each.line for each in ImportedRow.objects.all()] == [5]


def test_a_made_up_register_is_sound(desk: Desk) -> None:
    """What the benchmark and the drill import has no faults of its own."""
    rows = LegacyRegister(3, divisions=[PLACE, ELSEWHERE]).rows(600)
    count = write_legacy(desk.path, rows)

    assert desk.run()

    assert Person.objects.count() == count
    assert Residence.objects.count() == count
    call_command("verify_register", stdout=io.StringIO())


def test_everything_is_recorded_at_the_time_of_the_run(desk: Desk) -> None:
    desk.write(household()).run()
    run = ImportRun.objects.get()
    tables: tuple[type[Model], ...] = (
        *(Person, HeldNumber, Particulars, Household, Residence, Entry, FormerType),
    )
    rows: list[Any] = [QuerySet(model).values_list("recorded_at", flat=True) for model in tables]
    assert {at for each in rows for at in each} == {run.recorded_at}


def test_an_address_that_was_renumbered_is_not_used_again(desk: Desk) -> None:
    desk.write(household()).run()
    old = Household.objects.get().addresses.get().address
    old.period = Range(old.period.lower, date(2020, 1, 1))
    old.save(update_fields=["period"])

    assert desk.write(others(address="示例路1号")).run()

    assert Household.objects.latest("id").addresses.get().address_id != old.pk
