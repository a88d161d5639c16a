"""import_register and bad rows: a household with one is refused whole, by its rule."""

import io
from pathlib import Path
from typing import Final

import pytest
from django.core.management import call_command

from registry.models import (
    HeldNumber,
    Household,
    Particulars,
    Person,
)
from tests.factories import HeldNumberFactory, PersonFactory
from tests.old_files import ELSEWHERE, Desk, Row, household, number, others, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


OTHER_DAY: Final = "1960-05-02"
SPOILT: Final[list[tuple[int, Row, str, str]]] = [
    (0, {"household_kind": "家庭"}, "household_kind", "household-kind"),
    (1, {"relation": "太太"}, "relation", "unknown-code"),
    (1, {"relation": "夫"}, "sex", "sex-of-relation"),
    (0, {"id_number": "440199196005010011"}, "id_number", "check_digit"),
    (0, {"id_number": "440199600501001"}, "id_number", "legacy15"),
    (0, {"id_number": ""}, "id_number", "format"),
    (0, {"id_number": "810000196005010013"}, "id_number", "check_digit"),
    (0, {"name": ""}, "name", "name-missing"),
    (0, {"name": "欧\ue000修"}, "name", "name-private-use"),
    (0, {"name": "欧阳 修"}, "name", "name-separator"),
    (0, {"sex": "女"}, "sex", "sex-differs"),
    (0, {"sex": "先生"}, "sex", "unknown-code"),
    (0, {"birth_date": OTHER_DAY}, "birth_date", "birth-date-differs"),
    (0, {"birth_date": "1960-02-30"}, "birth_date", "date"),
    (0, {"birth_date": "1960/05/01"}, "birth_date", "date"),
    (0, {"birth_date": "2999-01-01"}, "birth_date", "date-in-future"),
    (0, {"ethnicity": "火星族"}, "ethnicity", "unknown-code"),
    (0, {"legacy_type": "居民"}, "legacy_type", "former-type"),
    (0, {"division_code": "440199009009"}, "division_code", "division-unknown"),
    (0, {"address": ""}, "address", "address"),
    (1, {"address": "示例路2号"}, "address", "household-differs"),
    (1, {"division_code": ELSEWHERE}, "division_code", "household-differs"),
    (0, {"registered_on": "1959-01-01"}, "registered_on", "before-birth"),
    (0, {"registered_on": "2999-01-01"}, "registered_on", "date-in-future"),
    (0, {"relation": "父亲"}, "relation", "no-head"),
    (2, {"relation": "户主"}, "relation", "two-heads"),
]


@pytest.mark.parametrize(("place", "changes", "column", "code"), SPOILT)
def test_a_household_with_a_bad_row_is_refused_whole_by_its_rule(
    desk: Desk, place: int, changes: Row, column: str, code: str
) -> None:
    rows = household()
    rows[place] |= changes

    assert not desk.write([*rows, *others()]).run()

    assert desk.last == "households 1 imported, people 2 imported, rows 3 refused"
    assert (str(place + 2), column, code) in desk.faults()
    assert {line for line, _, _ in desk.faults()} <= {"2", "3", "4"}
    assert set(Particulars.objects.values_list("name", flat=True)) == {"张三", "李四"}
    call_command("verify_register", stdout=io.StringIO())


def test_a_child_is_younger_than_the_head(desk: Desk) -> None:
    rows = [*household()[:2], row("女", "欧阳大水", "2", "1959-01-02", 4)]
    assert not desk.write(rows).run()
    assert desk.faults() == [("4", "birth_date", "older-than-parent")]


def test_a_parent_is_older_than_the_head(desk: Desk) -> None:
    rows = [*household(), row("母亲", "单氏", "2", "1960-05-01", 4)]
    assert not desk.write(rows).run()
    assert desk.faults() == [("5", "birth_date", "younger-than-child")]


def test_a_stepchild_may_be_older(desk: Desk) -> None:
    assert desk.write([*household(), row("继女", "欧阳大水", "2", "1959-01-02", 4)]).run()


def test_a_minor_is_no_head_where_an_adult_could_be(desk: Desk) -> None:
    minor = row("户主", "小明", "1", "2015-01-02", 7)
    grown = row("母亲", "大红", "2", "1990-01-02", 8)
    for each in (minor, grown):
        each |= {"household_number": "丙003", "legacy_type": ""}
    assert not desk.write([minor, grown]).run()
    assert desk.faults() == [("2", "birth_date", "head-under-age")]

    assert desk.write([minor]).run()


def test_who_was_born_after_the_unification_never_had_a_type(desk: Desk) -> None:
    rows = [*household(), row("女", "欧阳小水", "2", "2016-01-02", 4)]
    assert not desk.write(rows).run()
    assert desk.faults() == [("5", "legacy_type", "former-type-ended")]


def test_one_number_stands_once_in_a_file(desk: Desk) -> None:
    rows = household()
    again = rows[1] | {"household_number": "乙002", "relation": "配偶"}
    assert not desk.write([*rows, *others(), again, rows[0]]).run()

    assert not Household.objects.exists()
    twice = [line for line, _, code in desk.faults() if code == "number-twice-in-file"]
    assert twice == ["2", "3", "7", "8"]


def test_a_number_on_the_register_is_not_imported_again(desk: Desk) -> None:
    known = PersonFactory.create()
    HeldNumber.objects.filter(person=known).delete()
    HeldNumberFactory.create(person=known, number=number("1962-03-08", 2))

    assert not desk.write(household()).run()

    assert desk.faults() == [("3", "id_number", "number-already-held")]
    assert Person.objects.count() == 1


def test_numbers_are_masked_in_the_report(desk: Desk) -> None:
    rows = household()
    rows[0]["id_number"] = rows[0]["id_number"][:-1] + "Y"
    rows[1]["id_number"] = number("1962-03-09", 2)
    desk.write([*rows, rows[2]]).run()

    told = desk.report.read_text("utf-8")
    assert len(desk.faults()) == 4
    assert not any(each["id_number"] in told for each in rows)
    assert "440199********" in told


def test_numbers_in_a_column_that_slipped_are_masked_too(desk: Desk) -> None:
    rows = household()
    told = rows[0]["id_number"]
    rows[0]["birth_date"] = told
    rows[1]["ethnicity"] = f"汉{told}"
    desk.write(rows).run()

    report = desk.report.read_text("utf-8")
    assert len(desk.faults()) == 2
    assert told not in report
    assert "汉440199********" in report
