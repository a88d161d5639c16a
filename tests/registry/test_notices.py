"""Lists of other agencies: taken in as a whole, once, and refused by line and field (D02)."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hukou.kernel import clock, gb18030
from hukou.kernel.errors import InvalidInput
from hukou.kernel.identity_number import compose
from registry.actions import NoticeRow, Taken, take_notices
from registry.models import ExternalNotice
from tests.cast import station
from tests.factories import DivisionFactory

pytestmark = pytest.mark.django_db
NUMBER = compose("440199", date(1950, 2, 3), sequence=7).text
HEADINGS = "通报编号,公民身份号码,姓名,事件日期\n"


def row(**changes: object) -> NoticeRow:
    told = {
        "place": "line 2",
        "reference": "B-1",
        "number": NUMBER,
        "name": "王安石",
        "event_date": date(2026, 5, 1),
    }
    return NoticeRow(**told | changes)  # type: ignore[arg-type]  # as the test says


def take(*rows: NoticeRow, kind: str = "death", agency: str = "殡仪馆") -> Taken:
    return take_notices(rows, agency=agency, kind=kind)


def test_a_list_told_twice_is_taken_once() -> None:
    assert take(row()) == Taken(new=1, repeated=0)
    assert take(row(), row(reference="B-2")) == Taken(new=1, repeated=1)

    assert ExternalNotice.objects.count() == 2


def test_two_agencies_may_use_one_reference() -> None:
    take(row())

    assert take(row(), agency="卫生健康局").new == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": f"{NUMBER[:17]}{'0' if NUMBER[17] != '0' else '1'}"}, "line 2.number"),
        ({"number": "12"}, "line 2.number"),
        ({"name": ""}, "line 2.name"),
        ({"name": "王\ue000"}, "line 2.name"),
        ({"event_date": date(1899, 1, 1)}, "line 2.event_date"),
        ({"reference": " "}, "line 2.reference"),
        ({"division": "33"}, "line 2.division"),
        ({"division": "nonsense"}, "line 2.division"),
        ({"division": "330802006001"}, "line 2.division"),
    ],
)
def test_a_bad_row_is_refused_by_place_and_field_and_nothing_is_taken(
    changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        take(row(place="line 1", reference="B-0"), row(**changes))

    assert [fault["field"] for fault in refused.value.errors] == [field]
    assert not ExternalNotice.objects.exists()


def test_a_day_in_the_future_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        take(row(event_date=clock.today() + timedelta(days=1)))

    assert refused.value.field == "line 2.event_date"


def test_a_reference_used_for_something_else_is_refused() -> None:
    take(row())

    with pytest.raises(InvalidInput) as refused:
        take(row(name="王安国"))

    assert refused.value.field == "line 2.reference"


def test_every_fault_of_a_list_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        take(row(number="1"), row(place="line 3", number="2", name=""))

    assert [fault["field"] for fault in refused.value.errors] == [
        "line 2.number",
        "line 3.number",
        "line 3.name",
    ]


@pytest.mark.parametrize(("kind", "agency"), [("wedding", "民政局"), ("death", " ")])
def test_kind_and_agency_must_be_known(kind: str, agency: str) -> None:
    with pytest.raises(InvalidInput):
        take(row(), kind=kind, agency=agency)

    assert not ExternalNotice.objects.exists()


def test_a_pupil_belongs_to_the_office_that_keeps_the_place() -> None:
    here = station()
    here.office.areas.add(DivisionFactory.create(code="330802006"))

    take(row(division="330802006001"), kind="school")

    assert ExternalNotice.objects.get().office == here.office


def load(path: Path, kind: str = "death") -> str:
    told = io.StringIO()
    call_command("load_notices", path, agency="殡仪馆", kind=kind, stdout=told, stderr=told)
    return told.getvalue()


def test_a_file_is_read_in_utf_8_and_in_gb_18030(tmp_path: Path) -> None:
    text = f"{HEADINGS}B-1,{NUMBER},王安石,2026-05-01\n"
    (tmp_path / "one.csv").write_text(text, encoding="utf-8-sig")
    (tmp_path / "two.csv").write_bytes(gb18030.encode(text.replace("B-1", "B-2")))

    assert load(tmp_path / "one.csv") == "1 new, 0 told before\n"
    assert load(tmp_path / "two.csv") == "1 new, 0 told before\n"
    assert set(ExternalNotice.objects.values_list("name", flat=True)) == {"王安石"}


@pytest.mark.parametrize(
    "data",
    [
        HEADINGS.encode("utf-16"),
        b"\xff\xff\xff",
        "编号,号码\n1,2\n".encode(),
        b"",
        (HEADINGS + "B-1,1,2\n").encode(),
        (HEADINGS + f"B-1,{NUMBER},王安石,1 May\n").encode(),
        (HEADINGS + f"B-1,{NUMBER[:-1]},王安石,2026-05-01\n").encode(),
    ],
    ids=["utf-16", "no text", "headings", "empty", "columns", "date", "number"],
)
def test_a_file_that_cannot_be_read_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)

    with pytest.raises(CommandError):
        load(path)

    assert not ExternalNotice.objects.exists()


def test_the_command_names_the_line(tmp_path: Path) -> None:
    path, told = tmp_path / "list.csv", io.StringIO()
    path.write_text(f"{HEADINGS}B-1,{NUMBER},王安石,2026-05-01\nB-2,1,王,2026-05-01\n")

    with pytest.raises(CommandError):
        call_command("load_notices", path, agency="殡仪馆", kind="death", stderr=told)

    assert told.getvalue().startswith("line 3.number: ")
