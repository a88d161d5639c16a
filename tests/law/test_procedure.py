"""Terms and ways of appeal as dated, cited data."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from hukou.kernel.clock import ZONE
from hukou.kernel.periods import HolidayCalendar
from hukou.law import PACKS, PackError, load_law
from hukou.law.procedure import load_procedure

PROCEDURE = load_law().procedure


def test_a_term_says_how_its_days_are_counted() -> None:
    accept, supplement = PROCEDURE.terms["accept"], PROCEDURE.terms["supplement"]
    friday, calendar = date(2026, 11, 20), HolidayCalendar()

    assert accept.due(friday, calendar) == datetime(2026, 11, 28, tzinfo=ZONE)
    assert supplement.due(friday, calendar) == datetime(2026, 12, 22, tzinfo=ZONE)
    assert "第三十二条" in accept.cited
    assert "工作日" in accept.cited
    assert "工作日" not in supplement.cited


def test_a_way_of_appeal_is_open_from_the_day_its_text_holds() -> None:
    now, before = PROCEDURE.remedies_on(date(2026, 1, 1)), PROCEDURE.remedies_on(date(2020, 1, 1))

    assert [each.body for each in now] == ["government", "court"]
    assert [each.body for each in before] == ["court"]


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        ("days: 5", "days: soon", "counts days"),
        ("counted: working_days", "counted: blue_days", "'counted' is one of"),
        ("body: court", "body: uncle", "'body' is one of"),
        ("since: 2024-01-01, ", "", "'since' is missing"),
        ("provenance: own", "provenance: rumour", "'provenance' is one of"),
        ("way: 行政诉讼", "path: 行政诉讼", "'way' is missing"),
    ],
)
def test_an_unclear_procedure_is_refused(
    tmp_path: Path, written: str, instead: str, refusal: str
) -> None:
    shutil.copytree(PACKS / "_national", tmp_path / "_national")
    file = tmp_path / "_national" / "procedure.yaml"
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(PackError, match=refusal):
        load_procedure(tmp_path)


@pytest.mark.parametrize(
    ("step", "days"), [("accept", 5), ("supplement", 30), ("decide", 20), ("carry_out", 10)]
)
def test_each_step_has_the_days_its_text_gives(step: str, days: int) -> None:
    assert PROCEDURE.terms[step].days == days
