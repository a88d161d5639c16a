"""The hall, the counter and the chiefs at work: who files, accepts, decides and carries out."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from queue import Empty, Queue
from threading import Lock, Thread
from typing import Any, Final, NamedTuple
from uuid import UUID

import httpx2
from django.db import DatabaseError, connection

from applications.models import Application, Assessment
from applications.workflow import Status
from registry.models import HeldNumber
from tests.faults._applicants import Wish
from tests.faults._callers import Book, Caller, code_of, hall, officer

LOOK_EVERY: Final = 0.5  # seconds
HALLS: Final = 2
CLERKS: Final = 2
CHIEFS: Final = 2
ENDED: Final = (Status.REGISTERED, Status.REFUSED)
ALREADY: Final = frozenset({"action-not-allowed", "already-applying"})
"""How an act is refused that was done before its answer was lost."""


class Task(NamedTuple):
    """One act on one application."""

    application: UUID
    action: str
    body: Mapping[str, Any]


class Office:
    """Everybody at work, each in a thread, with one desk for the counter and one for the chiefs."""

    def __init__(self, address: str, wishes: Sequence[Wish]) -> None:
        self.address = address
        self.book = Book()
        self.wishes = {wish.number: wish for wish in wishes}
        self.waiting: Queue[Wish] = Queue()
        self.counter: Queue[Task] = Queue()
        self.chiefs: Queue[Task] = Queue()
        self.filed: dict[str, UUID] = {}
        self.on_desk: set[tuple[UUID, str]] = set()
        self.lock = Lock()
        self.done = 0  # applications that had ended when somebody last looked
        self._to_come = iter(wishes)

    def open(self) -> None:
        """Begin: each caller signs in before the first fault."""
        halls = [hall(self.address, self.book) for _ in range(HALLS)]
        clerks = [officer("wangfang", self.address, self.book) for _ in range(CLERKS)]
        chiefs = [officer("lichief", self.address, self.book) for _ in range(CHIEFS)]
        work: list[Callable[[], None]] = [
            *(partial(self._file, each) for each in halls),
            *(partial(self._act, each, self.counter) for each in clerks),
            *(partial(self._act, each, self.chiefs) for each in chiefs),
            self._give_out,
        ]
        for each in work:
            Thread(target=each, daemon=True).start()

    def release(self, count: int) -> None:
        """Let so many more families come to the hall."""
        for wish in islice(self._to_come, count):
            self.waiting.put(wish)

    def close(self) -> None:
        self.book.over.set()

    @property
    def is_idle(self) -> bool:
        """Whether nobody has anything left to send."""
        return not self.on_desk and self.waiting.empty() and not self.book.under_way

    # --- filing --------------------------------------------------------------------------------

    def _file(self, caller: Caller) -> None:
        while not self.book.over.is_set():
            try:
                wish = self.waiting.get(timeout=LOOK_EVERY)
            except Empty:
                continue
            answer = caller.send("/applications", wish.body, key=f"file {wish.number}")
            if answer is not None:
                self._note_filed(wish, answer)

    def _note_filed(self, wish: Wish, answer: httpx2.Response) -> None:
        """Remember under which id it stands; where only a refusal came, the judge looks it up."""
        if answer.is_success:
            application = UUID(answer.headers["Location"].rpartition("/")[2])
            self.book.promise(application, "submit")
            with self.lock:
                self.filed[wish.number] = application
        else:
            self.book.refuse(f"file {code_of(answer)}")
            if code_of(answer) not in ALREADY:
                self.waiting.put(wish)

    # --- acting --------------------------------------------------------------------------------

    def _act(self, caller: Caller, desk: "Queue[Task]") -> None:
        while not self.book.over.is_set():
            try:
                task = desk.get(timeout=LOOK_EVERY)
            except Empty:
                continue
            key = f"{task.action} {task.application}"
            answer = caller.send(
                f"/applications/{task.application}/{task.action}", task.body, key=key
            )
            if answer is None:
                return
            if answer.is_success:
                self.book.promise(task.application, task.action)
            else:
                self.book.refuse(f"{task.action} {code_of(answer)}")
            with self.lock:
                self.on_desk.discard((task.application, task.action))

    def _give_out(self) -> None:
        """Lay on the desks whatever waits for somebody, as their worklists show it."""
        while not self.book.over.wait(LOOK_EVERY):
            try:
                self._look()
            except DatabaseError:
                with suppress(DatabaseError):
                    connection.close()
        connection.close()

    def _look(self) -> None:
        self.done = Application.objects.filter(status__in=ENDED).count()
        rows = dict(
            Application.objects.exclude(status__in=(Status.DRAFT, *ENDED)).values_list(
                "id", "status"
            )
        )
        ready = [each for each, status in rows.items() if status == Status.ASSESSED]
        outcomes = dict(
            Assessment.objects.filter(application__in=ready)
            .order_by("sequence")
            .values_list("application", "outcome")
        )
        for application, status in rows.items():
            if status == Status.SUBMITTED:
                self._give(self.counter, Task(application, "accept", {}))
            elif status == Status.APPROVED:
                self._give(self.counter, Task(application, "carry_out", {}))
            elif status == Status.ASSESSED:
                favourable = outcomes.get(application) in ("eligible", "review")
                action = "approve" if favourable else "refuse"
                self._give(self.chiefs, Task(application, action, {"grounds": "演练"}))

    def _give(self, desk: "Queue[Task]", task: Task) -> None:
        with self.lock:
            is_there = (task.application, task.action) in self.on_desk
            self.on_desk.add((task.application, task.action))
        if not is_there:
            desk.put(task)


def found_by_number(numbers: Sequence[str]) -> dict[str, UUID]:
    """Return under which id each applicant's file stands, as the register knows it."""
    people = HeldNumber.objects.filter(number__in=numbers).values_list("person_id", "number")
    told = dict(people)
    parties = Application.objects.filter(parties__role="applicant", parties__person_id__in=told)
    return {told[person]: key for key, person in parties.values_list("id", "parties__person_id")}
