"""What an office tells an applicant (文书): acceptance, what is lacking, the decision.

Each is composed once, as parts; the page for the officer and the paper for the applicant are
drawn from the same parts, in Chinese whatever language the desk is read in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime

from applications.models import PartyRole, Step, Transition, VerificationStatus
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.kernel.identity_number import mask
from registry.documents import (
    AcceptanceNotice,
    DecisionLetter,
    Notice,
    Sheet,
    SupplementNotice,
    Table,
    written,
)
from registry.models import DocumentKind, DocumentStatus, IssuedDocument

from .case import CaseFile, CaseParty
from .decision_parts import decision_parts, demonstration, kin, sign
from .lacking import paper_line
from .letter import ASKING, asking, letter
from .policy import activation_flag, activations

PEOPLE_HEAD: Final = ("姓名", "身份", "公民身份号码")
CHECKS_HEAD: Final = ("当事人", "核查事项", "核查部门")
PROMISE: Final = (
    "以上是需要补正的全部内容，一次告知。此后再要求补充上面没有的材料的，计为本机关告知不全。"
)


def notice_of(file: CaseFile, kind: DocumentKind) -> Notice:
    """Compose a notice of an application. Raises NotFound: it has come to nothing of the kind."""
    with translation.override(settings.LANGUAGE_CODE):
        return MAKERS[kind](file)


def step_of(file: CaseFile, kind: DocumentKind) -> Transition:
    """Return the step that a notice tells of, the last of its kind. Raises NotFound."""
    steps = [each for each in file.steps if each.action in TOLD_BY[kind]]
    if not steps:
        raise NotFound(application=str(file.application.pk))
    return steps[-1]


def standing_notice(file: CaseFile, kind: DocumentKind) -> IssuedDocument | None:
    """Return the notice that was issued for this very step and still stands. Two statements."""
    step = step_of(file, kind)
    issued = IssuedDocument.objects.filter(application=file.application.pk, kind=kind)
    for each in issued.prefetch_related("events").order_by("-id"):
        since = min(event.recorded_at for event in each.events.all())
        if since >= step.at and each.status_on(clock.today()) is DocumentStatus.VALID:
            return each
    return None


TOLD_BY: Final = {
    DocumentKind.ACCEPTANCE_NOTICE: frozenset({Action.ACCEPT}),
    DocumentKind.SUPPLEMENT_NOTICE: frozenset({Action.ASK_FOR_SUPPLEMENT}),
    DocumentKind.DECISION_LETTER: frozenset({Action.APPROVE, Action.REFUSE}),
}


def _acceptance(file: CaseFile) -> Notice:
    at = step_of(file, DocumentKind.ACCEPTANCE_NOTICE).at
    opening = (
        f"{_applicants(file)}：",
        f"{_asked(file)}符合受理条件，本机关于{_day(at)}受理。",
        *demonstration(activation_flag(activations().get(file.application.regulation))),
    )
    parts = (
        Sheet(id="opening", title="", text=opening),
        Sheet(id="people", title="一、当事人", tables=(_people(file.parties),)),
        *_checks(file),
        Sheet(id="closing", title="", text=tuple(_terms(file))),
    )
    return _to_applicant(AcceptanceNotice, "受理通知书", file, parts, localtime(at).date())


def _checks(file: CaseFile) -> Iterator[Sheet]:
    """Yield what agencies are asked, and apart from it what only a paper can show."""
    by_hand = VerificationStatus.BY_HAND
    rows = [(party.name, each) for party in file.parties for each in party.checks]
    asked = tuple((n, c.label, c.agency_label) for n, c in rows if c.status != by_hand)
    if asked:
        table = Table("checks", "", CHECKS_HEAD, asked)
        yield Sheet(id="checks", title="二、由本机关向部门核查，不必提交材料", tables=(table,))
    lacking = tuple(paper_line(n, c.fact) for n, c in rows if c.status == by_hand)
    if lacking:
        yield Sheet(id="bring", title="请补充下列材料（没有联通的部门可以核查）", text=lacking)


def _terms(file: CaseFile) -> Iterator[str]:
    due = [each for each in file.deadlines if each.step == Step.DECIDE]
    for each in due[-1:]:
        yield f"本机关将于{_last_day(each.due_at)}（含）前作出决定（{each.basis}）。"
    yield "凭受理号可向本机关查询进度。部门已核实的事项不必再提交材料。"


def _supplement(file: CaseFile) -> Notice:
    step = step_of(file, DocumentKind.SUPPLEMENT_NOTICE)
    needed = tuple(step.details.get("needed", ()))
    late = tuple(step.details.get("late", ()))
    opening = (f"{_applicants(file)}：", f"{_asked(file)}尚需补正下列全部内容：")
    parts = [
        Sheet(id="opening", title="", text=opening),
        Sheet(id="needed", title="", text=needed),
    ]
    if late:
        parts.append(Sheet(id="late", title="其中由于本机关上次告知不全而再次要求的", text=late))
    parts.append(Sheet(id="closing", title="", text=tuple(_until(file, step))))
    title = "一次性补正告知书"
    return _to_applicant(SupplementNotice, title, file, parts, localtime(step.at).date())


def _until(file: CaseFile, step: Transition) -> Iterator[str]:
    if step.note:
        yield f"说明：{step.note}"
    due = [each for each in file.deadlines if each.step == Step.SUPPLEMENT]
    for each in due[-1:]:
        day = _day(each.due_at)
        yield f"请于{day}前补正；逾期未补正的，本次申请终止，可以重新申请。"
    yield PROMISE


def _decision(file: CaseFile) -> Notice:
    told = letter(file.application.pk)
    return DecisionLetter(
        title="准予户口登记决定书" if told.outcome == "approved" else "不予户口登记决定书",
        holder=told.applicant,
        person_id=_holder(file),
        people=_known(file.parties),
        sheets=tuple(decision_parts(told, kind=file.application.get_kind_display())),
    )


def _to_applicant(
    kind: type[Notice], title: str, file: CaseFile, parts: Sequence[Sheet], on: date
) -> Notice:
    return kind(
        title=title,
        holder=_applicants(file),
        person_id=_holder(file),
        people=_known(file.parties),
        sheets=(*parts, sign(file.application.office.name, on)),
    )


def _people(parties: Sequence[CaseParty]) -> Table:
    rows = tuple(
        (each.name, kin(each.relation) or str(PartyRole(each.role).label), mask(each.number))
        for each in parties
    )
    return Table("people", "", PEOPLE_HEAD, rows)


def _applicants(file: CaseFile) -> str:
    return asking((each.role, each.name) for each in file.parties)


def _asked(file: CaseFile) -> str:
    application = file.application
    kind = application.get_kind_display()
    return (
        f"你（们）于{written(application.applied_on)}提出的{kind}（受理号 {application.number}），"
    )


def _holder(file: CaseFile) -> int | None:
    known = [each for each in file.parties if each.person_id is not None]
    first = sorted(known, key=lambda each: (each.role not in ASKING, each.position))
    return first[0].person_id if first else None


def _known(parties: Sequence[CaseParty]) -> list[int]:
    return [each.person_id for each in parties if each.person_id is not None]


def _day(at: datetime) -> str:
    return written(localtime(at).date())


def _last_day(due_at: datetime) -> str:
    """Return the last whole day before a moment: what is due at midnight is due the day before."""
    return written(localtime(due_at - timedelta(seconds=1)).date())


MAKERS: Final[Mapping[DocumentKind, Callable[[CaseFile], Notice]]] = {
    DocumentKind.ACCEPTANCE_NOTICE: _acceptance,
    DocumentKind.SUPPLEMENT_NOTICE: _supplement,
    DocumentKind.DECISION_LETTER: _decision,
}
