"""Households of a checked file registered (登记), a part at a time, under keys reserved before.

One INSERT … SELECT for each table: no row of a person passes through Python.
"""

from typing import Any, Final
from uuid import UUID, uuid5

from django.db import connection, transaction

from hukou.kernel import clock
from registry.actions.copying import insert_select
from registry.actions.recording import Pen
from registry.errors import constraints_explained
from registry.models import (
    ELEMENTS,
    Address,
    Entry,
    EntryKind,
    HeldNumber,
    Household,
    HouseholdAddress,
    ImportRun,
    ImportState,
    Particulars,
    Person,
    Residence,
)

from .cells import NAME_COLUMNS
from .planner import planned
from .reading import LINES_A_RUN
from .staging import forget_staged, held

BASIS: Final = {"document": "户籍管理制度改革", "clause": "原户籍登记资料导入"}
PEOPLE: Final = """
people AS MATERIALIZED (
    SELECT * FROM registry_imported_people(%(run)s::bigint, %(begins)s::bigint, %(ends)s::bigint)
)"""
HOMES: Final = """
home AS MATERIALIZED (
    SELECT ordinal, min(kind) AS kind, min(office_id) AS office_id,
           min(division_id) AS division_id, min(division_code) AS division_code,
           min(address) AS address, min(full_text) AS full_text,
           min(registered_from) AS opened_on
    FROM people GROUP BY ordinal
)"""
"""Every row of a household says the same of it: that was checked."""
AT_THE_DOOR: Final = (
    "{address}.division_id = home.division_id AND {address}.street = home.address"
    + "".join(f" AND {{address}}.{name} = ''" for name in ELEMENTS if name != "street")
    + " AND upper_inf({address}.period)"
)
"""Every column of the unique index is told, or it would not serve."""
ENTRIES: Final = """
SELECT home.ordinal, home.number, home.first_line, first.office_id
FROM registry_importedhousehold home
JOIN registry_importedrow first ON first.id = %(first)s + home.first_line
WHERE home.run_id = %(run)s AND home.ordinal >= %(begins)s AND home.ordinal < %(ends)s
ORDER BY home.ordinal
"""


@transaction.atomic
@constraints_explained()
def load_imported(run_id: int, *, households: int) -> ImportRun:
    """Register the next households of a checked file, with one entry (初始录入) each.

    Raises:
        NumberAlreadyHeld: somebody was given one of the numbers since the file was checked.
    """
    run = held(run_id)
    if run.state != ImportState.LOADING:
        return run
    ends = min(run.loaded + households, run.households)
    reserved = run.reservation.keys.items()
    span: dict[str, Any] = {
        "run": run_id,
        "first": run_id * LINES_A_RUN,
        "begins": run.loaded,
        "ends": ends,
        "at": run.recorded_at,
    } | {f"{table.removeprefix('registry_')}_from": key for table, key in reserved}
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        # A part is small beside the register.
        planned(cursor, enable_seqscan="off", work_mem="64MB"),
    ):
        for statement in STATEMENTS:
            cursor.execute(statement, span)
    _write_entries(run, span)
    run.loaded = ends
    run.save(update_fields=["loaded"])
    return run


@transaction.atomic
@constraints_explained()
def finish_import(run_id: int) -> ImportRun:
    """Close a run whose households are all registered, and forget what was put aside for it.

    Rows at fault stay, for the report.
    """
    run = held(run_id)
    if run.state == ImportState.LOADING and run.loaded == run.households:
        forget_staged(run_id, faults_too=False)
        run.state, run.finished_at = ImportState.FINISHED, clock.now()
        run.save(update_fields=["state", "finished_at"])
    return run


def _write_entries(run: ImportRun, span: dict[str, Any]) -> None:
    """Chain one entry for each household, at the record time of the run."""
    with clock.frozen(run.recorded_at), connection.cursor() as cursor:
        cursor.execute(ENTRIES, span)
        pen = Pen(by=None, on=clock.today(), basis=BASIS)
        for ordinal, number, line, office in cursor.fetchall():
            entry = pen.note(
                EntryKind.IMPORTED,
                office_id=office,
                household_id=span["household_from"] + ordinal,
                reason="loaded",
                details={"file": run.file_digest[:16], "household": number, "line": line},
            )
            entry.pk = span["entry_from"] + ordinal
            # Each household is an event of its own, named alike however often the run was resumed.
            entry.event = uuid5(UUID(run.file_digest[:32]), str(line))
        pen.write()


