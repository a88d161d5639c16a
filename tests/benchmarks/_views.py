"""One resident as raw SQL would answer: no sign-in, no scope, no serializer, one statement."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, JsonResponse

from hukou.kernel import clock
from hukou.kernel.codes import Scheme, of
from tests.benchmarks._sql import NOTE, RESIDENT


def read(_: HttpRequest, person_id: int) -> JsonResponse:
    return _answer(RESIDENT, person_id)


def read_and_note(_: HttpRequest, person_id: int) -> JsonResponse:
    return _answer(NOTE + RESIDENT, person_id)


def _answer(statement: str, person_id: int) -> JsonResponse:
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"person": person_id, "on": today})
        row = cursor.fetchone()
    response = JsonResponse(resident(row) | {"on": today, "known_on": None})
    response["Content-Length"] = len(response.content)
    return response


def resident(row: tuple[Any, ...]) -> dict[str, Any]:
    """Return a row as another agency sees it, registration and number included."""
    return {
        "id": row[0],
        "name": row[1],
        "sex": row[2],
        "birth_date": row[3],
        "ethnicity": row[4],
        "identity_number": row[15],
        "merged_into": row[16],
        "registration": {
            "household_id": row[5],
            "household_number": row[6],
            "household_kind": row[7],
            "relation": row[8],
            "relation_name": of(Scheme.FAMILY_RELATION).name(row[8]),
            "arrived_on": row[9],
            "reason_in": row[10],
            "since": row[11],
            "division_code": row[12],
            "office_id": row[13],
            "office_name": row[14],
        },
    }
