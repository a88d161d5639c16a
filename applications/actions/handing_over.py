"""The end of handing in (提交) in one statement: status, log, deadline and event."""

from datetime import datetime
from typing import Any, Final

from django.db import connection
from psycopg.types.json import Jsonb

from applications.models import Application, Deadline, OutboxEvent, Step
from applications.workflow import Action, Status, next_status
from registry.models import Account

STEP: Final = """
WITH logged AS (
    INSERT INTO applications_transition
        (application_id, action, before, after, by_id, at, note, details)
    VALUES (%(id)s, %(action)s, %(before)s, %(after)s, %(by)s, %(at)s, '', '{}')
), opened AS (
    INSERT INTO applications_deadline (application_id, step, due_at, basis)
    SELECT %(id)s, %(step)s, %(due_at)s, %(basis)s WHERE %(is_due)s
), told AS (
    INSERT INTO applications_outboxevent (key, type, subject, data, recorded_at)
    VALUES (%(key)s, %(type)s, %(subject)s, %(data)s, %(at)s)
)
UPDATE applications_application
SET status = %(after)s, revision = %(revision)s, submitted_at = %(at)s
WHERE id = %(id)s
"""


def hand_over(
    application: Application, *, by: Account | None, at: datetime, is_due: bool = True
) -> None:
    """Take the step of submitting (提交), as `Application.take` does, with what belongs to it.

    The caller holds the lock. Opens the deadline for acceptance, unless it is not due before a
    round has its list, and tells that it was submitted.

    Raises ActionNotAllowed, naming what is allowed.
    """
    before = Status(application.status)
    after = next_status(before, Action.SUBMIT)
    application.status, application.submitted_at = after, at
    application.revision += 1
    deadline = Deadline.of(application, Step.ACCEPT, at=at)
    event = OutboxEvent.about("application.submitted", application)
    values: dict[str, Any] = {
        "id": application.pk,
        "action": Action.SUBMIT.value,
        "before": before.value,
        "after": after.value,
        "revision": application.revision,
        "by": by.pk if by else None,
        "at": at,
        "step": deadline.step,
        "due_at": deadline.due_at,
        "basis": deadline.basis,
        "is_due": is_due,
        "key": event.key,
        "type": event.type,
        "subject": event.subject,
        "data": Jsonb(event.data),
    }
    with connection.cursor() as cursor:
        cursor.execute(STEP, values)
