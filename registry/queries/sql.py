"""Running a statement and reading its rows as they are, without model instances."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def fetch(statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every row as a dictionary by column."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
