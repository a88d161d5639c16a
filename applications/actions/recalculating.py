"""Making the list of a round anew (重新核算), of the newest inputs, after objections were upheld."""

from typing import Final
from uuid import UUID

from django.db import transaction

from applications.errors import NothingToRecalculate
from applications.models import (
    ListKind,
    Objection,
    Round,
    RoundAct,
    RoundList,
    RoundStage,
)
from applications.queries.objections import COUNTED, unsettled
from applications.queries.round_desk import require_round_desk
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account

from .objections import require_stage
from .round_freezing import refreeze
from .round_lists import draw
from .rounds import note_step

LONGEST_REASON: Final = 400


@transaction.atomic(durable=True)
def recalculate(round_id: UUID, *, by: Account, reason: str) -> RoundList:
    """Read the evidence of everybody who was objected to with success, and make the list anew.

    The other inputs stay what they were, and so does the list before. The new one is not published
    yet: who falls by it has the declared days to object.

    Raises:
        InvalidInput: no reason, or too much.
        MayNotRunRounds: not the bureau that runs the round.
        RoundStageWrong: nothing is published, or the list is final.
        NothingToRecalculate: the list counts every objection that was upheld.
    """
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise InvalidInput(f"请写明重新核算的理由，{LONGEST_REASON} 字以内", field="reason")
    round_ = Round.objects.lock(round_id)
    require_round_desk(by, round_.division, on=clock.today())
    require_stage(round_, RoundStage.PUBLISHED)
    upheld = unsettled(round_).upheld
    if not upheld:
        raise NothingToRecalculate(round=str(round_.pk))
    objections = Objection.objects.filter(pk__in=upheld).select_related("applicant__application")
    applicants = {each.applicant_id: each.applicant for each in objections}
    newest = round_.lists.order_by("version").last()
    assert newest is not None  # noqa: S101 - it is published
    for applicant in sorted(applicants.values(), key=lambda each: each.pk):
        refreeze(applicant, version=newest.version + 1, reason=f"异议成立：{said}", by=by)
    made = draw(round_, kind=ListKind.PROVISIONAL, by=by)
    told = {COUNTED: list(upheld), "before": newest.version, "after": made.version}
    note_step(round_, RoundAct.RECALCULATED, by=by, note=said, details=told)
    return made
