"""Putting an undated regulation into force (启用规定), and setting such a record right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import transaction

from applications.errors import (
    AlreadyActivated,
    CorrectedMeanwhile,
    OfficialTextMissing,
    TextRefused,
    TransitionStated,
)
from applications.models import Activation, SourceText
from applications.queries.activating import (
    refuse_decided,
    refuse_unfit,
    require_activator,
    undated,
)
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Regulation
from registry.models import Account

from .source_texts import kept

AGAIN: Final = "撤销后重新启用"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialText:
    """The official text as it was handed in; its bytes are kept as they are."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@transaction.atomic(durable=True)
def activate(
    regulation: str,
    *,
    effective_from: date,
    by: Account | None,
    official_number: str = "",
    text: OfficialText | SourceText | None = None,
    transition: str = "",
    for_demonstration: bool = False,
    note: str = "",
) -> Activation:
    """Record from which day a regulation whose source gives no date decides live cases.

    The earlier text of its series and place ends the day before. `transition` says which of the
    two decides what is pending; empty leaves it open, and then an officer chooses case by case. A
    future day takes effect by itself at midnight. The same record again is harmless. `by` is
    nobody at the command line only.

    Raises:
        MayNotActivate: no system administrator of the place.
        NothingToActivate: no such regulation, a draft, or one that has a date of its own.
        AsksForRuralRights: it makes giving up rural land rights a condition.
        OfficialTextMissing: no number or no text, and not for demonstration.
        TextRefused: the text was kept as that of another regulation.
        AlreadyActivated: with another date, number, text or rule.
        BeforeConsultationEnded, BeginsTogether, CasesDecided: the day cannot be.
        TransitionStated: the text itself says another rule.
    """
    known = undated(regulation, on=effective_from)
    require_activator(by, known, on=clock.today())
    Activation.objects.change_law()
    record = Activation(
        regulation=regulation,
        effective_from=effective_from,
        official_number=official_number.strip(),
        text=_kept(text, known, by=by),
        transition=_rule(known, transition),
        for_demonstration=for_demonstration,
        note=note,
        activated_by=by,
    )
    if not for_demonstration and not (record.official_number and record.text):
        raise OfficialTextMissing(field="text" if record.official_number else "official_number")
    last = Activation.objects.filter(regulation=regulation, correction=None).first()
    if last is not None and not last.withdraws:
        if _said(last) == _said(record):
            return last
        raise AlreadyActivated(regulation=regulation, effective_from=last.effective_from)
    if last is not None:
        record.corrects, record.reason = last, AGAIN
    refuse_unfit(known, effective_from, corrects=None)
    record.save(force_insert=True)
    return record


@transaction.atomic(durable=True)
def correct_activation(
    activation_id: int,
    *,
    by: Account | None,
    reason: str,
    effective_from: date,
    official_number: str,
    text: OfficialText | SourceText | None = None,
    transition: str = "",
) -> Activation:
    """Set an activation right by a new record (更正启用); the old one stays, with what it said.

    Without a `text` the one attached before goes on. Refused as soon as a case was decided on a
    day, or by a rule, that would change.

    Raises:
        CorrectedMeanwhile: it was corrected or withdrawn already.
        InvalidInput: no reason, or nothing would change.
        As `activate`.
    """
    old, known = _held(activation_id, by=by)
    record = Activation(
        regulation=old.regulation,
        effective_from=effective_from,
        official_number=official_number.strip(),
        text=_kept(text, known, by=by) or old.text,
        transition=_rule(known, transition),
        corrects=old,
        reason=_reason(reason),
        activated_by=by,
    )
    if not (record.official_number and record.text):
        raise OfficialTextMissing(field="text" if record.official_number else "official_number")
    if _said(old) == _said(record) and not old.for_demonstration:
        raise InvalidInput("与原记录相同，不用更正", field="effective_from")
    refuse_unfit(known, effective_from, corrects=old)
    if record.transition != old.transition:
        refuse_decided({known.id}, since=old.effective_from, until=None, by_rule=True)
    record.save(force_insert=True)
    return record


@transaction.atomic(durable=True)
def withdraw_activation(activation_id: int, *, by: Account | None, reason: str) -> Activation:
    """Take an activation back (撤销启用): the text is undated again, the one before goes on.

    Raises:
        CorrectedMeanwhile: it was corrected or withdrawn already.
        CasesDecided: a case was decided by it.
        MayNotActivate, InvalidInput: no right, no reason.
    """
    old, known = _held(activation_id, by=by)
    record = Activation(
        regulation=old.regulation,
        effective_from=old.effective_from,
        official_number=old.official_number,
        text=old.text,
        transition=old.transition,
        for_demonstration=old.for_demonstration,
        corrects=old,
        withdraws=True,
        reason=_reason(reason),
        activated_by=by,
    )
    refuse_decided({known.id}, since=old.effective_from, until=None)
    record.save(force_insert=True)
    return record


def _held(activation_id: int, *, by: Account | None) -> tuple[Activation, Regulation]:
    """Return the record that is to be set right, while nobody else dates a text."""
    old = Activation.objects.select_related("text").filter(id=activation_id).first()
    if old is None:
        raise CorrectedMeanwhile(activation=activation_id)
    known = undated(old.regulation, on=old.effective_from)
    require_activator(by, known, on=clock.today())
    Activation.objects.change_law()
    if old.withdraws or Activation.objects.filter(corrects=old).exists():
        raise CorrectedMeanwhile(activation=activation_id)
    return old, known


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput("请写明理由", field="reason")
    return reason.strip()


def _kept(
    text: OfficialText | SourceText | None, regulation: Regulation, *, by: Account | None
) -> SourceText | None:
    if isinstance(text, SourceText) and text.regulation != regulation.id:
        raise TextRefused("这份原文不是作为本规定的正式文本收存的，请重新上传", field="file")
    if not isinstance(text, OfficialText):
        return text
    return kept(
        text.content,
        name=text.name,
        media_type=text.media_type,
        by=by,
        regulation=regulation.id,
    )


def _rule(regulation: Regulation, chosen: str) -> str:
    """Return the transition rule: the text's own where it says one, else what was chosen."""
    stated = regulation.transition
    if stated is None:
        return chosen
    if chosen not in ("", stated.rule.value):
        raise TransitionStated(cite=stated.cite.as_json(), rule=stated.rule.value)
    return stated.rule.value


def _said(record: Activation) -> Mapping[str, Any]:
    return {
        "effective_from": record.effective_from,
        "official_number": record.official_number,
        "text": record.text_id,
        "transition": record.transition,
        "for_demonstration": record.for_demonstration,
    }
