"""The stage of a drill: sandbox, worker and beat as real processes; counts what was lost."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import httpx2
from django.db.models import Count, QuerySet

from applications.models import Application, Transition, Verification, VerificationStatus
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.stack import processes, programs
from hukou.stack.house import House
from tests.faults._filing import decide_what_is_ready, file_applications
from tests.measuring import Figure

APPLICATIONS: Final = 20
LARGE: Final = 100
SLOW: Final = 0.1  # seconds per question: long enough to be broken in the middle of many
PATIENCE: Final = 180.0  # seconds after which whoever is not through counts as stuck
LOOK_EVERY: Final = 0.1  # seconds
BROKEN_AT: Final = 0.3  # of all questions answered
CHILDREN: Final = 2  # processes of the worker
ENDED: Final = (Status.REGISTERED, Status.REFUSED)
ANSWERED: Final = (VerificationStatus.ANSWERED, VerificationStatus.UNKNOWN_TO_AGENCY)
ONCE: Final = (Action.SUBMIT, Action.ACCEPT, Action.ASSESS, Action.CARRY_OUT)


@dataclass
class Stage:
    """What is filed, what was asked, and what was in a worker's hand when something broke."""

    house: House
    filed: list[UUID] = field(default_factory=list)
    asked: set[UUID] = field(default_factory=set)
    in_hand: set[UUID] = field(default_factory=set)
    began: float = 0
    pace: float = 0  # seconds that all questions would take undisturbed, from starting the worker
    broken_at: float = 0
    pause: float = 0
    recovered: float | None = None

    def set_up(self, *, large: bool) -> None:
        """File the applications and wake the workers, who then have all of them before them."""
        environment = {**self.house.environment, "AGENCY_TIMEOUT_SECONDS": "2"}
        start = self.house.supervisor.start
        start(programs.sandbox(environment))
        assert processes.wait_until(self._slowed, seconds=30)
        self.filed = file_applications(LARGE if large else APPLICATIONS)
        self.asked = set(self._rows().values_list("id", flat=True))
        self.began = time.monotonic()
        start(programs.worker(environment))
        start(programs.beat(environment))

    def wait_for_the_middle(self) -> None:
        """Wait until a part is answered and both children of the worker are asking."""
        middle = BROKEN_AT * len(self.asked)
        assert processes.wait_until(
            lambda: self._answered() >= middle and self._open_questions().count() >= CHILDREN,
            seconds=PATIENCE,
        )
        self.pace = (time.monotonic() - self.began) * len(self.asked) / self._answered()

    def break_something(self, how: Callable[[], object]) -> None:
        how()
        self.broken_at = time.monotonic()
        self.in_hand = set(self._open_questions().values_list("id", flat=True))

    def play_on(self) -> None:
        """Supervise, decide what is assessed, and look until all is done or patience is over."""
        answered, since = self._answered(), self.broken_at
        while time.monotonic() - self.broken_at < PATIENCE and not self._all_ended():
            self.house.look()
            decide_what_is_ready(self.filed)
            now, count = time.monotonic(), self._answered()
            if count != answered or count == len(self.asked):
                answered, since = count, now
            self.pause = max(self.pause, now - since)
            if self.recovered is None and not self._in_hand_still():
                self.recovered = now - self.broken_at
            time.sleep(LOOK_EVERY)

    def kill(self, name: str) -> None:
        """End a program and all its children at once, as a power cut would."""
        [watched] = [one for one in self.house.supervisor.watched if one.program.name == name]
        os.killpg(watched.process.pid, signal.SIGKILL)

    def figures(self) -> Iterable[Figure]:
        yield Figure("applications", len(self.filed))
        yield Figure("questions", len(self.asked))
        yield Figure("in_hand", len(self.in_hand))
        registered = Application.objects.filter(id__in=self.filed, status=Status.REGISTERED)
        yield Figure("registered", registered.count())
        yield Figure("lost", self._lost(), goal="==0")
        yield Figure("double", self._double(), goal="==0")
        yield Figure("stuck", self._stuck(), goal="==0")
        yield Figure("pause_s", round(self.pause, 1))
        # Beside what the whole work takes on this machine, today, from a cold start.
        recovery = round(self.recovered or PATIENCE, 1)
        yield Figure("recovery_s", recovery, yardstick=round(self.pace, 1), goal="<=1")

    # --- counting ------------------------------------------------------------------------------

    def _lost(self) -> int:
        """Questions that have no row or no answer, and decisions without their assessment."""
        answered = set(self._rows().filter(status__in=ANSWERED).values_list("id", flat=True))
        undecided = Application.objects.filter(id__in=self.filed, decision=None).count()
        return len(self.asked - answered) + undecided

    def _double(self) -> int:
        """Steps taken twice, questions answered twice differently, receipts that are not theirs."""
        steps = Transition.objects.filter(application__in=self.filed).values("application")
        twice = sum(
            steps.filter(action=action).annotate(times=Count("id")).filter(times__gt=1).count()
            for action in ONCE
        )
        decided = (
            steps.filter(action__in=(Action.APPROVE, Action.REFUSE))
            .annotate(times=Count("id"))
            .filter(times__gt=1)
            .count()
        )
        given = self.agencies_saw()["requests"]
        answered = self._rows().filter(status__in=ANSWERED)
        different = [
            row
            for row in answered
            if row.conflicts or row.receipt.get("receipt") != given[str(row.pk)]["receipt"]
        ]
        return twice + decided + len(different)

    def _stuck(self) -> int:
        return Application.objects.filter(id__in=self.filed).exclude(status__in=ENDED).count()

    def _all_ended(self) -> bool:
        return self._stuck() == 0

    def _in_hand_still(self) -> bool:
        return self._rows().filter(id__in=self.in_hand).exclude(status__in=ANSWERED).exists()

    def _answered(self) -> int:
        return self._rows().filter(status__in=ANSWERED).count()

    def _open_questions(self) -> QuerySet[Verification]:
        return self._rows().filter(
            status=VerificationStatus.PENDING, next_attempt_at__gt=clock.now()
        )

    def _rows(self) -> QuerySet[Verification]:
        return Verification.objects.filter(application__in=self.filed)

    # --- the sandbox ---------------------------------------------------------------------------

    def _slowed(self) -> bool:
        order = {"agency": "*", "mode": "slow", "seconds": SLOW}
        try:
            return httpx2.post(f"{self._agencies}/control", json=order).is_success
        except httpx2.HTTPError:
            return False

    def agencies_saw(self) -> Mapping[str, Any]:
        seen: Mapping[str, Any] = httpx2.get(f"{self._agencies}/control").json()
        return seen

    @property
    def _agencies(self) -> str:
        return self.house.environment["AGENCIES_URL"]


def drill(house: House, *, large: bool, breaks: Callable[[Stage], object]) -> Iterable[Figure]:
    """File, break in the middle, play on, count."""
    stage = Stage(house)
    stage.set_up(large=large)
    stage.wait_for_the_middle()
    stage.break_something(lambda: breaks(stage))
    stage.play_on()
    calls = Counter(request["calls"] for request in stage.agencies_saw()["requests"].values())
    yield from stage.figures()
    yield Figure("asked_again", sum(count for times, count in calls.items() if times > 1))
