"""Loads the country's divisions, or a list of the statistics bureau with its classes."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.kernel import clock
from hukou.kernel.errors import DomainError, InvalidInput
from registry.actions import add_divisions, import_nbs
from registry.management.division_tables import division_rows
from registry.management.nbs_file import read_nbs


class Command(BaseCommand):
    help = "Load administrative divisions, former ones too; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--nbs",
            type=Path,
            metavar="FILE",
            help="12-digit code, urban-rural class, name: add what is new, date the classes",
        )
        parser.add_argument("--on", type=date.fromisoformat, help="from which day; today if not")
        parser.add_argument("--source", default="", help="the document the list comes from")
        parser.add_argument("--approver", default="国家统计局", help="who published or approved it")
        parser.add_argument("--reference", default="", help="the bureau's reference for class 123")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if options["nbs"] is None:
            added = add_divisions(division_rows())
            self.stdout.write(f"divisions {added} added")
            return
        self._import(options["nbs"], options)

    def _import(self, path: Path, options: dict[str, Any]) -> None:
        try:
            report = import_nbs(
                read_nbs(path),
                on=options["on"] or clock.today(),
                source=options["source"] or path.name,
                approver=options["approver"],
                reference=options["reference"],
            )
        except InvalidInput as refused:
            self._tell(refused)
            message = f"{len(refused.errors)} problems, nothing imported"
            raise CommandError(message) from refused
        except (DomainError, OSError) as refused:
            raise CommandError(getattr(refused, "zh", "") or str(refused)) from refused
        self.stdout.write(
            f"divisions {report.added} added, classes {report.classified} given, "
            f"{report.unchanged} lines changed nothing"
        )

    def _tell(self, refused: InvalidInput) -> None:
        """Write what is wrong as CSV, a row for each problem."""
        rows = csv.writer(self.stderr, lineterminator="")
        rows.writerow(["where", "problem"])
        rows.writerows([error["field"], error["detail"]] for error in refused.errors)
