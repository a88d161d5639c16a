"""Imports of legacy registers (导入批次): what was wrong with a file, what became of it."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from django.db.models import QuerySet

from hukou.kernel.errors import NotFound
from registry.models import FormerKind, HouseholdKind, ImportedRow, ImportRun, ImportState

from .scope import Scope

FAULTS_SHOWN: Final = 200


class Fault(NamedTuple):
    """One thing that is wrong with a row: line, column, value (numbers masked) and rule."""

    line: int
    column: str
    value: str
    rule: str


def faults_of(run_id: int) -> Iterator[Fault]:
    """Yield what was wrong with a file, line by line, without holding it in memory."""
    return (fault for fault, _office in _faults(run_id))


def faults_shown(run_id: int, *, scope: Scope) -> list[Fault]:
    """Return the first faults of a file; what stood in rows of another office's area is left out.

    A row whose village is nobody's is shown whole to those who see every office.
    """
    return [
        fault if scope.keeps(office) else fault._replace(value="")
        for fault, office in islice(_faults(run_id), FAULTS_SHOWN)
    ]


def _faults(run_id: int) -> Iterator[tuple[Fault, int | None]]:
    """Yield each fault with the office of its row."""
    rows = (
        ImportedRow.objects.filter(run=run_id, faults__isnull=False)
        .order_by("line")
        .values_list("line", "faults", "office_id")
    )
    for line, faults, office in rows.iterator(chunk_size=2000):
        for column, value, rule in faults or ():
            yield Fault(line, column, value or "", rule), office


def reconciliation(run: ImportRun) -> Iterator[tuple[str, int]]:
    """Yield what became of the rows of a file: registered by former type, or refused.

    The people of all types and the refused rows together are the rows of the file.
    """
    counts = run.counts or {"households": {}, "people": {}}
    for kind in HouseholdKind:
        yield f"{kind.label}（户）", counts["households"].get(kind.value, 0)
    for former in FormerKind:
        yield f"原{former.label}（人）", counts["people"].get(former.value, 0)
    yield "无原户口性质记载（人）", counts["people"].get("", 0)
    yield "未导入（行）", run.rows - run.people
    yield "文件共（行）", run.rows


def list_imports(scope: Scope, *, limit: int = 100) -> list[ImportRun]:
    """Return the newest runs first, of the files that lie wholly in the scope's area."""
    return list(_within(scope).order_by("-id")[:limit])


def import_shown(run_id: int, *, scope: Scope) -> ImportRun:
    """Return one run. Raises NotFound where its file reaches beyond the scope's area."""
    found = _within(scope).filter(pk=run_id).first()
    if found is None:
        raise NotFound
    return found


def _within(scope: Scope) -> QuerySet[ImportRun]:
    """Keep the runs all of whose rows are of these offices: their counts tell of nobody else."""
    if scope.offices is None:
        return ImportRun.objects.all()
    return ImportRun.objects.filter(offices__contained_by=scope.offices).exclude(offices=[])


def import_of(file_digest: str) -> ImportRun | None:
    """Return the run of a file that has registered anything, unless it is undone."""
    under_way = (ImportState.LOADING, ImportState.FINISHED, ImportState.UNDOING)
    return ImportRun.objects.filter(file_digest=file_digest, state__in=under_way).first()
