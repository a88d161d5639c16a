"""Files, decides and registers under load while everything breaks in turn; 2,000 with --large."""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection

from applications.connectors.breaker import REST
from applications.models import ASKED, Verification
from hukou.kernel import clock
from hukou.stack.house import House
from tests.faults._applicants import make_county
from tests.faults._breaking import SLOW, Fault, control, faults, mend, seen_by_agencies
from tests.faults._counting import ANSWERED, Tally
from tests.faults._desks import Office, found_by_number
from tests.measuring import Figure

APPLICATIONS: Final = 32
LARGE: Final = 2000
KNOWN_BY: Final = 8  # applications after which every agency that is asked at all has been
HITS_WITHIN: Final = 8.0  # seconds
MIDDLE: Final = 0.2  # of a portion of applications: the others are on their way then
HELD: Final = 2.0  # seconds an agency stays broken
HELD_LARGE: Final = 8.0
LOOK_EVERY: Final = 0.1  # seconds
PATIENCE: Final = 180.0  # seconds without any step after which what is left counts as stuck
GOAL: Final = "<=10"  # seconds (P19)

T = TypeVar("T")


class Drill:
    """One run: the house, those at work in it, and what breaks when."""

    def __init__(self, house: House, *, large: bool) -> None:
        self.house = house
        self.large = large
        self.count = LARGE if large else APPLICATIONS
        self.recoveries: dict[str, float] = {}
        self.starts_in = self.lasted = 0.0
        self.in_hand = 0
        self.faults: list[Fault] = []
        self.load: list[float] = []
        self.office = Office(house.address, make_county(self.count))

    def run(self) -> None:
        """Break one thing after the other, each after its share of the work, until all is done."""
        began = time.monotonic()
        self.house.open()
        self.starts_in = time.monotonic() - began
        control(self.house, {"agency": "*", "mode": "slow", "seconds": SLOW})
        self.office.open()
        began = time.monotonic()
        self.office.release(KNOWN_BY)
        self._until(lambda: self.office.done >= KNOWN_BY)
        self.faults = list(faults(self._agencies(), every=self.large))
        portion = (self.count - KNOWN_BY) // len(self.faults)
        for fault in self.faults:
            self._let_come(portion, fault.agency)
            self.recoveries[fault.name] = self._suffer(fault)
            self.load.append(os.getloadavg()[0])
        self.office.release(self.count)
        self._until(lambda: self.office.done >= self.count)
        self.lasted = time.monotonic() - began
        self.office.close()

    def _let_come(self, portion: int, agency: str) -> None:
        """Give the next fault its load: wait until it has something to hit."""
        done = self.office.done
        self.office.release(portion)
        if self.large:
            self._until(lambda: self.office.done > done + portion * MIDDLE)
        until = time.monotonic() + HITS_WITHIN
        self._until(lambda: time.monotonic() > until or self._is_hit(agency))

    def _is_hit(self, agency: str) -> bool:
        """Whether a question is in somebody's hand, or is open at the agency that breaks next."""
        if not agency:
            return self._ask(lambda: any(self._claimed()), otherwise=False)
        rows = Verification.objects.filter(status__in=ASKED, agency=agency)
        return self._ask(rows.exists, otherwise=False)

    def _suffer(self, fault: Fault) -> float:
        """Break something, mend it, and return the seconds from then until all goes on.

        A process is mended by the house alone, so it counts from the moment it broke; an agency,
        from the moment it is well again.
        """
        in_hand = self._ask(lambda: set(self._claimed()), set[UUID]())
        self.in_hand += len(in_hand)
        fault.breaks(self.house)
        if fault.agency:
            self._for(HELD_LARGE if self.large else HELD)
            in_hand = self._ask(lambda: set(self._failed(fault.agency)), set[UUID]())
            mend(self.house, fault.agency)
        since, moment = time.monotonic(), clock.now()
        self._until(lambda: self._goes_on(fault, in_hand, since, moment))
        return time.monotonic() - since

    def _goes_on(self, fault: Fault, in_hand: set[UUID], since: float, moment: datetime) -> bool:
        """Whether all that was in hand is done, and something that began since then as well."""
        book = self.office.book
        if book.waiting_since(since) or (book.heard_at < since and not self.office.is_idle):
            return False
        return self._ask(lambda: self._answers(fault.agency, in_hand, moment), otherwise=False)

    def _answers(self, agency: str, in_hand: set[UUID], moment: datetime) -> bool:
        if Verification.objects.filter(id__in=in_hand, status__in=ASKED).exists():
            return False
        of_it = {"agency": agency} if agency else {}
        rows = Verification.objects.filter(**of_it)
        nothing_open = not rows.filter(status__in=ASKED).exists()
        return nothing_open or rows.filter(asked_at__gt=moment, status__in=ANSWERED).exists()

    def _claimed(self) -> Iterable[UUID]:
        """Return the questions that are in a worker's hand."""
        rows = Verification.objects.filter(status__in=ASKED, attempts__gt=0)
        return rows.filter(next_attempt_at__gt=clock.now()).values_list("id", flat=True)

    def _failed(self, agency: str) -> Iterable[UUID]:
        """Return the questions this agency was asked and has not answered."""
        rows = Verification.objects.filter(status__in=ASKED, attempts__gt=0, agency=agency)
        return rows.values_list("id", flat=True)

    def _agencies(self) -> set[str]:
        return self._ask(
            lambda: set(
                Verification.objects.filter(status__in=ANSWERED).values_list("agency", flat=True)
            ),
            set[str](),
        )

    def _ask(self, question: Callable[[], T], otherwise: T) -> T:
        """Ask the database, which may be away just now."""
        try:
            return question()
        except DatabaseError:
            with suppress(DatabaseError):
                connection.close()
            return otherwise

    def _for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self._until(lambda: time.monotonic() >= until)

    def _until(self, happened: Callable[[], bool]) -> None:
        """Keep the house in order until something happened, or nothing has for a long time."""
        done, since = self.office.done, time.monotonic()
        while not happened() and time.monotonic() - since < PATIENCE:
            self.house.look()
            if self.office.done != done:
                done, since = self.office.done, time.monotonic()
            time.sleep(LOOK_EVERY)

    # --- what is told --------------------------------------------------------------------------

    def figures(self) -> Iterable[Figure]:
        office, book = self.office, self.office.book
        found = found_by_number(list(office.wishes))
        tally = Tally(
            {*found.values(), *office.filed.values()}, book.told, seen_by_agencies(self.house)
        )
        yield Figure("submitted", len(found), goal=f"=={self.count}")
        yield Figure("decided_once", tally.decided_once(), goal=f"=={self.count}")
        yield Figure("decided_twice", tally.decided_twice(), goal="==0")
        yield Figure("lost", tally.lost(), goal="==0")
        yield Figure("stuck", tally.stuck() + self.count - len(found), goal="==0")
        yield Figure("registered", tally.registered())
        yield Figure("invariants_broken", tally.breaches(), goal="==0")
        yield Figure("questions", tally.questions())
        yield Figure("misheard", tally.misheard(), goal="==0")
        yield Figure("verifications_repeated", tally.repeated())
        yield Figure("faults", len(self.recoveries))
        yield Figure("in_hand", self.in_hand)
        for name, seconds in self.recoveries.items():
            yield Figure(f"recovery_{name}_s", round(seconds, 1))
        yield from self._longest()
        yield Figure("longest_wait_of_a_caller_s", round(book.longest, 1))
        yield Figure("requests_sent_again", self._sent_again())
        yield Figure("a_minute", round(60 * self.count / self.lasted))
        yield Figure("load_average", round(sum(self.load) / len(self.load), 1))

    def _longest(self) -> Iterable[Figure]:
        """Yield the longest recovery of our own programs, and of an agency."""
        agencies = {each.name for each in self.faults if each.agency}
        ours = [s for name, s in self.recoveries.items() if name not in agencies]
        theirs = [s for name, s in self.recoveries.items() if name in agencies]
        yield Figure("longest_recovery_s", round(max(ours), 1), goal=GOAL)
        # Beside what starting everything takes on this machine, in this run.
        yield Figure("longest_recovery", round(max(ours), 1), yardstick=round(self.starts_in, 1))
        # An agency that failed is left alone for a while by design; beside that while.
        longest = round(max(theirs), 1) if theirs else 0
        yield Figure("longest_recovery_of_an_agency_s", longest, yardstick=REST)

    def _sent_again(self) -> int:
        once = sum(count for outcome, count in self.office.book.tries.items() if outcome < "3")
        return sum(self.office.book.tries.values()) - once


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    drill = Drill(house, large=large)
    drill.run()
    house.say(f"answers: {dict(drill.office.book.tries)}")
    house.say(f"refused: {dict(drill.office.book.refusals)}")
    yield from drill.figures()
