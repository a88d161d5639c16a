"""False papers in a round (弄虚作假): place void, registration undone, person barred.

And who did not come to the on-site check (未到场), which counts as giving up.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import structlog
from django.db import transaction

from applications.errors import AlreadyVoid, BarLifted, LeftTheRound, NotInRound
from applications.models import (
    Application,
    Bar,
    OutboxEvent,
    Round,
    RoundAct,
    RoundApplication,
    RoundStage,
    RoundStanding,
)
from applications.queries.authority import require_handler
from applications.queries.deciders import recusals, require_impartial
from applications.queries.rounds.bars import bar_by, voided_in
from applications.queries.rounds.desk import require_round_desk
from applications.queries.rounds.entry import clause_of, entry_of
from applications.queries.rounds.objections import refuse_recused
from applications.workflow import TRANSITIONS, Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.kernel.periods import add_years
from registry.actions import reverse_application, void_document
from registry.models import OFFICERS, Account, DocumentKind, DocumentStatus, IssuedDocument

from .declaring import note_step
from .entering import leave_round
from .objections import require_stage

LONGEST_REASON: Final = 500
LONGEST_NOTE: Final = 200
FRAUD: Final = "fraud"
PROCEDURE: Final = "procedure"
"""Clauses of a scheme's text, where it has them under these names."""

log = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def void_for_fraud(application_id: UUID, *, by: Account, reason: str) -> RoundApplication:
    """Make void what somebody has in a round by false papers (取消资格), before its list or after.

    A file that goes on ends. One that is in the register already is undone there by new entries,
    which name the old ones. Where the order of the round bars for some years, the person is barred
    from today; where it says nothing, nobody is. A final list stays as it was: the place is given
    to nobody else.

    Raises:
        InvalidInput: no reason, or too much.
        NotInRound, AlreadyVoid: there is nothing to make void.
        MayNotRunRounds: not the bureau that runs the round.
        DecidesOwnCase: a party, who wrote the file, or kin of theirs.
        LaterEventStands: something later rests on the registration; reverse that first.
    """
    said = _reason(reason)
    application = Application.objects.lock(application_id)
    entry = _entry(application)
    round_ = Round.objects.lock(entry.round_id)
    require_round_desk(by, round_.division, on=clock.today())
    refuse_recused(recusals(application, by))
    if voided_in(entry) is not None:
        raise AlreadyVoid(application=str(application.pk))
    now, cite = clock.now(), clause_of(round_, FRAUD).as_json()
    leave_round(application, RoundStanding.VOID, note=said, at=now)
    _take_back_papers(application, by=by, reason=said)
    bar = _bar(round_, entry, by=by, reason=said)
    undone = []
    if application.status == Status.REGISTERED:
        undone = reverse_application(application.pk, by=by, basis=cite, reason=said)
        OutboxEvent.objects.tell("application.voided", application)
    told = {"barred_until": bar.until.isoformat() if bar else None, "clauses": [cite]}
    _end(application, Action.VOID_PLACE, by=by, at=now, note=said, details=told)
    details = {**told, "applicant": entry.pk, "undone": [each.pk for each in undone]}
    note_step(round_, RoundAct.VOIDED, by=by, note=said, details=details)
    entry.refresh_from_db()
    return entry


@transaction.atomic(durable=True)
def mark_absent(application_id: UUID, *, by: Account, note: str) -> RoundApplication:
    """Note that somebody did not come to the on-site check (现场核验未到场): they give up.

    Raises:
        InvalidInput: nothing said of which check, or too much.
        NotInRound, LeftTheRound: there is nothing to give up.
        RoundStageWrong: nobody is ranked yet, or the list is final.
        MayNotHandle, AssignedToAnother, DecidesOwnCase: as for every step of a file.
    """
    said = _reason(note, field="note")
    application = Application.objects.lock(application_id)
    entry = _entry(application)
    round_ = Round.objects.lock(entry.round_id)
    require_stage(round_, RoundStage.FROZEN, RoundStage.PUBLISHED)
    require_handler(by, application, roles=OFFICERS, on=clock.today())
    require_impartial(application, by)
    if entry.left_at is not None:
        raise LeftTheRound(application=str(application.pk), left_as=entry.left_as)
    now, cite = clock.now(), clause_of(round_, PROCEDURE).as_json()
    leave_round(application, RoundStanding.ABSENT, note=said, at=now)
    _end(application, Action.END_ROUND, by=by, at=now, note=said, details={"clauses": [cite]})
    note_step(round_, RoundAct.ABSENT, by=by, note=said, details={"applicant": entry.pk})
    entry.refresh_from_db()
    return entry


@transaction.atomic(durable=True)
def lift_bar(bar_id: int, *, by: Account, reason: str) -> Bar:
    """Lift a bar from now (解除限制), saying why; what it kept out until now stays out.

    Raises:
        NotFound: no such bar.
        BarLifted: it is lifted already.
        MayNotRunRounds: not the bureau that ran the round.
        InvalidInput: no reason, or too much.
    """
    said = _reason(reason)
    bar = Bar.objects.select_for_update(of=("self",)).filter(pk=bar_id).first()
    if bar is None:
        raise NotFound(bar=bar_id)
    require_round_desk(by, bar.round.division, on=clock.today())
    if bar.lifted_at is not None:
        raise BarLifted(bar=bar.pk)
    bar.lifted_at, bar.lifted_by, bar.lifted_reason = clock.now(), by, said
    bar.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    note_step(bar.round, RoundAct.BAR_LIFTED, by=by, note=said, details={"bar": bar.pk})
    return bar


def _entry(application: Application) -> RoundApplication:
    entry = entry_of(application)
    if entry is None:
        raise NotInRound(application=str(application.pk))
    return entry


def _take_back_papers(application: Application, *, by: Account, reason: str) -> None:
    """Make void what was given out of the place (作废): an admission says so no more."""
    given = IssuedDocument.objects.filter(
        application=application.pk, kind=DocumentKind.POINTS_RESULT
    )
    for each in given.prefetch_related("events").order_by("pk"):
        if each.status_on(clock.today()) is DocumentStatus.VALID:
            void_document(each, by=by, reason=reason[:LONGEST_NOTE])


def _bar(round_: Round, entry: RoundApplication, *, by: Account, reason: str) -> Bar | None:
    """Bar somebody for the years of the order (限制申报), from today; None where it names none."""
    if round_.bar_years is None:
        return None
    if (before := bar_by(entry)) is not None:
        return before
    today = clock.today()
    return Bar.objects.create(
        round=round_,
        scheme=round_.scheme,
        number=entry.number,
        reason=reason,
        document=round_.document,
        clause=round_.bar_clause,
        since=today,
        until=add_years(today, round_.bar_years),
        by=by,
    )


def _end(
    application: Application,
    action: Action,
    *,
    by: Account,
    at: datetime,
    note: str,
    details: Mapping[str, Any],
) -> None:
    """End a locked file that still goes on; one that has ended stays as it is."""
    if action not in TRANSITIONS[Status(application.status)]:
        return
    application.ended_at = at
    application.take(action, by=by, at=at, note=note, details=details, also=["ended_at"])
    application.deadlines.meet(at=at)
    OutboxEvent.objects.tell("application.lapsed", application)


def _reason(text: str, *, field: str = "reason") -> str:
    said = text.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise InvalidInput(f"请写明理由，{LONGEST_REASON} 字以内", field=field)
    return said
