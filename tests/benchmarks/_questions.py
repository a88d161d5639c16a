"""Questions by the hundred, and how many of them a worker has answered a second."""

import time
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Final
from uuid import UUID

from applications.models import Verification
from applications.wake import VERIFY
from hukou.celery import app
from hukou.stack import processes
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


def filed(agencies: Sequence[str], count: int) -> list[UUID]:
    """File so many questions, of the agencies in turn."""
    return [waiting(slug, FACTS[slug]).pk for slug in islice(cycle(agencies), count)]


def wake(questions: Sequence[UUID]) -> None:
    for each in questions:
        app.send_task(VERIFY, args=[str(each)])


def answers_a_second(agencies: Sequence[str], count: int) -> float:
    """Return how many are answered a second, from the first wake-up to the last answer."""
    questions = filed(agencies, count)
    answered = Verification.objects.filter(pk__in=questions, status__in=ANSWERED)
    began = time.monotonic()
    wake(questions)
    if not processes.wait_until(lambda: answered.count() == count, seconds=PATIENCE):
        message = f"only {answered.count()} of {count} questions were answered"
        raise RuntimeError(message)
    return count / (time.monotonic() - began)
