"""SQL statements of one read and of one submission through the API; BEGIN and COMMIT apart."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hukou.stack.house import House
from tests.benchmarks import _county
from tests.benchmarks._callers import (
    OFFICER,
    PURPOSE,
    client_of_agency,
    client_of_officer,
)
from tests.benchmarks._movers import Member, body_of, division_of, families
from tests.benchmarks.reads import those_of_the_officer
from tests.measuring import Figure

CONTROL: Final = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
READ: Final = "<=4"
SUBMIT: Final = "<=8"
PEOPLE: Final = 3_000
Call: TypeAlias = Callable[[], Any]
"""Sends a request, and returns the response."""


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count after one call to warm up; the goals of a later day are 2 and 3."""
    del house
    _county.generate(people=_county.PEOPLE if large else PEOPLE)
    people = those_of_the_officer(2)
    agency, officer = client_of_agency(), client_of_officer()
    yield from counted("read_by_agency", [reading(agency, each) for each in people], READ)
    yield from counted("read_by_officer", [reading(officer, each) for each in people], READ)
    warm, measured = families(2)
    filing = [submitting(officer, warm, door=1), submitting(officer, measured, door=2)]
    yield from counted("submit", filing, SUBMIT)


def counted(name: str, calls: list[Call], goal: str) -> Iterator[Figure]:
    """Say what the last of the calls took."""
    *warming, measured = calls
    for call in warming:
        answered(call())
    with CaptureQueriesContext(connection) as captured:
        answered(measured())
    words = [query["sql"].split(maxsplit=1)[0].rstrip(";") for query in captured.captured_queries]
    yield Figure(name, sum(word not in CONTROL for word in words), goal=goal)
    yield Figure(f"{name}_round_trips", len(words))


def answered(response: HttpResponse) -> None:
    if response.status_code not in {200, 201}:
        raise ValueError(f"{response.status_code}: {response.content.decode()}")


def reading(client: Client, person: int) -> Call:
    return lambda: client.get(f"/api/v1/residents/{person}", headers={"Purpose": "benchmark"})


def submitting(client: Client, family: list[Member], *, door: int) -> Call:
    body: dict[str, Any] = body_of(family, division=division_of(OFFICER), door=door)
    headers = {"Idempotency-Key": str(uuid.uuid4()), "Purpose": PURPOSE}
    return lambda: client.post(
        "/api/v1/applications",
        json.dumps(body),
        content_type="application/json",
        headers=headers,
    )
