"""Asking agencies side by side: answers a second beside slots over the time an agency takes (P18).

The agencies are the sandbox's, over real HTTP; the worker is a process of its own with so many
slots, and the sweep brings back what the gate held up. Then the same beside an agency that never
answers.
"""

from collections.abc import Iterator
from typing import Final

from hukou.stack import programs
from hukou.stack.house import House
from tests.benchmarks._questions import answers_a_second, filed, wake
from tests.faults._breaking import control
from tests.measuring import Figure

SLOTS: Final = 16
LARGE: Final = 64
SLOW: Final = 1.0  # seconds an agency takes
QUICK: Final = 0.05
CALLS: Final = 20  # one after the other, of each slot
QUICK_CALLS: Final = 40
ASKED: Final = ("housing", "human_resources", "public_security")
STUCK: Final = "education"
GOAL: Final = ">=0.9"
UNDISTURBED: Final = ">=0.95"


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Starting the worker, and the first answer of each agency, are not counted."""
    slots = LARGE if large else SLOTS
    many = {
        "WORKER_SLOTS": str(slots),
        "AGENCY_RATE": "100000",
        "AGENCY_WAITING": str(slots // 2),
    }
    house.supervisor.start(programs.sandbox(house.environment))
    house.supervisor.start(programs.worker({**house.environment, **many}))
    house.supervisor.start(programs.beat(house.environment))
    answers_a_second((*ASKED, STUCK), slots * 4)
    control(house, {"agency": "*", "mode": "slow", "seconds": SLOW})
    slow = answers_a_second(ASKED, slots * CALLS)
    yield Figure("answers_a_second_of_slow_agencies", slow.middle, slots / SLOW, GOAL)
    yield Figure("from_the_first_wake_up_to_the_last_answer", slow.whole, slots / SLOW)
    control(house, {"agency": "*", "mode": "slow", "seconds": QUICK})
    quick = answers_a_second(ASKED, slots * QUICK_CALLS)
    yield Figure("answers_a_second_of_quick_agencies", quick.middle, slots / QUICK)
    control(house, {"agency": STUCK, "mode": "silent", "seconds": 60})
    wake(filed([STUCK], slots * CALLS))
    beside = answers_a_second(ASKED, slots * QUICK_CALLS)
    yield Figure(
        "quick_ones_beside_an_agency_that_is_stuck", beside.middle, quick.middle, UNDISTURBED
    )
    for each in ASKED:
        control(house, {"agency": each, "mode": "slow", "seconds": SLOW})
    wake(filed([STUCK], slots * CALLS))
    beside = answers_a_second(ASKED, slots * CALLS)
    yield Figure(
        "slow_ones_beside_an_agency_that_is_stuck", beside.middle, slow.middle, UNDISTURBED
    )
