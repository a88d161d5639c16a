"""Applications carried from submission to the register by two workers and real agencies."""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from redis import Redis

from applications.actions import (
    accept,
    approve,
    assess_if_ready,
    carry_out,
    claim_verification,
    file,
    record_answer,
)
from applications.connectors import Answer, Question
from applications.connectors.sandbox.truth import read_truth
from applications.models import Application, Verification
from applications.workflow import Status
from hukou.kernel import clock
from hukou.stack import programs
from hukou.stack.house import House
from registry.models import Account
from tests.benchmarks import _county
from tests.benchmarks._callers import OFFICER
from tests.benchmarks._movers import Member, division_of, families, plant, request_of
from tests.benchmarks._raw_rows import added, counts, rate_of_storing
from tests.measuring import Figure

CHIEF: Final = "lichief"
CARRIED: Final = 40
PEOPLE: Final = 10_000
PATIENCE: Final = 150.0  # seconds for all of them
LOOK_EVERY: Final = 0.05  # seconds


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count applications of families of three: eight questions each, five decisions and steps."""
    _county.generate(people=_county.PEOPLE if large else PEOPLE)
    carried = CARRIED * 5 if large else CARRIED
    warm, alone, together = _thirds(families(2 + 2 * carried), carried)
    plant([*warm, *alone, *together])
    counter = Counter()
    counter.carry_alone(warm[:1])
    before = counts()
    in_process = counter.carry_alone(alone)
    rows = added(before, counts())
    raw = rate_of_storing(rows, applications=carried)
    start_workers(house)
    counter.carry_together(warm[1:], house)
    before = counts()
    by_workers = counter.carry_together(together, house)
    unlike = added(rows, added(before, counts()))
    yield Figure("unfinished", unfinished(), goal="==0")
    yield Figure("tables_differ", len(unlike), goal="==0")
    yield Figure("applications_a_second", by_workers, in_process)
    yield Figure("applications_beside_raw_sql", by_workers, raw)


def _thirds(
    movers: list[list[Member]], carried: int
) -> tuple[list[list[Member]], list[list[Member]], list[list[Member]]]:
    return movers[:2], movers[2 : 2 + carried], movers[2 + carried :]


def start_workers(house: House) -> None:
    """Start what a settlement needs, with nothing left over to do."""
    Redis.from_url(os.environ["REDIS_URL"]).flushdb()
    environment = house.environment
    for program in (programs.sandbox, programs.worker, programs.beat):
        house.supervisor.start(program(environment))


def unfinished() -> int:
    return Application.objects.exclude(status=Status.REGISTERED).count()


class Counter:
    """The officer and the chief of one station, who do each step as soon as they can."""

    def __init__(self) -> None:
        self.officer = Account.objects.get(username=OFFICER)
        self.chief = Account.objects.get(username=CHIEF)
        self.division = division_of(OFFICER)
        self.doors = 0

    def file(self, family: Sequence[Member]) -> UUID:
        self.doors += 1
        request = request_of(family, division=self.division, door=self.doors)
        filed = file(request, by=self.officer)
        return accept(filed.pk, by=self.officer).pk

    def finish(self, application: UUID) -> None:
        approve(application, by=self.chief)
        carry_out(application, by=self.officer)

    def carry_alone(self, movers: Sequence[Sequence[Member]]) -> float:
        """Do all of it in this process, one after another; return applications a second."""
        started = time.perf_counter()
        for family in movers:
            application = self.file(family)
            answer_all(application)
            assess_if_ready(application)
            self.finish(application)
        return len(movers) / (time.perf_counter() - started)

    def carry_together(self, movers: Sequence[Sequence[Member]], house: House) -> float:
        """File them all, finish each when the workers have it assessed; return the same unit."""
        started = time.perf_counter()
        waiting = {self.file(family) for family in movers}
        while waiting and time.perf_counter() - started < PATIENCE:
            assessed = Application.objects.filter(id__in=waiting, status=Status.ASSESSED)
            done = set(assessed.values_list("id", flat=True))
            for application in done:
                self.finish(application)
            waiting -= done
            house.look()
            time.sleep(0 if done else LOOK_EVERY)
        return (len(movers) - len(waiting)) / (time.perf_counter() - started)


def answer_all(application: UUID) -> None:
    """Record what the agencies know, as a worker would, without asking them over HTTP."""
    rows = Verification.objects.filter(application=application).values_list("id", flat=True)
    for row in list(rows):
        question = claim_verification(row)
        if question is not None:
            record_answer(row, told(question))


def told(question: Question) -> Answer:
    related = question.related.identity_number if question.related else ""
    path = Path(os.environ["HUKOU_DATA"]) / "truth.sqlite"
    number = question.subject.identity_number
    value = read_truth(path, number, question.fact, related=related)
    return Answer(
        request_id=question.request_id,
        fact=question.fact,
        known=value is not None,
        value=value,
        answered_at=clock.now(),
        receipt="benchmark",
    )
