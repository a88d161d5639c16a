"""A legacy file of two households, and the command that brings it in."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from hukou.kernel.identity_number import compose
from registry.actions.importing.files import COLUMNS
from registry.queries import Scope
from tests.factories import DivisionFactory, OfficeFactory
from tests.legacy import write_legacy

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


def set_up_places() -> None:
    """Set up two villages and the office that keeps their register."""
    areas = [DivisionFactory.create(code=code) for code in (PLACE, ELSEWHERE)]
    OfficeFactory.create().areas.set(areas)


class Desk:
    """The command over one file, where two villages have an office."""

    def __init__(self, directory: Path) -> None:
        set_up_places()
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


def stored() -> dict[str, int]:
    """Count every row of the register, the staff and the divisions aside."""
    models = apps.get_app_config("registry").get_models()
    return {model.__name__: QuerySet(model).count() for model in models}
