"""Reading one resident through the API, beside raw SQL under the same server and without one."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from hukou.kernel import clock
from hukou.stack import programs
from hukou.stack.house import House
from registry.models import Account, Disclosure, Residence
from registry.queries import scope_of
from tests.benchmarks import _county
from tests.benchmarks._callers import OFFICER, agency_headers, officer_headers
from tests.benchmarks._http import Load, ask, drive, request
from tests.benchmarks._pace import ROUNDS, medians
from tests.benchmarks._raw_reads import rate_of_psycopg
from tests.measuring import Figure

READ: Final = 2_000
COMPARED: Final = 100
SECONDS: Final = 2.0
GOAL: Final = ">=0.5"
"""Half of one statement that reads and notes the reading, behind no middleware."""
OWN: Final = "/api/v1/residents/{}"
WAYS: Final[Mapping[str, str]] = {
    "noted": "/yardstick/residents/{}/noted",
    "plain": "/yardstick/residents/{}",
    "noted_bare": "/bare/yardstick/residents/{}/noted",
    "plain_bare": "/bare/yardstick/residents/{}",
}
CALLERS: Final = ("agency", "officer")
Ways: TypeAlias = dict[str, list[bytes]]


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count requests a second of 8 clients on 2 workers, in alternating rounds."""
    yield _county.load()
    people = those_of_the_officer(READ)
    serve(house)
    ways = requests(people, port=house.port)
    yield Figure("answers_differ", differing(ways, port=house.port), goal="==0")
    before = Disclosure.objects.count()
    loads = measured(ways, port=house.port, seconds=SECONDS * 5 if large else SECONDS)
    yield Figure("readings_noted", Disclosure.objects.count() - before, goal=">=1")
    yield from told({way: load.rate for way, load in loads.items()})
    yield Figure("by_agency_p99_ms", loads["agency"].p99, loads["noted"].p99)
    url, on = os.environ["DATABASE_URL"], clock.today()
    raw = rate_of_psycopg(people, on=on, url=url, seconds=SECONDS)
    yield Figure("by_agency_beside_psycopg", loads["agency"].rate, raw)


def told(rates: Mapping[str, float]) -> Iterator[Figure]:
    yield Figure("by_agency", rates["agency"], rates["noted_bare"], GOAL)
    yield Figure("by_officer", rates["officer"], rates["noted_bare"])
    yield Figure("by_agency_same_middleware", rates["agency"], rates["noted"])
    yield Figure("by_officer_same_middleware", rates["officer"], rates["noted"])
    yield Figure("by_agency_beside_unnoted", rates["agency"], rates["plain"])
    yield Figure("middleware_alone", rates["plain"], rates["plain_bare"])


def those_of_the_officer(count: int) -> list[int]:
    """Return residents whom the officer may see, the same ones in every run."""
    scope = scope_of(Account.objects.get(username=OFFICER), on=clock.today())
    here = Residence.objects.on(clock.today()).filter(household__office_id__in=scope.offices or [])
    return list(here.order_by("person_id").values_list("person_id", flat=True)[:count])


def serve(house: House) -> None:
    """Start the web as `up` does, with the yardsticks mounted beside it, and nothing else."""
    web = programs.web(house.environment, data=house.data, port=house.port)
    command = (*web.command[:-1], "tests.benchmarks._wsgi")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks._settings"}
    house.supervisor.start(
        web._replace(command=command, environment={**web.environment, **settings})
    )
    house.wait_until_healthy()


def requests(people: Sequence[int], *, port: int) -> Ways:
    """Return the requests of each way to read, by its name."""

    def all_of(path: str, headers: Mapping[str, str]) -> list[bytes]:
        return [request(path.format(person), port=port, headers=headers) for person in people]

    return {
        "agency": all_of(OWN, agency_headers()),
        "officer": all_of(OWN, officer_headers()),
        **{way: all_of(path, {}) for way, path in WAYS.items()},
    }


def differing(ways: Ways, *, port: int) -> int:
    """Return how many answers are not those of raw SQL, in what this caller may see."""
    different = 0
    for place in range(COMPARED):
        raw, *others = (json.loads(ask(ways[way][place], port=port)) for way in WAYS)
        agency, officer = (
            json.loads(ask(ways[who][place], port=port)) for who in ("agency", "officer")
        )
        different += raw != agency or any(other != raw for other in others)
        different += not shows(officer, raw)
    return different


def shows(officer: dict[str, Any], raw: dict[str, Any]) -> bool:
    """Whether an officer sees all that raw SQL gives, with the number masked."""
    number = raw["identity_number"]
    masked = {**raw, "identity_number": f"{number[:6]}********{number[-4:]}"}
    registration = officer["registration"].items() >= masked.pop("registration").items()
    return registration and officer.items() >= masked.items()


def measured(ways: Ways, *, port: int, seconds: float) -> dict[str, Load]:
    """Return the median load of each way, in alternating rounds after one to warm up."""
    loads: dict[str, list[Load]] = {way: [] for way in ways}
    for way in ways:
        drive(ways[way], port=port, seconds=seconds / 4)
    for _ in range(ROUNDS):
        for way, taken in loads.items():
            taken.append(drive(ways[way], port=port, seconds=seconds))
    return {
        way: Load(*medians([[load.rate for load in taken], [load.p99 for load in taken]]))
        for way, taken in loads.items()
    }
