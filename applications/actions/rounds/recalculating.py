"""Making the list of a round anew (重新核算) of the newest inputs, once objections are upheld."""

from typing import Final
from uuid import UUID

from django.db import transaction

from applications.errors import NothingToRecalculate
from applications.models import (
    ListKind,
    Round,
    RoundAct,
    RoundList,
    RoundStage,
)
from applications.queries.rounds.desk import require_round_desk
from applications.queries.rounds.objections import COUNTED, unsettled
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account

from .declaring import note_step
from .freezing import freeze_inputs, freeze_leavers
from .lists import draw
from .objections import require_stage

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
    freeze_leavers(round_, by=by)
    version = round_.lists.count() + 1
    wronged = round_.applicants.standing().filter(objections__in=upheld).distinct()
    applicants = list(wronged.select_related("application").order_by("id"))
    freeze_inputs(round_, applicants, version=version, by=by, reason=f"异议成立：{said}")
    made = draw(round_, kind=ListKind.PROVISIONAL, by=by)
    told = {COUNTED: list(upheld), "version": version, "digest": made.digest}
    note_step(round_, RoundAct.RECALCULATED, by=by, note=said, details=told)
    return made
