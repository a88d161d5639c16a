"""Being heard before a decision (审核): level by level, and by a second officer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from applications.errors import GroundsMissing, NotToBeExamined
from applications.models import Application, Assessment, Examination, Step
from applications.queries.examining import hearings, next_stage, require_examiner
from applications.workflow import Action, Status, next_status
from hukou.kernel import clock
from registry.models import Account

from .decision import current_assessment


@transaction.atomic(durable=True)
def examine(
    application_id: UUID,
    *,
    by: Account,
    stage: str,
    agrees: bool,
    grounds: str = "",
    revision: int | None = None,
) -> Examination:
    """Say of the current assessment whether it may be approved (审核意见), when it is one's turn.

    Whoever says it does not decide as well. What one does not agree to is not approved: the file is
    assessed again on more, or refused.

    Raises:
        NotToBeExamined: it is not that stage's turn, or nobody is heard here.
        GroundsMissing: no reason why one does not agree.
        MayNotDecide, DecidesOwnCase, AssignedToAnother: the account may not be heard here.
        AssessmentOutdated, NoPolicyInForce: as for `approve`.
    """
    application = Application.objects.lock(application_id, revision=revision)
    next_status(Status(application.status), Action.EXAMINE)
    assessment = current_assessment(application)
    turn = next_stage(hearings(application, assessment))
    if turn is None or turn.stage.value != stage:
        raise NotToBeExamined(stage=stage, turn=turn.stage.value if turn else None)
    if not agrees and not grounds.strip():
        raise GroundsMissing("不同意的，须写明理由", field="grounds")
    post = require_examiner(application, turn.stage, by)
    now = clock.now()
    said = Examination.objects.create(
        application=application,
        assessment=assessment,
        stage=turn.stage,
        agrees=agrees,
        grounds=grounds.strip(),
        authority={**post.as_json(), "cite": turn.heard.cite.as_json()},
        examined_by=by,
        examined_at=now,
    )
    details = {"stage": turn.stage.value, "agrees": agrees}
    application.take(Action.EXAMINE, by=by, at=now, note=grounds.strip(), details=details)
    application.deadlines.filter(step=turn.stage).meet(at=now)
    open_next(application, assessment, at=now)
    return said


def open_next(application: Application, assessment: Assessment | None, *, at: datetime) -> None:
    """Set by when the next stage must be heard, unless that is set already."""
    stages = hearings(application, assessment)
    turn = next_stage(stages)
    steps = [Step(each.stage.value) for each in stages]
    over = application.deadlines.filter(step__in=steps)
    if turn is None:
        over.meet(at=at)
        return
    step = Step(turn.stage.value)
    over.exclude(step=step).meet(at=at)
    if not application.deadlines.filter(step=step, met_at=None).exists():
        application.deadlines.open(application, step, at=at)
