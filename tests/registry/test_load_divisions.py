"""load_divisions: the country, dated, and safe to repeat."""

from datetime import date
from functools import cache
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection

from hukou.kernel.division_code import Level
from registry.actions import add_divisions
from registry.management.division_tables import division_rows
from registry.models import Division, DivisionLevel

pytestmark = pytest.mark.django_db


ROWS = cache(division_rows)


def test_levels_are_named_as_the_codes_name_them() -> None:
    assert list(DivisionLevel.values) == [level.value for level in Level if level is not Level.BEAT]


@pytest.fixture
def loaded() -> None:
    """What these tests look at; the whole country takes seconds."""
    seen = ("330000", "3308", "440000", "440100", "44011", "44012", "44018", "440199")
    add_divisions(row for row in ROWS() if row.code.startswith(seen))


@pytest.mark.usefixtures("loaded")
def test_a_village_hangs_on_its_township_county_city_and_province() -> None:
    names, here = [], Division.objects.get(code="330802005002")
    while here.parent:
        names.append(here.name)
        here = here.parent
    assert [*names, here.name] == ["书香社区居委会", "新新街道", "柯城区", "衢州市", "浙江省"]


@pytest.mark.usefixtures("loaded")
def test_only_provinces_have_nothing_above() -> None:
    levels = Division.objects.filter(parent=None).values_list("level", flat=True)
    assert set(levels) == {DivisionLevel.PROVINCE}


@pytest.mark.usefixtures("loaded")
def test_a_renamed_county_is_there_for_the_days_it_existed() -> None:
    """Row R14: 从化县 became 从化市 became 从化区, each under a code of its own."""
    codes = ["440122", "440184", "440117"]
    days = [date(1990, 1, 1), date(2000, 1, 1), date(2020, 1, 1)]
    there = [Division.objects.on(day).filter(code__in=codes).get().name for day in days]
    assert there == ["从化县", "从化市", "从化区"]


@pytest.mark.usefixtures("loaded")
def test_every_county_of_today_is_there_and_nothing_that_ended() -> None:
    today = Division.objects.on(date(2026, 1, 1)).filter(code__startswith="3308")
    counties = set(today.filter(level=DivisionLevel.COUNTY).values_list("code", flat=True))
    assert counties == {"330802", "330803", "330822", "330824", "330825", "330881"}


@pytest.mark.usefixtures("loaded")
def test_the_made_up_county_of_demonstrations_never_existed() -> None:
    assert not Division.objects.filter(code__startswith="440199").exists()


def test_loading_the_country_twice_changes_nothing() -> None:
    reports = [StringIO(), StringIO()]
    for out in reports:
        call_command("load_divisions", stdout=out)

    count = Division.objects.count()
    assert [out.getvalue() for out in reports] == [
        f"divisions {count} added\n",
        "divisions 0 added\n",
    ]
    assert count > 13_000


@pytest.mark.usefixtures("loaded")
def test_loading_again_does_not_reopen_what_was_closed() -> None:
    Division.objects.filter(code="330802").update(period=(date(1985, 1, 1), date(2030, 1, 1)))
    assert add_divisions(row for row in ROWS() if row.code == "330802") == 0
    assert Division.objects.get(code="330802").period.upper == date(2030, 1, 1)


@pytest.mark.usefixtures("loaded")
def test_children_exist_with_their_parents() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """select count(*) from registry_division child
            join registry_division parent on parent.id = child.parent_id
            where not parent.period && child.period and upper_inf(child.period)"""
        )
        assert cursor.fetchone() == (0,)


def test_no_code_is_two_divisions_on_one_day() -> None:
    rows = sorted(ROWS(), key=lambda row: (row.code, row.start))
    for one, other in pairwise(rows):
        assert one.code != other.code or (one.end or date.max) <= other.start
