"""Brings a legacy register in from a file (旧簿导入): checked whole, resumable."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.kernel.errors import DomainError
from registry.errors import FileRefused, NumberAlreadyHeld
from registry.management.importing import Bar, Importer
from registry.models import ImportRun
from registry.queries import reconciliation

HELD_SINCE = (
    "文件核对之后，有人取得了其中的号码，登记在此停下。"
    "请用 --undo 撤销本批次后重新导入：有此号码的户将列入差错报告，其余照常登记。"
)


class Command(BaseCommand):
    help = (
        "Import a legacy register from a CSV file (UTF-8 or GB18030, with a header). Everybody "
        "becomes a resident; the former hukou type is kept as closed history. A household with "
        "a bad row is refused whole and told in FILE.errors.csv; a killed run goes on where it "
        "stopped when it is started again. Exits 1 where anything was refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="check only, store nothing")
        parser.add_argument(
            "--undo", metavar="REASON", help="take back what the import of this file registered"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        path: Path = options["file"]
        importer = Importer(path, tell=Bar())
        try:
            if options["undo"] is not None:
                self._undo(importer, reason=options["undo"])
                return
            run = self._run(importer, dry_run=options["dry_run"])
        except FileRefused as refused:
            importer.refuse(refused)
            self._last_line(0, 0, 0)
            raise CommandError(f"{refused} 见 {importer.report.name}") from refused
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
        except NumberAlreadyHeld as held:
            raise CommandError(f"{held.zh}{HELD_SINCE}") from held
        except DomainError as stopped:
            raise CommandError(stopped.detail or stopped.zh) from stopped
        if run.rows > run.people:
            raise CommandError(f"有差错的户未导入，见 {importer.report.name}")

    def _run(self, importer: Importer, *, dry_run: bool) -> ImportRun:
        """Bring the file in, or only look; the last line says what is in the register now."""
        if dry_run:
            run = importer.rehearse()
            self.stdout.write(f"试导入：可导入 {run.households} 户 {run.people} 人，未保存任何内容")
            self._reconcile(run)
            self._last_line(0, 0, run.rows - run.people)
            return run
        run = importer.bring_in()
        already = importer.imported_before
        if already:
            self.stdout.write(f"此文件已由批次 {run.pk} 导入，本次未导入任何内容")
        self._reconcile(run)
        new = (0, 0) if already else (run.households, run.people)
        self._last_line(*new, run.rows - run.people)
        return run

    def _undo(self, importer: Importer, *, reason: str) -> None:
        self.stdout.write(f"households {importer.take_back(reason=reason)} taken back")

    def _reconcile(self, run: ImportRun) -> None:
        """Print what became of every row of the file, by kind of household and former type."""
        for label, count in reconciliation(run):
            self.stdout.write(f"  {label} {count}")

    def _last_line(self, households: int, people: int, refused: int) -> None:
        self.stdout.write(
            f"households {households} imported, people {people} imported, rows {refused} refused"
        )
