"""import_register: a legacy file becomes households of residents, or is refused by its rules."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Model, QuerySet

from hukou.kernel import gb18030, tables
from hukou.kernel.identity_number import compose
from registry.actions.importing.files import COLUMNS
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
from registry.queries import Scope, former_type_on, household_on
from tests.factories import DivisionFactory, HeldNumberFactory, OfficeFactory, PersonFactory
from tests.legacy import LegacyRegister, write_legacy

pytestmark = pytest.mark.django_db

ALL: Final = Scope("test", office_ids=None)
PLACE: Final = "440199001001"
ELSEWHERE: Final = "440199001002"
LATER: Final = date(2020, 1, 1)
Row = dict[str, str]


def number(born: str, sequence: int) -> str:
    return compose("440199", date.fromisoformat(born), sequence=sequence).text


def row(relation: str, name: str, sex: str, born: str, sequence: int, **changes: str) -> Row:
    values = (
        *("甲001", "家庭户", relation, number(born, sequence), name, sex, born, "汉族", "农业"),
        *(PLACE, "示例路1号", "1999-03-01"),
    )
    told = dict(zip(COLUMNS, values, strict=True))
    told["registered_on"] = max(told["registered_on"], born)
    return told | changes


def household(**changes: str) -> list[Row]:
    """Return a father, a mother and a son of one booklet."""
    return [
        row("户主", "欧阳修", "男", "1960-05-01", 1, **changes),
        row("妻", "单雄英", "女", "1962-03-08", 2, **changes),
        row("20", "欧阳小山", "1", "2001-01-02", 3, **changes | {"legacy_type": ""}),
    ]


def others(**changes: str) -> list[Row]:
    """Return a sound household that has nothing to do with the first."""
    return [
        row("户主", "张三", "1", "1970-01-01", 5, household_number="乙002", **changes),
        row("配偶", "李四", "2", "1971-01-01", 6, household_number="乙002", **changes),
    ]


@pytest.fixture(autouse=True)
def places() -> None:
    areas = [DivisionFactory.create(code=code) for code in (PLACE, ELSEWHERE)]
    OfficeFactory.create().areas.set(areas)


class Desk:
    """The command over one file."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "old.csv"
        self.report = directory / "old.errors.csv"
        self.last = ""

    def write(self, rows: Sequence[Row], *, encoding: str = "utf-8") -> "Desk":
        write_legacy(self.path, [list(each.values()) for each in rows], encoding=encoding)
        return self

    def run(self, *options: str) -> bool:
        """Run it; say whether everything was taken."""
        out = io.StringIO()
        try:
            call_command("import_register", str(self.path), *options, stdout=out)
        except CommandError:
            return False
        finally:
            self.last = out.getvalue().splitlines()[-1] if out.getvalue() else ""
        return True

    def faults(self) -> list[tuple[str, str, str]]:
        """Return line, column and the code of the rule."""
        with self.report.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [(each["line"], each["column"], each["rule"].partition("：")[0]) for each in rows]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def stored() -> dict[str, int]:
    """Count every row of the register, the staff and the divisions aside."""
    models = apps.get_app_config("registry").get_models()
    return {model.__name__: QuerySet(model).count() for model in models}


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


def test_gb18030_is_read_by_the_edition_of_2022(desk: Desk) -> None:
    changed = int(tables.read("gb18030_2022")[0]["since_2022"], 16)
    rows = household()
    desk.write(rows)
    text = desk.path.read_text("utf-8").replace("示例路1号", f"示例路{chr(changed)}1号")
    desk.path.write_bytes(gb18030.encode(text))

    assert desk.run()

    assert chr(changed) in Household.objects.get().addresses.get().address.full_text
    assert ImportRun.objects.get().encoding == "gb18030"


def test_a_byte_order_mark_is_no_part_of_the_first_column(desk: Desk) -> None:
    assert desk.write(household(), encoding="utf-8-sig").run()


def text_of(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([list(COLUMNS), *[list(each.values()) for each in rows]])
    return out.getvalue()


WHOLE: Final[dict[str, tuple[bytes, str]]] = {
    "nothing": (b"", "no-rows"),
    "a header": (text_of([]).encode(), "no-rows"),
    "latin": (text_of(household()).encode() + b"\xff\xff", "wrong-encoding"),
    "utf-16": (text_of(household()).encode("utf-16"), "wrong-encoding"),
    "a column less": (text_of(household()).replace("sex,", "", 1).encode(), "columns"),
    "a column more": (text_of(household()).replace("sex,", "sex,x,", 1).encode(), "columns"),
    "a quote": (text_of(household()).replace("单雄英", '"单"雄英').encode(), "quoting"),
    "an open quote": (text_of(household()).replace("单雄英", '"单雄英').encode(), "quoting"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_cannot_be_read_leaves_nothing(desk: Desk, name: str) -> None:
    content, code = WHOLE[name]
    desk.path.write_bytes(content)
    before = stored()

    assert not desk.run()

    assert stored() == before
    assert desk.last == "households 0 imported, people 0 imported, rows 0 refused"
    assert [rule for _, _, rule in desk.faults()] == [code]


@pytest.mark.parametrize("cells", [11, 13])
def test_a_row_with_too_few_or_too_many_cells_is_refused(desk: Desk, cells: int) -> None:
    lines = text_of([*household(), *others()]).splitlines()
    lines[2] = lines[2] + "," if cells == 13 else lines[2].rpartition(",")[0]
    desk.path.write_text("\n".join(lines), "utf-8")

    assert not desk.run()

    assert desk.faults() == [("3", "", "cells")]
    assert Household.objects.count() == 1


def test_a_line_break_in_quotes_does_not_shift_the_lines(desk: Desk) -> None:
    rows = household()
    rows[0]["address"] = "示例路\n1号"
    desk.write([*rows, *[each | {"sex": ""} for each in others()]]).run()
    assert ("2", "address", "address") in desk.faults()
    assert ("6", "sex", "unknown-code") in desk.faults()


def test_a_rehearsal_stores_nothing_and_tells_the_same(desk: Desk) -> None:
    rows = household()
    rows[0]["name"] = ""
    before = stored()

    assert not desk.write([*rows, *others()]).run("--dry-run")

    assert stored() == before
    assert desk.last == "households 0 imported, people 0 imported, rows 3 refused"
    assert desk.faults() == [("2", "name", "name-missing")]


def test_a_file_is_imported_once(desk: Desk) -> None:
    desk.write(household()).run()
    before = stored()

    assert desk.run()

    assert stored() == before
    assert desk.last == "households 0 imported, people 0 imported, rows 0 refused"


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


def test_no_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_register", str(tmp_path / "none.csv"))


def test_everything_is_recorded_at_the_time_of_the_run(desk: Desk) -> None:
    desk.write(household()).run()
    run = ImportRun.objects.get()
    tables: tuple[type[Model], ...] = (
        *(Person, HeldNumber, Particulars, Household, Residence, Entry, FormerType),
    )
    rows: list[Any] = [QuerySet(model).values_list("recorded_at", flat=True) for model in tables]
    assert {at for each in rows for at in each} == {run.recorded_at}
