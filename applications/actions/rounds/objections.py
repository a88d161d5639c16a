"""Objecting to a published list (提出异议), and the answer (异议处理)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction

from applications.errors import (
    AlreadyAnswered,
    GroundsMissing,
    NotOfThisApplication,
    NotOnTheList,
    NotPublished,
    ObjectedAlready,
    OutsideObjectionPeriod,
    RoundStageWrong,
)
from applications.models import (
    Objection,
    ObjectionOutcome,
    ObjectionSource,
    Round,
    RoundApplication,
    RoundList,
    RoundStage,
)
from applications.queries.authority import AT_THE_COUNTER, BUREAU, require_post
from applications.queries.clean_up import refuse_stopped
from applications.queries.deciders import require_impartial
from applications.queries.rounds.objections import require_answerer
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account

LONGEST_TEXT: Final = 1000
LONGEST_NAME: Final = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRequest:
    """What somebody says against a list: about whom, why, and on which paper of the file.

    `applicant_id` names the part taken in the round; `told_by` may be empty, except of an agency.
    """

    applicant_id: int
    source: ObjectionSource
    text: str
    told_by: str = ""
    document_id: UUID | None = None


@transaction.atomic(durable=True)
def file_objection(round_id: UUID, request: ObjectionRequest, *, by: Account) -> Objection:
    """Take an objection down (受理异议), to the newest list that was published.

    The round is held until it is in: the final list is made before, and this is too late, or
    after, and waits for its answer.

    Raises:
        InvalidInput: nothing said, too much, or an agency without its name.
        NotPublished, RoundStageWrong: there is no list to object to, or no more.
        OutsideObjectionPeriod: before or after the declared days, with the order that says so.
        NotOnTheList: about somebody who is not in it.
        MayNotHandle: not at the counter of the office that keeps the file, nor above it.
        DecidesOwnCase: about a file of their own, or of their kin.
        NotOfThisApplication: the paper belongs to another file.
        ObjectedAlready: the same is waiting for its answer.
    """
    told = _told(request)
    round_ = Round.objects.lock(round_id)
    now = clock.now()
    listed = _listed(round_)
    _refuse_outside(round_, listed)
    applicant = _applicant(listed, told.applicant_id)
    file = applicant.application
    require_post(by, file, roles=AT_THE_COUNTER | BUREAU, on=now.date())
    require_impartial(file, by)
    if told.document_id and not file.documents.filter(pk=told.document_id).exists():
        raise NotOfThisApplication(field="document_id")
    _refuse_again(listed, told)
    objection = Objection.objects.create(
        round_list=listed,
        applicant=applicant,
        source=told.source,
        told_by=told.told_by,
        text=told.text,
        document_id=told.document_id,
        received_by=by,
        received_at=now,
    )
    log.info("objection_filed", round=str(round_.pk), objection=objection.pk)
    return objection


@transaction.atomic(durable=True)
def answer_objection(
    objection_id: int,
    *,
    by: Account,
    outcome: ObjectionOutcome,
    grounds: str,
    clauses: Sequence[Mapping[str, str]] = (),
) -> Objection:
    """Uphold an objection (异议成立), or dismiss it by a clause (异议不成立).

    What is upheld is counted by the next recalculation: the evidence of the file is put right
    first, and read again then.

    Raises:
        NotFound: no such objection.
        AlreadyAnswered: a colleague has.
        RoundStageWrong: the round is past it.
        MayNotRunRounds, DecidesOwnCase: see `require_answerer`.
        GroundsMissing: no reason; or dismissed by no clause.
        CitesStoppedRule: a clause is stopped in the clean-up register.
    """
    held = Objection.objects.filter(pk=objection_id).values_list("round_list__round", flat=True)
    if not held:
        raise NotFound(objection=objection_id)
    round_ = Round.objects.lock(held[0])
    objection = Objection.objects.lock(objection_id)
    if objection.outcome:
        raise AlreadyAnswered(objection=objection.pk, outcome=objection.outcome)
    require_stage(round_, RoundStage.PUBLISHED)
    require_answerer(objection, by)
    cited = _cited(clauses, is_needed=outcome == ObjectionOutcome.DISMISSED)
    now, reason = clock.now(), _reason(grounds)
    refuse_stopped(cited, texts=[reason], place=round_.division, on=now.date())
    objection.outcome, objection.grounds, objection.clauses = outcome, reason, cited
    objection.decided_by, objection.decided_at = by, now
    objection.save(update_fields=["outcome", "grounds", "clauses", "decided_by", "decided_at"])
    log.info("objection_answered", objection=objection.pk, outcome=outcome.value, account=by.pk)
    return objection


def require_stage(round_: Round, *stages: RoundStage) -> None:
    """Refuse what a round has not come to, or is past. Raises RoundStageWrong."""
    if round_.stage not in stages:
        allowed = [each.value for each in stages]
        raise RoundStageWrong(round=str(round_.pk), stage=round_.stage, allowed=allowed)


def _told(request: ObjectionRequest) -> ObjectionRequest:
    told = replace(request, text=request.text.strip(), told_by=request.told_by.strip())
    problems = []
    if not 0 < len(told.text) <= LONGEST_TEXT:
        problems.append(InvalidInput(f"请写明异议的内容，{LONGEST_TEXT} 字以内", field="text"))
    if len(told.told_by) > LONGEST_NAME:
        problems.append(InvalidInput(f"不超过 {LONGEST_NAME} 字", field="told_by"))
    if told.source == ObjectionSource.AGENCY and not told.told_by:
        problems.append(InvalidInput("请填写部门名称", field="told_by"))
    if problems:
        raise InvalidInput.gather(problems)
    return told


def _listed(round_: Round) -> RoundList:
    """Return the newest list whose publication has begun, else the one that is dated ahead.

    Raises NotPublished, RoundStageWrong.
    """
    begun = round_.lists.begun(clock.today()).order_by("version").last()
    listed = begun or round_.lists.exclude(published_on=None).order_by("version").last()
    if listed is None:
        raise NotPublished(round=str(round_.pk), stage=round_.stage)
    require_stage(round_, RoundStage.PUBLISHED)
    return listed


def _refuse_outside(round_: Round, listed: RoundList) -> None:
    since, until = listed.published_on, listed.objections_until
    assert since is not None and until is not None  # noqa: PT018, S101 - published with its days
    if not since <= clock.today() <= until:
        cite = round_.cite
        raise OutsideObjectionPeriod(
            f"{since.isoformat()} — {until.isoformat()}：{OutsideObjectionPeriod.zh}",
            since=since.isoformat(),
            until=until.isoformat(),
            cite=cite,
        )


def _applicant(listed: RoundList, applicant_id: int) -> RoundApplication:
    found = RoundApplication.objects.select_related("application").filter(
        pk=applicant_id, ranks__round_list=listed
    )
    applicant = found.first()
    if applicant is None:
        raise NotOnTheList(list=listed.version)
    return applicant


def _refuse_again(listed: RoundList, told: ObjectionRequest) -> None:
    same = Objection.objects.open().filter(
        round_list=listed,
        applicant=told.applicant_id,
        source=told.source,
        told_by=told.told_by,
        text=told.text,
    )
    if (before := same.first()) is not None:
        raise ObjectedAlready(objection=before.pk)


def _reason(grounds: str) -> str:
    said = grounds.strip()
    if not said:
        raise GroundsMissing("请写明处理异议的理由")
    if len(said) > LONGEST_TEXT:
        raise InvalidInput(f"不超过 {LONGEST_TEXT} 字", field="grounds")
    return said


def _cited(clauses: Sequence[Mapping[str, str]], *, is_needed: bool) -> list[dict[str, str]]:
    """Return the clauses as they are kept: each with its document. Raises GroundsMissing."""
    cited = [
        {name: str(each.get(name, "")).strip() for name in ("document", "clause")}
        for each in clauses
    ]
    if not all(all(each.values()) for each in cited):
        raise GroundsMissing("每一条款须写明文件和条款")
    if is_needed and not cited:
        raise GroundsMissing("异议不成立的，须写明所依据的条款")
    return cited
