"""A legacy file brought in from its first byte to the last household, or as far as it is asked."""

import csv
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from hukou.kernel import clock
from hukou.kernel.spreadsheets import safe
from registry.actions.importing import (
    Batch,
    FileFacts,
    LegacyFile,
    Places,
    RowReader,
    abandon_import,
    check_import,
    describe_file,
    finish_import,
    load_imported,
    open_import,
    stage_rows,
    undo_import,
)
from registry.errors import FileRefused, NoImportToUndo
from registry.models import ImportRun, ImportState
from registry.queries import Fault, faults_of, import_of

ROWS: Final = 25_000
HOUSEHOLDS: Final = 10_000
"""How much is committed at a time: what a kill costs at most."""
TAKEN_BACK: Final = 2_000
"""Households; whoever works in the register waits for no more of them than these."""
UNDOING: Final = {"document": "户籍管理制度改革", "clause": "撤销原户籍登记资料导入"}
HEADER: Final = ("line", "column", "value", "rule")
Tell = Callable[[str, int, int], object]
"""Told what is being done, how much of it is, and of how much."""


class Importer:
    """One file on its way into the register; `tell` hears how far it is."""

    def __init__(self, path: Path, *, tell: Tell) -> None:
        self.path = path
        self.tell = tell
        self.imported_before = False
        self.report = path.with_suffix(".errors.csv")

    def bring_in(self) -> ImportRun:
        """Read, check and register the file, going on where an earlier try was stopped.

        Raises:
            FileRefused: nothing of it was stored.
        """
        run = self._checked(describe_file(self.path), reserving=True)
        self.imported_before = run.state == ImportState.FINISHED
        while run.state == ImportState.LOADING and run.loaded < run.households:
            run = load_imported(run.pk, households=HOUSEHOLDS)
            self.tell("登记", run.loaded, run.households)
        run = finish_import(run.pk)
        self._report(faults_of(run.pk))
        return run

    def take_back(self, *, reason: str) -> int:
        """Undo what the import of this file registered, going on where an earlier try stopped.

        Returns how many households were taken back.

        Raises:
            NoImportToUndo, LaterEventStands, InvalidInput
        """
        run = import_of(describe_file(self.path).digest)
        if run is None:
            raise NoImportToUndo
        whole = run.loaded
        while run.state != ImportState.UNDONE:
            run = undo_import(run.pk, by=None, reason=reason, basis=UNDOING, households=TAKEN_BACK)
            self.tell("撤销", whole - run.loaded, whole)
        return whole

    def rehearse(self) -> ImportRun:
        """Read and check the file, report what is wrong, and leave nothing behind."""
        facts = describe_file(self.path)
        run = self._checked(replace(facts, digest=f"dry-{facts.digest[4:]}"), reserving=False)
        self._report(faults_of(run.pk))
        abandon_import(run.pk)
        return run

    def refuse(self, refused: FileRefused) -> None:
        """Report why the file as a whole is refused."""
        self._report([Fault(refused.line, refused.column, "", f"{refused.code}：{refused}")])

    def _checked(self, facts: FileFacts, *, reserving: bool) -> ImportRun:
        source = LegacyFile(self.path, facts.encoding)
        run = open_import(facts)
        try:
            if run.state == ImportState.STAGING:
                run = check_import(self._read(run, source).pk, reserving=reserving)
        except FileRefused:
            abandon_import(run.pk)
            raise
        return run

    def _read(self, run: ImportRun, source: LegacyFile) -> ImportRun:
        start, lines = (run.read_bytes, run.read_lines) if run.read_bytes else source.first
        rows = source.rows(start=start, lines=lines)
        places = Places(on=clock.today())
        reader = RowReader(source.header, run=run.pk, places=places)
        while run.read_bytes < run.file_size:
            batch = Batch(rows, reader, size=ROWS, file_size=run.file_size)
            run = stage_rows(run, batch)
            self.tell("读入", run.read_bytes, run.file_size)
        return run

    def _report(self, faults: Iterable[Fault]) -> None:
        """Write what is wrong beside the file; where nothing is, take an older report away."""
        found = iter(faults)
        first = next(found, None)
        if first is None:
            self.report.unlink(missing_ok=True)
            return
        with self.report.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for fault in chain([first], found):
                writer.writerow(fault._replace(value=safe(fault.value)))


class Bar:
    """A progress bar (进度条) for somebody who watches; where nobody does, a line per step."""

    WIDTH: Final = 30

    def __init__(self, out: TextIO = sys.stderr) -> None:
        self._out = out
        self._watched = out.isatty()
        self._said = ""

    def __call__(self, doing: str, done: int, whole: int) -> None:
        """Show how far a step is; a step that is done ends its line."""
        share = done / whole if whole else 1.0
        filled = int(share * self.WIDTH)
        if self._watched:
            self._out.write(f"\r{doing} [{'#' * filled:<{self.WIDTH}}] {share:4.0%}")
            self._out.write("\n" if done >= whole else "")
        elif done >= whole or (said := f"{doing}{int(share * 10)}") != self._said:
            self._said = "" if done >= whole else said
            self._out.write(f"{doing} {share:.0%}\n")
        self._out.flush()