AT: Final = {"recorded_at": "%(at)s::timestamptz"}
PERSON: Final = "%(person_from)s + people.place"
HOUSEHOLD: Final = "%(household_from)s + home.ordinal"
BY_PLACE: Final = "people ORDER BY people.place"
INSERTS: Final = (
    insert_select(Person, {"id": PERSON, **AT}, source=BY_PLACE),
    insert_select(
        HeldNumber,
        {
            "id": "%(heldnumber_from)s + people.place",
            "person_id": PERSON,
            "number": "people.number",
            "period": "daterange(people.birth_date, NULL)",
            **AT,
        },
        source=BY_PLACE,
    ),
    insert_select(
        Particulars,
        {
            "id": "%(particulars_from)s + people.place",
            "person_id": PERSON,
            "period": "daterange(people.birth_date, NULL)",
            **{
                name: f"people.{name}"
                for name in ("name", *NAME_COLUMNS, "sex", "birth_date", "ethnicity")
            },
            **AT,
        },
        source=BY_PLACE,
    ),
    insert_select(
        Household,
        {
            "id": HOUSEHOLD,
            "number": "lpad((%(number_from)s + home.ordinal)::text, 9, '0')",
            "kind": "home.kind",
            "name": "CASE WHEN home.kind <> 'family' THEN left(home.address, 97) || '集体户'"
            " ELSE '' END",
            "office_id": "home.office_id",
            "prefecture": "left(home.division_code, 4)",
            "period": "daterange(home.opened_on, NULL)",
            **AT,
        },
        source="home ORDER BY home.ordinal",
    ),
    insert_select(
        HouseholdAddress,
        {
            "id": "%(householdaddress_from)s + home.ordinal",
            "household_id": HOUSEHOLD,
            "address_id": "address.id",
            "period": "daterange(home.opened_on, NULL)",
            **AT,
        },
        # LIMIT has each address looked up by itself, whatever the planner believes of the table.
        source=f"""home CROSS JOIN LATERAL (
            SELECT id FROM registry_address address
            WHERE {AT_THE_DOOR.format(address="address")} LIMIT 1) address
            ORDER BY home.ordinal""",  # noqa: S608 - our own text
    ),
    insert_select(
        Residence,
        {
            "id": "%(residence_from)s + people.place",
            "person_id": PERSON,
            "household_id": "%(household_from)s + people.ordinal",
            "relation": "people.relation",
            "period": "daterange(people.registered_from, NULL)",
            "arrived_on": "people.registered_on",
            "reason_in": "'loaded'",
            "opened_by_id": "%(entry_from)s + people.ordinal",
            "prefecture": "left(people.division_code, 4)",
            **AT,
        },
        source=BY_PLACE,
    ),
)
STATEMENTS: Final = (
    f"WITH {PEOPLE}, {HOMES} "
    + insert_select(
        Address,
        {
            "id": "%(address_from)s + home.ordinal",
            "division_id": "home.division_id",
            "street": "home.address",
            "full_text": "home.full_text",
        },
        source=f"""home WHERE NOT EXISTS (
            SELECT FROM registry_address known WHERE {AT_THE_DOOR.format(address="known")})
            ORDER BY home.ordinal ON CONFLICT DO NOTHING""",
    ),
    f"WITH {PEOPLE}, {HOMES}, "
    + ", ".join(f"put_{place} AS ({insert})" for place, insert in enumerate(INSERTS))
    + " SELECT",
    "SELECT registry_keep_former_types(%(run)s::bigint, %(begins)s::bigint, %(ends)s::bigint)",
)
"""Addresses first, which the next statement must see. Who refers to whom is checked on commit."""
assert Entry._meta.db_table == "registry_entry"  # its keys are reserved by that name  # noqa: S101
