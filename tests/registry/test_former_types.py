"""Former hukou types: closed history that nobody writes, and a dated row that ends them (R02…)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import ServiceStopped, load_law
from registry.actions import unify_types, withdraw_unification
from registry.errors import UnificationWithdrawn
from registry.models import FormerKind, FormerType, ImportRun, ImportState, Person
from registry.queries import Scope, TypeOnDay, former_type_on, former_types
from tests.cast import Family, family, station

pytestmark = pytest.mark.django_db

ALL = Scope("test", office_ids=None)
NATIONAL = load_law().unification.effective_from
BEFORE = NATIONAL - timedelta(days=1)
PLACE = "330802001001"


@contextmanager
def as_owner() -> Iterator[None]:
    """Do what only the function of an import may."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        yield
        cursor.execute("set role hukou_app")


def had(person: Person, kind: str, *, since: date = date(1990, 1, 1)) -> FormerType:
    run = ImportRun.objects.create(
        file_name="old.csv", file_digest=f"{person.pk}-{kind}", file_size=1, encoding="utf-8"
    )
    with as_owner():
        return FormerType.objects.create(
            person=person,
            kind=kind,
            division_code=PLACE,
            period=Range(since, NATIONAL),
            run=run,
        )


@pytest.fixture
def ouyang() -> Family:
    people = family(station().office)
    had(people.father, FormerKind.AGRICULTURAL)
    had(people.mother, FormerKind.BLUE_STAMP)
    return people


def on(person: Person, day: date) -> TypeOnDay:
    return former_type_on(person.pk, day, scope=ALL)


def recorded(area: str, day: date, **kinds: list[str]) -> int:
    row = unify_types(area, effective_from=day, document="某省意见", clause="第一条", **kinds)
    return row.pk


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(1989, 12, 31), ""),
        (date(1990, 1, 1), "agricultural"),
        (BEFORE, "agricultural"),
        (NATIONAL, "resident"),
        (date(2026, 1, 1), "resident"),
    ],
)
def test_a_type_ends_on_the_day_of_the_unification(ouyang: Family, day: date, kind: str) -> None:
    """R04: any date is answered from history."""
    assert on(ouyang.father, day).kind == kind


def test_the_clause_that_ended_a_type_is_told(ouyang: Family) -> None:
    source = on(ouyang.father, NATIONAL).source
    assert source is not None
    assert (source.document, source.clause) == (
        "国务院关于进一步推进户籍制度改革的意见（国发〔2014〕25号）",
        "三（九）",
    )


def test_nothing_is_said_about_whom_no_old_file_vouches_for(ouyang: Family) -> None:
    assert on(ouyang.son, BEFORE) == TypeOnDay(BEFORE, "", "", None, None)


@pytest.mark.parametrize("area", ["330000", "330800", "330802", "330802001001"])
def test_the_nearest_area_decides_when_a_type_ended(ouyang: Family, area: str) -> None:
    recorded("", date(2013, 1, 1))
    recorded(area, date(2016, 1, 1))
    assert on(ouyang.father, date(2015, 12, 31)).kind == "agricultural"
    assert on(ouyang.father, date(2016, 1, 1)).kind == "resident"


def test_another_area_changes_nothing(ouyang: Family) -> None:
    recorded("440000", date(2000, 1, 1))
    assert on(ouyang.father, BEFORE).kind == "agricultural"


def test_one_type_may_end_before_the_others(ouyang: Family) -> None:
    recorded("330000", date(2010, 6, 1), kinds=["blue_stamp"])
    assert on(ouyang.mother, date(2010, 6, 1)).kind == "resident"
    assert on(ouyang.father, date(2010, 6, 1)).kind == "agricultural"


def rows_of_the_register() -> list[tuple[object, ...]]:
    """Return table, place and writing transaction of every row there is."""
    found: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != "registry_unification":
                cursor.execute(f"select '{table}', ctid::text, xmin::text from \"{table}\"")  # noqa: S608
                found += cursor.fetchall()
    return found


def test_ending_a_type_nationwide_rewrites_no_row_and_no_answer_before(ouyang: Family) -> None:
    """P15: everybody's answer changes from that day on, by one row."""
    days = [date(1995, 1, 1), date(2009, 12, 31)]
    before = [on(each, day) for each in (ouyang.father, ouyang.mother) for day in days]
    rows = rows_of_the_register()

    recorded("", date(2010, 1, 1))

    assert rows_of_the_register() == rows
    after = [on(each, day) for each in (ouyang.father, ouyang.mother) for day in days]
    assert [each.kind for each in after] == [each.kind for each in before]
    assert [each.kind for each in after] == ["agricultural"] * 2 + ["blue_stamp"] * 2
    assert on(ouyang.father, date(2010, 1, 1)).kind == "resident"


