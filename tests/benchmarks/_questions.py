"""Questions by the hundred, and how many of them a worker has answered a second."""

import time
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Final, NamedTuple
from uuid import UUID

from applications.models import Verification
from applications.wake import VERIFY
from hukou.celery import app
from tests.connectors.files import waiting
from tests.faults._counting import ANSWERED

FACTS: Final = {
    "housing": "dwelling.tenure",
    "education": "education.level",
    "human_resources": "employment.legal_stable",
    "public_security": "residence.months_continuous",
}
"""An agency, and something it can be asked."""
PATIENCE: Final = 300.0  # seconds
LOOK_EVERY: Final = 0.1  # seconds; looking takes of the worker's processor what it measures


def filed(agencies: Sequence[str], count: int) -> list[UUID]:
    """File so many questions, of the agencies in turn."""
    return [waiting(slug, FACTS[slug]).pk for slug in islice(cycle(agencies), count)]


def wake(questions: Sequence[UUID]) -> None:
    for each in questions:
        app.send_task(VERIFY, args=[str(each)])


class Pace(NamedTuple):
    """Answers a second: from the first wake-up to the last answer, and of those in the middle.

    At both ends slots have nothing to do: before the first wake-ups are there, and when what is
    left waits for a turn at its agency.
    """

    whole: float
    middle: float


def answers_a_second(agencies: Sequence[str], count: int) -> Pace:
    """Return how fast so many questions are answered; the middle leaves out a tenth at each end."""
    questions = filed(agencies, count)
    waiting_still = Verification.objects.outstanding().filter(agency__in=agencies)
    seen: list[tuple[float, int]] = []
    began = time.monotonic()
    wake(questions)
    while not seen or (seen[-1][1] < count and time.monotonic() < began + PATIENCE):
        time.sleep(LOOK_EVERY)
        seen.append((time.monotonic(), count - waiting_still.count()))
    answered = Verification.objects.filter(pk__in=questions, status__in=ANSWERED).count()
    if answered < count:
        message = f"only {answered} of {count} questions were answered"
        raise RuntimeError(message)
    middle = [each for each in seen if count / 10 <= each[1] <= count * 9 / 10]
    (since, first), (until, last) = middle[0], middle[-1]
    return Pace(count / (seen[-1][0] - began), (last - first) / (until - since))
