"""import_register and files: what can be read, what is refused whole, what is repeated."""

import csv
import io
from pathlib import Path
from typing import Final

import pytest
from django.core.management import CommandError, call_command

from hukou.kernel import gb18030, tables
from registry.actions.importing.files import COLUMNS
from registry.models import (
    Household,
    ImportRun,
)
from tests.old_files import (
    Desk,
    Row,
    household,
    others,
    stored,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


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


def test_no_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_register", str(tmp_path / "none.csv"))
