"""Declaring how many may settle (声明落户名额), and changing it with the reason (调整)."""

from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction

from applications.errors import (
    BelowWhatIsTaken,
    MayNotSetQuota,
    QuotaDeclaredAlready,
    SamePlaces,
)
from applications.models import (
    Activation,
    Quota,
    QuotaChange,
    QuotaKind,
    QuotaPlace,
    QuotaUnit,
    WhenFull,
)
from applications.queries.quotas import approvals_in, limited_channels, may_set
from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput
from registry.models import Account, Division

LAST_YEAR: Final = 2100
MOST: Final = 2_000_000_000
LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRequest:
    """What is declared: where, for which years, by which text and channel ("": all), how many."""

    area: str
    first_year: int
    last_year: int
    regulation: str
    channel: str
    kind: str
    unit: str
    when_full: str
    places: int
    reason: str
    document: str
    clause: str


@transaction.atomic(durable=True)
def declare_quota(request: QuotaRequest, *, by: Account) -> Quota:
    """Declare a quota; what was approved in its years before counts from the start.

    Nobody decides meanwhile, so that no approval slips between the counting and the counter.

    Raises:
        MayNotSetQuota: no approver of a bureau that keeps the area.
        InvalidInput: no such area, text, channel or kind; years that are over; no reason or basis.
        BelowWhatIsTaken: more have been approved already than it would allow.
        QuotaDeclaredAlready
    """
    area = division_code.parse(request.area, field="area")
    if not may_set(by, area, on=clock.today()):
        raise MayNotSetQuota(area=area)
    _refuse_unfit(request, area)
    Activation.objects.change_law()
    quota = Quota(
        area=area,
        first_year=request.first_year,
        last_year=request.last_year,
        regulation=request.regulation,
        channel=request.channel,
        kind=QuotaKind(request.kind),
        unit=QuotaUnit(request.unit),
        when_full=WhenFull(request.when_full),
        places=request.places,
    )
    before = approvals_in(quota)
    quota.taken = sum(quota.counts(people) for _file, people, _at in before)
    _refuse_below(quota, request.places)
    try:
        with transaction.atomic():
            quota.save(force_insert=True)
    except IntegrityError as problem:
        if "quota_declared_once" not in str(problem):
            raise
        raise QuotaDeclaredAlready from problem
    QuotaPlace.objects.bulk_create(
        QuotaPlace(quota=quota, application=file, places=quota.counts(people), taken_at=at)
        for file, people, at in before
    )
    _note(quota, None, request.reason, request.document, request.clause, by=by)
    return quota


@transaction.atomic(durable=True)
def adjust_quota(
    quota_id: int, *, places: int, reason: str, document: str, clause: str, by: Account
) -> Quota:
    """Change how many places a quota has, saying why and by which document (调整名额).

    Raises:
        NotFound: no such quota.
        MayNotSetQuota: no approver of a bureau that keeps the area.
        InvalidInput: no number, reason or basis; or its years are over.
        SamePlaces: it has so many.
        BelowWhatIsTaken: so many are taken.
    """
    quota = Quota.objects.lock(quota_id)
    if not may_set(by, quota.area, on=clock.today()):
        raise MayNotSetQuota(area=quota.area)
    problems = [*_unsaid(reason, document, clause), *_miscounted(places)]
    if quota.last_year < clock.today().year:
        problems.append(InvalidInput("该名额的年度已经过去，不能再调整", field="places"))
    if problems:
        raise InvalidInput.gather(problems)
    if places == quota.places:
        raise SamePlaces
    former, quota.places = quota.places, places
    _refuse_below(quota, places)
    quota.save(update_fields=["places"])
    _note(quota, former, reason, document, clause, by=by)
    return quota


def _note(
    quota: Quota, former: int | None, reason: str, document: str, clause: str, *, by: Account
) -> None:
    QuotaChange.objects.create(
        quota=quota,
        former=former,
        places=quota.places,
        reason=reason.strip(),
        document=document.strip(),
        clause=clause.strip(),
        changed_by=by,
    )


def _refuse_below(quota: Quota, places: int) -> None:
    if quota.kind == QuotaKind.LIMIT and places < quota.taken:
        raise BelowWhatIsTaken(
            f"已占用 {quota.taken} 个，不能定为 {places} 个", taken=quota.taken, places=places
        )


def _refuse_unfit(request: QuotaRequest, area: str) -> None:
    problems = [
        *_unsaid(request.reason, request.document, request.clause),
        *_miscounted(request.places),
        *_of_other_years(request),
    ]
    if not Division.objects.on(clock.today()).filter(code=area).exists():
        problems.append(InvalidInput("没有这一地区，请从列表中选择", field="area"))
    open_to = {(text.id, each.id if each else "") for text, each in limited_channels([area])}
    if (request.regulation, request.channel) not in open_to:
        problems.append(
            InvalidInput(
                "该地区没有这一规定或途径；积分入户的名额在积分年度中确定", field="channel"
            )
        )
    for name, known in (("kind", QuotaKind), ("unit", QuotaUnit), ("when_full", WhenFull)):
        if getattr(request, name) not in known:
            problems.append(InvalidInput("请从列表中选择", field=name))
    if problems:
        raise InvalidInput.gather(problems)


def _of_other_years(request: QuotaRequest) -> list[InvalidInput]:
    problems = []
    if not clock.today().year <= request.last_year <= LAST_YEAR:
        problems.append(InvalidInput("末年不能早于今年", field="last_year"))
    if not 1949 <= request.first_year <= request.last_year:  # noqa: PLR2004 - the first year there is
        problems.append(InvalidInput("首年不能晚于末年", field="first_year"))
    return problems


def _miscounted(places: int) -> list[InvalidInput]:
    if 0 <= places <= MOST:
        return []
    return [InvalidInput("请填写名额数，不小于 0、不超过 20 亿", field="places")]


def _unsaid(reason: str, document: str, clause: str) -> list[InvalidInput]:
    told = {"reason": reason, "document": document, "clause": clause}
    return [
        InvalidInput("请写明此项，不超过 200 字", field=name)
        for name, text in told.items()
        if not 0 < len(text.strip()) <= LONGEST
    ]
