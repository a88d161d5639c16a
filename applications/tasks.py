"""What workers do: each task takes one id, calls one action, and is safe to run twice.

Messages are only wake-ups. A lost one costs seconds, because `sweep` finds the row that waits; a
repeated one finds nothing to do, because the row is claimed or answered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Final
from uuid import UUID

import structlog
from celery import shared_task
from django.db import InterfaceError, OperationalError

from applications.actions import (
    Letter,
    assess_if_ready,
    claim_verification,
    compare_next,
    draw_sample,
    due_verifications,
    escalate_deadline,
    expect_answer,
    give_back_reversed,
    note_written,
    prepare_batch,
    put_back,
    put_off,
    put_off_report,
    record_answer,
    record_failure,
    release_file,
    remind_deadline,
    take_batch,
)
from applications.connectors import (
    AgencyError,
    AgencyFull,
    Deferred,
    Drop,
    agency,
    by_file,
    read_file,
    secret_of,
)
from applications.errors import AnsweredOtherwise
from applications.models import ComparisonState, QuestionBatch, Received, Work
from applications.queries.batches import file_of, unwritten_batches
from applications.queries.due import (
    due_assessments,
    due_comparisons,
    due_deadlines,
    due_releases,
    near_deadlines,
)
from applications.queries.oversight import offices_to_draw
from applications.queries.quotas import reversed_places
from hukou.beat import QUEUE
from hukou.kernel import clock
from hukou.kernel.errors import TryAgain

log = structlog.get_logger(__name__)
BATCH: Final = 500
"""Rows one sweep wakes workers for; the next sweep goes on where time has moved to."""
AHEAD: Final = 50
"""Questions one sweep puts before the backlog: the next sweep stands behind them in its queue, so
that what it finds is never there twice, and a few at a time keep the oldest first."""
WAKE_UP_LASTS: Final = 30  # seconds; a queue that is slow to drain does not grow with every sweep
FAMILIES: Final = 20_000
"""Families compared in one transaction: some seconds, and what a kill costs at most."""
AT_A_STRETCH: Final = 30.0  # seconds; then others have their turn


@contextmanager
def _waiting_if_it_fails(put_it_off: Callable[[str], object]) -> Iterator[None]:
    """Have a row wait that cannot be worked on: else it would stand before the others for ever.

    A database that is away, or a lock that is held, says nothing of the row: it is due as before.
    """
    try:
        yield
    except (OperationalError, InterfaceError, TryAgain):
        raise
    except Exception as problem:
        put_it_off(type(problem).__name__)
        raise


@shared_task
def verify(verification_id: str) -> None:
    """Ask the agency one question; no transaction is open while it thinks."""
    key = UUID(verification_id)
    with _waiting_if_it_fails(lambda error: record_failure(key, error=error, permanent=False)):
        question = claim_verification(key)
    if question is None:
        return
    try:
        reply = agency(question.agency).ask(question)
    except AgencyFull as full:
        put_back(question.request_id, wait=full.retry_after or 0)
        return
    except AgencyError as error:
        record_failure(
            question.request_id,
            error=error.reason,
            permanent=error.permanent,
            retry_after=error.retry_after,
        )
        return
    if isinstance(reply, Deferred):
        expect_answer(question.request_id)
        return
    try:
        record_answer(question.request_id, reply)
    except AnsweredOtherwise as refusal:  # a callback was first, and said something else
        log.warning("answer_refused", verification=verification_id, **refusal.facts)


@shared_task
def assess(application_id: str) -> None:
    """Assess an accepted application once nothing is outstanding."""
    key = UUID(application_id)
    with _waiting_if_it_fails(lambda error: put_off(Work.ASSESS, key, error=error)):
        assess_if_ready(key)


@shared_task
def escalate_one(deadline_id: int) -> None:
    """Report one missed deadline; what goes wrong is noted, and waits behind the others."""
    with _waiting_if_it_fails(lambda error: put_off_report(deadline_id, error=error)):
        escalate_deadline(deadline_id)


@shared_task
def remind_one(deadline_id: int) -> None:
    """Remind of one step whose last day is near; what goes wrong waits, as above."""
    with _waiting_if_it_fails(lambda error: put_off_report(deadline_id, error=error)):
        remind_deadline(deadline_id)


@shared_task
def release_one(entry_id: int) -> None:
    """Let one file go on whose round is over; safe to run twice."""
    release_file(entry_id)


@shared_task
def draw_sample_at(office_id: int) -> None:
    """Draw delegated decisions of one office to be looked at; what is drawn stays drawn."""
    draw_sample([office_id], by=None)


@shared_task
def draw_samples() -> None:
    """Wake a worker for every office to draw from, one each, so that a bad one stops no other."""
    for office_id in offices_to_draw(on=clock.today()):
        draw_sample_at.delay(office_id)


@shared_task
def free_places(quota_id: int) -> None:
    """Give back the places of one quota whose registration was reversed."""
    give_back_reversed(quota_id)


@shared_task
def free_reversed_places() -> None:
    """Wake a worker for every quota that has such places, one each."""
    for quota_id in reversed_places().values_list("quota", flat=True).distinct():
        free_places.delay(quota_id)


@shared_task
def sweep() -> None:
    """Wake a worker for everything that is due and may have lost its wake-up.

    In the sweeps' own queue: behind a backlog, what a dead worker had in hand would wait for all
    that came after it.
    """
    for verification_id in due_verifications(limit=AHEAD):
        verify.apply_async((str(verification_id),), expires=WAKE_UP_LASTS, queue=QUEUE)
    for application_id in due_assessments(limit=AHEAD):
        assess.apply_async((str(application_id),), expires=WAKE_UP_LASTS, queue=QUEUE)
    for comparison_id in due_comparisons(limit=BATCH):
        run_comparison.apply_async((str(comparison_id),), expires=WAKE_UP_LASTS)


@shared_task
def exchange_files() -> None:
    """Wake a worker for each agency asked by files, so that a bad folder stops no other."""
    for slug in by_file():
        exchange_with.apply_async((slug,), expires=WAKE_UP_LASTS)


@shared_task
def exchange_with(slug: str) -> None:
    """Read what an agency has dropped, then drop what is due; again, or twice at once, is safe."""
    drop = Drop(by_file()[slug])
    for path in drop.unfinished():
        _try_to_take(slug, drop, path, again=True)
    for path in drop.arrived():
        _try_to_take(slug, drop, path, again=False)
    while prepare_batch(slug, limit=BATCH) is not None:
        pass
    for batch in unwritten_batches(slug):
        _try_to_write(slug, drop, batch)


def _try_to_take(slug: str, drop: Drop, path: Path, *, again: bool) -> None:
    """Take one file; one that cannot be read is logged, tried again, and stops no other."""
    try:
        _take(slug, drop, path, again=again)
    except Exception:
        log.exception("file_not_taken", agency=slug, file=path.name)


def _try_to_write(slug: str, drop: Drop, batch: QuestionBatch) -> None:
    """Write the file of one batch; one that cannot be written is logged, and stops no other."""
    try:
        content = file_of(batch)
        if content is not None:
            drop.put(f"{batch.pk}.jsonl", content)
        note_written(batch.pk)
    except Exception:
        log.exception("file_not_written", agency=slug, batch=str(batch.pk))


def _take(slug: str, drop: Drop, path: Path, *, again: bool) -> None:
    content = read_file(path)
    if content is None:  # another worker was first
        return
    letter = Letter(message_id=path.name, body=content)
    outcome = take_batch(slug, letter=letter, secret=secret_of(slug), again=again)
    finished_before = again and outcome == Received.REPEATED
    drop.put_away(path, refused=outcome != Received.TAKEN and not finished_before)


@shared_task
def escalate() -> None:
    """Wake a worker for every missed deadline, one each, so that a bad one stops no other.

    And for every step whose last day is near, and every file whose round is over.
    """
    for entry_id in due_releases(limit=BATCH):
        release_one.apply_async((entry_id,), expires=WAKE_UP_LASTS)
    for deadline_id in due_deadlines(limit=BATCH):
        escalate_one.apply_async((deadline_id,), expires=WAKE_UP_LASTS)
    for deadline_id in near_deadlines(limit=BATCH):
        remind_one.apply_async((deadline_id,), expires=WAKE_UP_LASTS)


@shared_task
def run_comparison(comparison_id: str) -> None:
    """Go on with a comparison where it stands; what is left after a while is left to the next."""
    key, until = UUID(comparison_id), monotonic() + AT_A_STRETCH
    while True:
        with _waiting_if_it_fails(lambda error: put_off(Work.COMPARE, key, error=error)):
            comparison = compare_next(key, families=FAMILIES)
        if comparison is None or comparison.state != ComparisonState.RUNNING:
            return
        if monotonic() > until:
            run_comparison.apply_async((comparison_id,), expires=WAKE_UP_LASTS)
            return
