"""A legacy register on disk, imported over an empty register with a staff, and taken off again."""

import hashlib
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import psycopg
from django.apps import apps
from psycopg import sql

from hukou.kernel import clock
from registry.actions import found_office
from registry.management.importing import Importer
from registry.models import ImportRun, OfficeLevel
from registry.queries import villages_of
from tests.benchmarks._servers import owner
from tests.legacy import LegacyRegister, write_legacy

TABLES: Final = (
    "registry_person",
    "registry_heldnumber",
    "registry_particulars",
    "registry_household",
    "registry_address",
    "registry_householdaddress",
    "registry_entry",
    "registry_residence",
    "registry_formertype",
)
KEPT: Final = frozenset({"registry_division"})
RUNS: Final = "registry_importrun"
SEED: Final = 11
COUNTY: Final = "330802"
TOWNSHIPS: Final = ("330802004", "330802005", "330802006", "330802100")
Connection = psycopg.Connection[tuple[Any, ...]]


def legacy_file(people: int, *, seed: int = SEED) -> Path:
    """Write a legacy register of a county whose villages are real; return its path."""
    villages = villages_of(TOWNSHIPS, on=clock.today())
    divisions = [code for codes in villages.values() for code in codes]
    path = Path(tempfile.mkdtemp(prefix="hukou-legacy-")) / "legacy.csv"
    write_legacy(path, LegacyRegister(seed, divisions=divisions).rows(people))
    return path


def staff() -> None:
    """Set up the office that keeps the county's register."""
    found_office(
        "330802000000",
        name="柯城分局",
        level=OfficeLevel.COUNTY,
        parent=None,
        areas=[COUNTY],
        on=clock.today(),
    )


def empty(connection: Connection) -> None:
    """Forget everything but the divisions; sequences begin anew."""
    rooms = [apps.get_app_config(room) for room in ("registry", "applications", "oauth2_provider")]
    tables = {model._meta.db_table for room in rooms for model in room.get_models()}
    names = [sql.Identifier(table) for table in sorted(tables - KEPT)]
    connection.execute(
        sql.SQL("truncate {} restart identity cascade").format(sql.SQL(", ").join(names))
    )
    connection.execute("alter sequence household_number_seq restart")


def imported(path: Path) -> tuple[ImportRun, float]:
    """Import a file; return its run, and how many seconds it took with every commit."""
    started = time.perf_counter()
    run = Importer(path, tell=lambda *_: None).bring_in()
    return run, time.perf_counter() - started


class Taken:
    """The rows of the register in COPY's own form, on disk: a million people are too many to hold.

    Their digests, table by table in the order of keys, tell one register from another.
    """

    def __init__(self, connection: Connection) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="hukou-rows-"))
        self.digests: Mapping[str, str] = {
            table: self._take(connection, table) for table in (*TABLES, "registry_entrychain")
        }

    def _take(self, connection: Connection, table: str) -> str:
        digest = hashlib.sha256()
        statement = sql.SQL("copy (select * from {} order by id) to stdout")
        with (
            self._file(table).open("wb") as file,
            connection.cursor().copy(statement.format(sql.Identifier(table))) as copy,
        ):
            for block in copy:
                file.write(block)
                digest.update(block)
        return digest.hexdigest()

    def put_back(self, connection: Connection) -> float:
        """COPY the same rows into the same tables, emptied; return the seconds, with the commit."""
        names = sql.SQL(", ").join(map(sql.Identifier, TABLES))
        connection.execute(sql.SQL("truncate {} cascade").format(names))
        started = time.perf_counter()
        with connection.transaction(), connection.cursor() as cursor:
            for table in TABLES:
                statement = sql.SQL("copy {} from stdin").format(sql.Identifier(table))
                with cursor.copy(statement) as copy, self._file(table).open("rb") as file:
                    while block := file.read(1 << 20):
                        copy.write(block)
        return time.perf_counter() - started

    def _file(self, table: str) -> Path:
        return self.directory / table


def register_of(connection: Connection) -> Mapping[str, str]:
    """Return the digests of the tables as they are now."""
    return Taken(connection).digests


def connected() -> Connection:
    """Return a connection that may truncate."""
    return owner()
