"""Keeping track of what texts oblige offices to do (任务登记, E12): assigned, reported, done."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from applications.errors import (
    DraftObligesNobody,
    DutyAlreadyDone,
    DutyNotDone,
    DutyOfAnotherOffice,
    EvidenceOfDutyMissing,
    ReportedAlready,
)
from applications.models import (
    ObligationAct,
    ObligationProgress,
    ObligationState,
    ObligationStep,
    SourceText,
)
from applications.queries.authority import BUREAU
from applications.queries.law_desk import require_law_desk
from applications.queries.obligations import find_duty, may_answer_for
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Obligation, Silence
from registry.models import Account, Office
from registry.queries import scope_of

from .documents import Upload
from .source_texts import kept

LONGEST_NOTE: Final = 1000
LONGEST_NUMBER: Final = 100
TOLD: Final = (
    "act",
    "note",
    "official_number",
    "adopted_on",
    "evidence_id",
    "office_id",
    "account_id",
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A duty of the law with the locked row of one of its due days."""

    duty: Obligation
    progress: ObligationProgress


@transaction.atomic(durable=True)
def assign_obligation(
    obligation: str,
    *,
    due_on: date | None,
    office: Office,
    by: Account,
    account: Account | None = None,
    note: str = "",
) -> ObligationStep:
    """Name the office, and where it is known the person, that answers for a duty (指定负责).

    Raises:
        MayNotHandleLaw, DutyOfAnotherOffice: no post for it, or of another place.
        NoSuchDuty, DraftObligesNobody, DutyAlreadyDone, ReportedAlready
        InvalidInput: the person has no post at that office today.
    """
    held = _hold(obligation, due_on, by=by)
    _refuse_done(held)
    if not may_answer_for(office, held.duty):
        raise InvalidInput("该机关不在文件施行的地区内。", field="office")
    if account is not None and not _works_at(account, office):
        raise InvalidInput("此人今天不在该机关任职。", field="account")
    step = _step(held, ObligationAct.ASSIGNED, by=by, note=note, office=office, account=account)
    held.progress.office, held.progress.account = office, account
    held.progress.save(update_fields=["office", "account"])
    return step


@transaction.atomic(durable=True)
def report_obligation(
    obligation: str, *, due_on: date | None, note: str, by: Account
) -> ObligationStep:
    """Record how far a duty has come (登记进展).

    Raises:
        MayNotHandleLaw, DutyOfAnotherOffice, NoSuchDuty, DraftObligesNobody, DutyAlreadyDone
        ReportedAlready: the same was the last thing recorded.
        InvalidInput: nothing is said, or too much.
    """
    held = _hold(obligation, due_on, by=by)
    _refuse_done(held)
    if not note.strip():
        raise InvalidInput("请写明进展情况。", field="note")
    step = _step(held, ObligationAct.REPORTED, by=by, note=note)
    held.progress.state = ObligationState.UNDER_WAY
    held.progress.save(update_fields=["state"])
    return step


@transaction.atomic(durable=True)
def complete_obligation(
    obligation: str,
    *,
    due_on: date | None,
    adopted_on: date,
    by: Account,
    official_number: str = "",
    evidence: Upload | None = None,
    note: str = "",
) -> ObligationStep:
    """Record that a duty was done, with what shows it: a number, or the document (登记完成).

    `adopted_on` is the day on which the measures were adopted or the report was sent.

    Raises:
        MayNotHandleLaw, DutyOfAnotherOffice, NoSuchDuty, DraftObligesNobody
        DutyAlreadyDone: also where a colleague was a moment faster.
        EvidenceOfDutyMissing: neither a number nor a document.
        TextRefused: the document is empty or over 10 MB.
        InvalidInput: adopted on a day to come.
    """
    held = _hold(obligation, due_on, by=by)
    _refuse_done(held)
    if adopted_on > clock.today():
        raise InvalidInput("日期还没有到，不能登记完成。", field="adopted_on")
    if not official_number.strip() and evidence is None:
        raise EvidenceOfDutyMissing
    step = _step(
        held,
        ObligationAct.COMPLETED,
        by=by,
        note=note,
        official_number=official_number.strip(),
        adopted_on=adopted_on,
        evidence=_kept(evidence, by=by),
    )
    held.progress.state, held.progress.adopted_on = ObligationState.DONE, adopted_on
    held.progress.save(update_fields=["state", "adopted_on"])
    return step


@transaction.atomic(durable=True)
def reopen_obligation(
    obligation: str, *, due_on: date | None, reason: str, by: Account
) -> ObligationStep:
    """Open a duty again that was recorded as done by mistake (重新打开); what was said stays.

    Raises:
        MayNotHandleLaw, DutyOfAnotherOffice, NoSuchDuty, DraftObligesNobody
        DutyNotDone: it is open as it is.
        InvalidInput: no reason.
    """
    held = _hold(obligation, due_on, by=by)
    if held.progress.state != ObligationState.DONE:
        raise DutyNotDone
    if not reason.strip():
        raise InvalidInput("请写明重新打开的理由。", field="note")
    step = _step(held, ObligationAct.REOPENED, by=by, note=reason)
    held.progress.state, held.progress.adopted_on = ObligationState.UNDER_WAY, None
    held.progress.save(update_fields=["state", "adopted_on"])
    return step


def _hold(obligation: str, due_on: date | None, *, by: Account) -> _Held:
    """Lock the row of a duty after the actor's right to it is known; then look who owns it."""
    today = clock.today()
    post = require_law_desk(by, on=today)
    duty = find_duty(obligation, due_on)
    if duty.silence(today) is Silence.DRAFT:
        raise DraftObligesNobody(cite=duty.cite.as_json())
    is_everywhere = not scope_of(by, on=today).holds(BUREAU)
    if not is_everywhere and not may_answer_for(Office.objects.get(pk=post.office_id), duty):
        raise DutyOfAnotherOffice
    progress = ObligationProgress.objects.hold(obligation, due_on)
    owner = progress.office_id
    if owner is not None and not is_everywhere and not scope_of(by, on=today).keeps(owner):
        raise DutyOfAnotherOffice
    return _Held(duty, progress)


def _refuse_done(held: _Held) -> None:
    if held.progress.state == ObligationState.DONE:
        raise DutyAlreadyDone


def _step(
    held: _Held, act: ObligationAct, *, by: Account, note: str, **told: Any
) -> ObligationStep:
    """Write one step, unless it says again what the last one said."""
    said = note.strip()
    if len(said) > LONGEST_NOTE:
        raise InvalidInput(f"说明最多 {LONGEST_NOTE} 字。", field="note")
    if len(told.get("official_number", "")) > LONGEST_NUMBER:
        raise InvalidInput(f"文号最多 {LONGEST_NUMBER} 字。", field="official_number")
    step = ObligationStep(progress=held.progress, act=act, note=said, by=by, **told)
    last = held.progress.steps.last()
    if last is not None and all(getattr(last, name) == getattr(step, name) for name in TOLD):
        raise ReportedAlready
    step.save(force_insert=True)
    return step


def _kept(evidence: Upload | None, *, by: Account) -> SourceText | None:
    if evidence is None:
        return None
    return kept(
        evidence.content,
        name=evidence.name,
        media_type=evidence.content_type,
        by=by,
        regulation="",
    )


def _works_at(account: Account, office: Office) -> bool:
    return account.postings.on(clock.today()).filter(office=office).exists()
