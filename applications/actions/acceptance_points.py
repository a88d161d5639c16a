"""Declaring counters that accept identity cards from elsewhere (异地受理点), and closing them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from applications.errors import MayNotDeclarePoints, PointDeclaredAlready, PointEnded
from applications.models import AcceptancePoint, Reach
from applications.queries.authority import covers
from applications.queries.declared_terms import unfit_term
from applications.queries.reception import may_agree
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account, CardMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptancePointRequest:
    """Which counter, from how far, for what, on which days (`until` is the last), by what text."""

    office_id: int
    reaches: Collection[str]
    matters: Collection[str]
    start: date
    until: date | None
    document: str
    clause: str


@transaction.atomic(durable=True)
def declare_acceptance_points(
    request: AcceptancePointRequest, *, by: Account
) -> list[AcceptancePoint]:
    """Declare a counter as a point of acceptance, a row for each reach and matter (设立受理点).

    Raises:
        MayNotDeclarePoints: in charge neither of this office nor of one above.
        InvalidInput: nothing ticked, no basis, days in the past or the wrong way round.
        PointDeclaredAlready: one of them, for some of these days; then none is declared.
    """
    today = clock.today()
    post = may_agree(by, on=today)
    if post is None or not covers(post, request.office_id):
        raise MayNotDeclarePoints
    _refuse_unfit(request, today=today)
    until = request.until + timedelta(days=1) if request.until else None
    rows = [
        AcceptancePoint(
            office_id=request.office_id,
            reach=reach,
            matter=matter,
            period=Range(request.start, until),
            document=request.document.strip(),
            clause=request.clause.strip(),
            declared_by=by,
        )
        for reach in request.reaches
        for matter in request.matters
    ]
    try:
        with transaction.atomic():
            return AcceptancePoint.objects.bulk_create(rows)
    except IntegrityError as problem:
        if "acceptance_point_declared_once_at_a_time" not in str(problem):
            raise
        raise PointDeclaredAlready from problem


@transaction.atomic(durable=True)
def end_acceptance_point(point_id: int, *, by: Account) -> AcceptancePoint:
    """Close a point at once (撤销); what it accepted stays accepted and is still handed over there.

    Raises NotFound, MayNotDeclarePoints, PointEnded.
    """
    now = clock.now()
    point = AcceptancePoint.objects.lock(point_id)
    post = may_agree(by, on=now.date())
    if post is None or not covers(post, point.office_id):
        raise MayNotDeclarePoints
    if point.ended_at is not None:
        raise PointEnded
    point.ended_at, point.ended_by = now, by
    point.save(update_fields=["ended_at", "ended_by"])
    return point


def _refuse_unfit(request: AcceptancePointRequest, *, today: date) -> None:
    problems = unfit_term(request, today=today)
    if not request.reaches or set(request.reaches) - set(Reach.values):
        problems.append(InvalidInput("请选择受理范围", field="reaches"))
    if not request.matters or set(request.matters) - set(CardMatter.values):
        problems.append(InvalidInput("请选择受理事项", field="matters"))
    if problems:
        raise InvalidInput.gather(problems)