def test_a_unification_recorded_wrongly_is_taken_back_whole(ouyang: Family) -> None:
    rows = rows_of_the_register()
    wrong = recorded("", date(2010, 1, 1))
    known = clock.now()
    withdraw_unification(wrong)

    assert on(ouyang.father, BEFORE).kind == "agricultural"
    assert rows_of_the_register() == rows
    as_known = former_type_on(ouyang.father.pk, BEFORE, scope=ALL, known_on=known)
    assert as_known.kind == "resident"
    with pytest.raises(UnificationWithdrawn):
        withdraw_unification(wrong)


@pytest.mark.parametrize(
    ("area", "clause", "kinds"),
    [("99", "一", ["own_grain"]), ("330000", " ", ["own_grain"]), ("330000", "一", ["town"])],
)
def test_a_unification_without_place_clause_or_type_is_refused(
    area: str, clause: str, kinds: list[str]
) -> None:
    with pytest.raises(InvalidInput):
        unify_types(
            f"{area}x" if area == "99" else area,
            effective_from=NATIONAL,
            document="意见",
            clause=clause,
            kinds=kinds,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "insert into registry_formertype select * from registry_formertype",
        "update registry_formertype set kind = 'other'",
        "delete from registry_formertype",
        "update registry_unification set effective_from = '2000-01-01'",
        "delete from registry_unification",
    ],
)
@pytest.mark.usefixtures("ouyang")
def test_who_serves_cannot_write_a_former_type(statement: str) -> None:
    """R02: raw SQL as the application's role."""
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.usefixtures("ouyang")
def test_the_function_that_writes_them_serves_only_an_import_under_way() -> None:
    run = ImportRun.objects.latest("id")
    with (
        pytest.raises(ProgrammingError, match="only an import under way"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select registry_keep_former_types(%s, 0, 1)", [run.pk])


@pytest.mark.parametrize("people", [-1, 1, 1_000_000])
@pytest.mark.usefixtures("ouyang")
def test_no_more_keys_are_reserved_than_a_file_has_rows(people: int) -> None:
    """A run that somebody only says is under way has no rows."""
    run = ImportRun.objects.create(
        file_name="x.csv", file_digest="0" * 64, file_size=1, encoding="utf-8"
    )
    with (
        pytest.raises(ProgrammingError, match="as many keys as its file has rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select registry_reserve_keys(%s, %s, %s)", [run.pk, people, people])


def test_a_run_that_says_it_is_loading_gives_nobody_a_former_type(ouyang: Family) -> None:
    """Which keys a run registers people under is not for who serves to write."""
    run = ImportRun.objects.create(
        file_name="x.csv",
        file_digest="0" * 64,
        file_size=1,
        encoding="utf-8",
        state=ImportState.LOADING,
    )
    for statement in (
        "insert into registry_keyreservation (run_id, keys) values (%s, '{}')",
        "select registry_keep_former_types(%s, 0, 1)",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|only an import under way"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [run.pk])
    assert not FormerType.objects.filter(person=ouyang.daughter, run=run)


def test_another_office_sees_nobodys_former_type(ouyang: Family) -> None:
    elsewhere = Scope("test", office_ids=frozenset({station().office.pk}))
    assert former_types(ouyang.father.pk, scope=elsewhere) == []


@pytest.mark.parametrize(
    ("service", "name"),
    [("agricultural_to_nonagricultural", "农转非"), ("nonagricultural_to_agricultural", "非转农")],
)
def test_a_change_of_type_is_refused_by_its_clause(service: str, name: str) -> None:
    """R03."""
    with pytest.raises(ServiceStopped) as refused:
        load_law().unification.refuse(service, jurisdiction="330802001001")
    assert refused.value.facts["cite"] == load_law().unification.cite.as_json()
    assert refused.value.facts["local_cites"] == [
        {
            "document": "衢州市人民政府关于进一步推进户籍制度改革的实施意见（送审稿）",
            "clause": "二（二）1",
        }
    ]
    assert name in refused.value.detail


def test_any_other_service_goes_on() -> None:
    load_law().unification.refuse("settlement", jurisdiction="330802")


def test_the_unification_is_the_one_that_was_ordered() -> None:
    """The pack's only values: the day of 国发〔2014〕25号, and the clause that ended the types."""
    law = load_law().unification

    assert law.effective_from == date(2014, 7, 30)
    assert "国发〔2014〕25号" in law.cite.document
    assert law.cite.clause == "三（九）"
