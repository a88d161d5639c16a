"""Days pass for the register: what it knows was recorded so many days ago."""

from typing import Final

from django.db import connection
from psycopg.sql import SQL, Identifier

TABLES: Final = (
    "registry_heldnumber",
    "registry_household",
    "registry_householdaddress",
    "registry_particulars",
    "registry_person",
    "registry_residence",
)


def days_pass(days: int) -> None:
    """Let everything recorded so far have been recorded `days` days earlier.

    As the owner, past the triggers that would keep that as history too.
    """
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("reset role")
        for table in TABLES:
            name = Identifier(table)
            cursor.execute(SQL("alter table {} disable trigger user").format(name))
            earlier = SQL("update {} set recorded_at = recorded_at - make_interval(days => %s)")
            cursor.execute(earlier.format(name), [days])
            cursor.execute(SQL("alter table {} enable trigger user").format(name))
        cursor.execute(
            """
            update registry_rowversion set until = until - make_interval(days => %(days)s),
                "row" = jsonb_set("row", '{recorded_at}', to_jsonb(
                    ("row" ->> 'recorded_at')::timestamptz - make_interval(days => %(days)s)))
            """,
            {"days": days},
        )
        cursor.execute("set role hukou_app")
