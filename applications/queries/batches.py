"""Which batches wait to be written, and what their files say (核查批次)."""

import json
from collections.abc import Sequence

from applications.connectors import secret_of
from applications.connectors.sealed import QUESTIONS, seal
from applications.models import QuestionBatch, Verification
from applications.queries.questions import questions_for
from hukou.kernel import clock


def unwritten_batches(agency: str) -> Sequence[QuestionBatch]:
    """Return the batches whose file nobody has written yet, or whose writer was killed."""
    waiting = QuestionBatch.objects.filter(agency=agency, written_at=None, answered_at=None)
    return list(waiting.order_by("recorded_at"))


def file_of(batch: QuestionBatch) -> bytes | None:
    """Return the file of a batch, sealed: written twice it asks the same under the same ids.

    What was retired since is left out; None where nothing is left to be asked.
    """
    rows = Verification.objects.in_bulk(batch.questions)
    standing = [rows[each] for each in batch.questions if each in rows]
    if not standing:
        return None
    questions = questions_for(standing, on=clock.today())
    lines = [
        json.dumps(each.as_json(reply_to=None), ensure_ascii=False, sort_keys=True).encode()
        for each in questions.values()
    ]
    return seal(
        QUESTIONS,
        lines,
        batch=batch.pk,
        agency=batch.agency,
        secret=secret_of(batch.agency),
        at=batch.recorded_at,
    )
