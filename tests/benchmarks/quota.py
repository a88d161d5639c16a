"""Places of a quota under sixteen clients (P13): none too many, beside a raw lock, and a control.

The control counts, then approves, as if nobody else did: it overshoots. The yardstick is the same
lock in hand-written SQL: lock the counter, count up, keep the place.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeAlias
from uuid import UUID, uuid4

from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from applications.actions.places import take_places
from applications.errors import NoPlacesLeft
from applications.models import Application, Assessment, Decision, Quota, QuotaChange, QuotaPlace
from hukou.kernel import clock
from hukou.stack.house import House
from registry.models import Account, Address, Office
from tests.benchmarks import _county
from tests.benchmarks._callers import OFFICER
from tests.benchmarks._movers import division_of
from tests.benchmarks._pace import stopwatch
from tests.benchmarks._servers import owner, plain
from tests.measuring import Figure

CLIENTS: Final = 16
PLACES: Final = 2_000
DECISIONS: Final = 100_000
LARGE: Final = 1_000_000
PEOPLE: Final = 1_000
TEXT: Final = {"regulation": "qz-final-2017", "channel": "QZF-1"}
YARDSTICK: Final = """
create schema yardstick;
create table yardstick.counter (id int primary key, places int, taken int check (taken <= places));
create table yardstick.place (id bigserial primary key, application uuid, taken_at timestamptz);
create table yardstick.naive (id bigserial primary key, application uuid, taken_at timestamptz);
create index on yardstick.place (application);
create index on yardstick.naive (application);
grant usage on schema yardstick to public;
grant all on all tables in schema yardstick to public;
grant all on all sequences in schema yardstick to public;
"""
Client: TypeAlias = Callable[[int, list[UUID]], int]
"""Decides these files one after another; returns how many were approved."""


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Decide 100,000 files over 2,000 places three times: by us, by raw SQL, by the control."""
    del house
    decisions = LARGE if large else DECISIONS
    _county.generate(people=PEOPLE)
    quota, files = declared(), filed(decisions)
    with owner() as raw:
        raw.execute(YARDSTICK)
        raw.execute("insert into yardstick.counter values (1, %s, 0)", [PLACES])
    ours, seconds = together(by_us, files)
    by_hand, raw_seconds = together(by_raw_sql, files)
    naive, _seconds = together(by_counting, files)
    held = sum(QuotaPlace.objects.filter(quota=quota).values_list("places", flat=True))
    yield Figure("decisions", len(files))
    yield Figure("over", max(ours, held) - PLACES, goal="==0")
    yield Figure("given_of_the_quota", held, PLACES, goal="==1")
    yield Figure("over_by_raw_lock", by_hand - PLACES, goal="==0")
    yield Figure("over_by_the_naive_control", naive - PLACES, goal=">=1")
    yield Figure("decisions_a_second", len(files) / seconds, len(files) / raw_seconds, goal=">=0.7")
    yield Figure("statements_of_a_place", statements(quota, files), goal="<=3")


def declared() -> Quota:
    """Declare the quota; nothing was approved before."""
    year, area = clock.today().year, division_of(OFFICER)[:6]
    quota = Quota.objects.create(
        area=area,
        first_year=year,
        last_year=year,
        kind="limit",
        unit="applications",
        when_full="refuse",
        places=PLACES,
        **TEXT,
    )
    QuotaChange.objects.create(
        quota=quota,
        places=PLACES,
        reason="benchmark",
        document="benchmark",
        clause="1",
        changed_by=Account.objects.get(username=OFFICER),
    )
    return quota


def filed(number: int) -> list[UUID]:
    """Write down so many files that would settle at one address of the county."""
    address = Address.objects.filter(division__code__startswith=division_of(OFFICER)[:6])[0]
    office, now = Office.objects.filter(level="station")[0], clock.now()
    keys = [uuid4() for _ in range(number)]
    rows = (
        Application(
            id=key,
            number=f"B{at:09d}",
            kind="settlement",
            status="assessed",
            applied_on=now.date(),
            destination_address=address,
            office=office,
            created_at=now,
            **TEXT,
        )
        for at, key in enumerate(keys)
    )
    Application.objects.bulk_create(rows, batch_size=5_000)
    return keys


def together(client: Client, files: list[UUID]) -> tuple[int, float]:
    """Have sixteen processes decide all files, each its share; return approvals, and seconds."""
    connections.close_all()
    shares = [files[at::CLIENTS] for at in range(CLIENTS)]
    approved: list[int] = []
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        work = partial(pool.starmap, client, list(enumerate(shares)), chunksize=1)
        seconds = stopwatch(lambda: approved.extend(work()))
    return sum(approved), seconds


def by_us(client: int, files: list[UUID]) -> int:
    """Take places as an approval does, in a transaction each."""
    del client
    decide = Decider()
    return sum(decide(key) for key in files)


class Decider:
    """Takes the place of a file; what a file is loaded with is loaded once."""

    def __init__(self) -> None:
        self.address = Address.objects.select_related("division").filter(
            division__code__startswith=division_of(OFFICER)[:6]
        )[0]
        self.now = clock.now()

    def __call__(self, key: UUID) -> bool:
        file = Application(id=key, kind="settlement", destination_address=self.address)
        decision = Decision(
            application=file,
            assessment=Assessment(**TEXT),
            parties=[1],
            decided_on=self.now.date(),
        )
        try:
            with transaction.atomic(durable=True):
                take_places(decision, at=self.now)
        except NoPlacesLeft:
            return False
        return True


def by_raw_sql(client: int, files: list[UUID]) -> int:
    """Lock the counter, count up, keep the place: nothing else."""
    del client
    now, taken = clock.now(), 0
    with plain() as raw:
        for key in files:
            with raw.transaction():
                row = raw.execute(
                    "select places, taken from yardstick.counter where id = 1 for no key update"
                ).fetchone()
                if row is not None and row[1] < row[0]:
                    raw.execute("update yardstick.counter set taken = taken + 1 where id = 1")
                    _keep(raw, "place", key, now)
                    taken += 1
    return taken


def by_counting(client: int, files: list[UUID]) -> int:
    """Count, then approve: the control."""
    del client
    now, taken = clock.now(), 0
    with plain() as raw:
        for key in files:
            with raw.transaction():
                row = raw.execute("select count(*) from yardstick.naive").fetchone()
                if row is not None and row[0] < PLACES:
                    _keep(raw, "naive", key, now)
                    taken += 1
    return taken


def _keep(raw: Any, table: str, key: UUID, now: datetime) -> None:  # noqa: ANN401 - a connection
    into = f"insert into yardstick.{table} (application, taken_at) values (%s, %s)"  # noqa: S608
    raw.execute(into, [key, now])


def statements(quota: Quota, files: list[UUID]) -> int:
    """Return how many statements taking one place adds to an approval, of a file without one."""
    taken = set(QuotaPlace.objects.filter(quota=quota).values_list("application", flat=True))
    file = next(each for each in files if each not in taken)
    Quota.objects.filter(pk=quota.pk).update(taken=0)
    decide = Decider()
    with CaptureQueriesContext(connection) as captured:
        decide(file)
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not each["sql"].startswith(control) for each in captured.captured_queries)
