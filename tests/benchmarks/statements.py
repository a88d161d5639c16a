"""SQL statements of one read and of one submission through the API; BEGIN and COMMIT apart."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
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
from tests.benchmarks._movers import body_of, division_of, families
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
    division = division_of(OFFICER)
    movers = [
        body_of(family, division=division, door=door) for door, family in enumerate(families(4))
    ]
    drafts = [draft(officer, body) for body in movers[:2]]
    yield from counted("submit", [submitting(officer, each) for each in drafts], SUBMIT)
    filing = [posting(officer, "applications", body) for body in movers[2:]]
    yield from counted("write_down_and_submit", filing, "")


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


def posting(client: Client, path: str, body: Mapping[str, Any]) -> Call:
    headers = {"Idempotency-Key": str(uuid.uuid4()), "Purpose": PURPOSE}
    return lambda: client.post(
        f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers
    )


def draft(client: Client, body: Mapping[str, Any]) -> str:
    """Write an application down without handing it in; return its key."""
    answer = posting(client, "applications", {**body, "submit": False})()
    answered(answer)
    key: str = answer.json()["id"]
    return key


def submitting(client: Client, application: str) -> Call:
    return posting(client, f"applications/{application}/submit", {})
