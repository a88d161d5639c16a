"""Agreeing that other counters accept applications for us (通办约定), and ending that."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from applications.errors import AgreementEnded, AlreadyAgreed, MayNotAgree
from applications.models import Kind, ReceptionAgreement
from applications.queries.authority import covers
from applications.queries.declared_terms import unfit_term
from applications.queries.reception import may_agree
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRequest:
    """What is agreed: which counter (None: every one), which kind ("": every one), its days, why.

    `until` is its last day; None means until it is ended.
    """

    counter_id: int | None
    kind: str
    start: date
    until: date | None
    document: str
    clause: str


@transaction.atomic(durable=True)
def agree_reception(request: AgreementRequest, *, by: Account) -> ReceptionAgreement:
    """Let another counter accept applications for the office `by` is in charge of (通办约定).

    Raises:
        MayNotAgree: not in charge of an office today.
        InvalidInput: no basis, days in the past or the wrong way round, no such counter or kind.
        AlreadyAgreed: the same for some of these days.
    """
    today = clock.today()
    post = may_agree(by, on=today)
    if post is None:
        raise MayNotAgree
    _refuse_unfit(request, home_id=post.office_id, today=today)
    until = request.until + timedelta(days=1) if request.until else None
    agreement = ReceptionAgreement(
        home_id=post.office_id,
        counter_id=request.counter_id,
        kind=request.kind,
        period=Range(request.start, until),
        document=request.document.strip(),
        clause=request.clause.strip(),
        agreed_by=by,
    )
    try:
        with transaction.atomic():
            agreement.save(force_insert=True)
    except IntegrityError as problem:
        if "reception_agreed_once_at_a_time" not in str(problem):
            raise
        raise AlreadyAgreed from problem
    return agreement


@transaction.atomic(durable=True)
def end_reception(agreement_id: int, *, by: Account) -> ReceptionAgreement:
    """End an agreement at once (终止约定); what was accepted by it stays accepted.

    Raises:
        NotFound: no such agreement.
        MayNotAgree: not in charge of its home office, nor of one above.
        AgreementEnded: somebody ended it before.
    """
    now = clock.now()
    agreement = ReceptionAgreement.objects.lock(agreement_id)
    post = may_agree(by, on=now.date())
    if post is None or not covers(post, agreement.home_id):
        raise MayNotAgree
    if agreement.ended_at is not None:
        raise AgreementEnded
    agreement.ended_at, agreement.ended_by = now, by
    agreement.save(update_fields=["ended_at", "ended_by"])
    return agreement


def _refuse_unfit(request: AgreementRequest, *, home_id: int, today: date) -> None:
    problems = unfit_term(request, today=today)
    if request.kind and request.kind not in Kind:
        problems.append(InvalidInput("没有这一事项", field="kind"))
    counter = request.counter_id
    if counter == home_id or (
        counter is not None and not Office.objects.filter(id=counter).exists()
    ):
        problems.append(InvalidInput("请选择其他机关的窗口", field="counter"))
    if problems:
        raise InvalidInput.gather(problems)
