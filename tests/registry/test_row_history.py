"""Row history (历史版本): nothing changes without the row as it stood being kept."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from psycopg.sql import SQL, Identifier
from psycopg.types.range import Range

from registry.actions import name_keeper
from registry.models import (
    Address,
    Division,
    HeldNumber,
    Household,
    HouseholdAddress,
    Particulars,
    Person,
    Residence,
    RowVersion,
)
from tests.cast import LATELY, Family, family, station
from tests.collectives import opened

pytestmark = pytest.mark.django_db

KEPT = [
    Address,
    Division,
    HeldNumber,
    Household,
    HouseholdAddress,
    Particulars,
    Person,
    Residence,
]


@pytest.fixture
def ouyang() -> Family:
    return family()


def versions(model: type[Any]) -> int:
    return RowVersion.objects.filter(table=model._meta.db_table).count()


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
@pytest.mark.usefixtures("ouyang")
def test_raw_sql_on_any_table_leaves_every_row_behind(model: type[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SQL("update {} set id = id").format(Identifier(model._meta.db_table)))
    assert versions(model) == model.objects.count()


def test_a_save_leaves_the_row_as_it_stood(ouyang: Family) -> None:
    household = ouyang.household
    household.name = "新名"
    household.save(update_fields=["name"])

    version = RowVersion.objects.get(table="registry_household", row_id=household.pk)
    assert (version.operation, version.row["name"]) == ("UPDATE", "")


def test_a_queryset_update_leaves_every_row_behind(ouyang: Family) -> None:
    ouyang.household.residences.update(reason_in="corrected")
    assert versions(Residence) == 4


def test_a_bulk_update_leaves_every_row_behind(ouyang: Family) -> None:
    rows = list(ouyang.household.residences.all())
    for row in rows:
        row.reason_in = "corrected"
    Residence.objects.bulk_update(rows, ["reason_in"])
    assert versions(Residence) == 4


def test_a_deleted_row_is_kept(ouyang: Family) -> None:
    ouyang.daughter.held_numbers.all().delete()
    assert RowVersion.objects.get(table="registry_heldnumber").operation == "DELETE"


def test_a_kept_row_reads_back_as_it_was(ouyang: Family) -> None:
    was = ouyang.residence_of(ouyang.son)
    Residence.objects.filter(pk=was.pk).update(period=Range(date(2011, 1, 1), None))
    with connection.cursor() as cursor:
        cursor.execute(
            """select (jsonb_populate_record(null::registry_residence, "row")).period
            from registry_rowversion where row_id = %s and "table" = 'registry_residence'""",
            [was.pk],
        )
        assert cursor.fetchone() == (was.period,)


@pytest.mark.parametrize("table", ["registry_collectivehousehold", "registry_keeper"])
def test_what_only_collective_households_have_is_kept_too(table: str) -> None:
    here = station()
    name_keeper(opened(here), name="徐老师", **here.how | {"on": LATELY})
    with connection.cursor() as cursor:
        cursor.execute(SQL("update {} set phone = '1'").format(Identifier(table)))
    assert RowVersion.objects.filter(table=table).count() == 1
