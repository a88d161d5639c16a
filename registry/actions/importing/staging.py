"""Rows of a legacy file put aside (读入): a table of their own, before anything is registered."""

from typing import Final

from django.db import connection, transaction
from psycopg import sql

from hukou.kernel import clock
from registry.errors import ImportBeingUndone, ImportUnderWay, constraints_explained
from registry.models import ImportedHousehold, ImportedRow, ImportRun, ImportState

from .batches import Batch
from .files import FileFacts
from .reading import LINES_A_RUN, STAGED

COPY: Final = sql.SQL("COPY registry_importedrow ({}) FROM STDIN").format(
    sql.SQL(", ").join(map(sql.Identifier, STAGED))
)
PATIENCE: Final = "SET LOCAL lock_timeout = '120s'; SET LOCAL statement_timeout = 0"
"""A killed run's last statement may still be ending, and is waited for; the whole file is long."""


@transaction.atomic
@constraints_explained()
def open_import(facts: FileFacts) -> ImportRun:
    """Return the run of this file: the one that was begun, or a new one.

    Raises ImportBeingUndone.
    """
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
    begun = ImportRun.objects.filter(file_digest=facts.digest).exclude(state=ImportState.UNDONE)
    known = begun.first()
    if known is not None and known.state == ImportState.UNDOING:
        raise ImportBeingUndone(run=known.pk)
    return known or ImportRun.objects.create(
        file_name=facts.name[:255],
        file_digest=facts.digest,
        file_size=facts.size,
        encoding=facts.encoding,
        recorded_at=clock.now(),
    )


@transaction.atomic
@constraints_explained()
def stage_rows(run: ImportRun, batch: Batch) -> ImportRun:
    """Put aside the next rows of a file; the run then says how far it was read.

    Raises:
        ImportUnderWay: somebody else read on meanwhile.
    """
    current = held(run.pk)
    if (current.state, current.read_bytes) != (ImportState.STAGING, run.read_bytes):
        raise ImportUnderWay(run=run.pk)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(COPY) as copy,
    ):
        for row in batch:
            copy.write_row(row)
    current.read_bytes = batch.end
    current.read_lines = max(current.read_lines, batch.lines)
    current.rows += batch.count
    current.save(update_fields=["read_bytes", "read_lines", "rows"])
    return current


@transaction.atomic
@constraints_explained()
def abandon_import(run_id: int) -> None:
    """Forget a run that has registered nothing yet, with everything it put aside."""
    run = held(run_id)
    if run.loaded or run.state not in (ImportState.STAGING, ImportState.LOADING):
        raise ImportUnderWay(run=run_id)
    forget_staged(run_id)
    ImportedHousehold.objects.filter(run=run_id).delete()
    run.delete()


def held(run_id: int) -> ImportRun:
    """Return the run, locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
    return ImportRun.objects.select_for_update().get(pk=run_id)


def forget_staged(run_id: int, *, faults_too: bool = True) -> None:
    """Forget the rows of a run that were put aside."""
    first = run_id * LINES_A_RUN
    rows = ImportedRow.objects.filter(id__gte=first, id__lt=first + LINES_A_RUN)
    rows = rows if faults_too else rows.filter(faults__isnull=True)
    rows._raw_delete(rows.db)  # noqa: SLF001 - nothing refers to them, and they are many
