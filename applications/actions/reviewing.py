"""Looking at delegated decisions afterwards (抽查复核), and taking a power back past the limit."""

from collections.abc import Iterable
from random import Random, SystemRandom
from typing import Final

import structlog
from django.db import transaction

from applications.errors import (
    AlreadyReviewed,
    MayNotReview,
    ReviewsOwnDecision,
    WrongWithoutReason,
)
from applications.models import (
    DecisionReview,
    DelegatedItem,
    PullBack,
    ReviewFinding,
    SamplingRule,
    exceeds,
)
from applications.queries.authority import BUREAU, IN_CHARGE, Post, covers, post_of
from applications.queries.deciders import stands_back
from applications.queries.oversight import limits_at, to_draw
from applications.queries.powers import Standing, standing_of
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account, Office

from .delegation import take_back

LONGEST: Final = 500
LONGEST_REASON: Final = 300
FIGURES: Final = {"share": (1, 100), "at_least": (1, 1000), "limit": (0, 100)}
"""From and to, both included."""
log = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def draw_sample(
    office_ids: Iterable[int], *, by: Account | None, random: Random | None = None
) -> list[DecisionReview]:
    """Draw delegated decisions of offices to be looked at; by nobody, where the night does it.

    Safe to call again: it draws up to the share of the last thirty days, and each decision once.

    Raises MayNotReview: neither in charge of one of these offices nor above it.
    """
    offices = list(Office.objects.filter(pk__in=list(office_ids)).order_by("pk"))
    drawn = []
    for office in offices:
        if by is not None:
            _require_reviewer(by, office.pk)
        drawn += _drawn(office, by=by, random=random or SystemRandom())
    return drawn


def _drawn(office: Office, *, by: Account | None, random: Random) -> list[DecisionReview]:
    DecisionReview.objects.draw_alone(office.pk)
    return DecisionReview.objects.bulk_create(
        DecisionReview(
            decision_id=each.id,
            delegated_item_id=each.delegation,
            weight=each.weight,
            signs=[sign.code for sign in each.signs],
            drawn_at=clock.now(),
            drawn_by=by,
        )
        for each in to_draw(office.pk, on=clock.today(), random=random)
        if each.delegation is not None
    )


@transaction.atomic(durable=True)
def review_decision(
    review_id: int, *, finding: ReviewFinding, note: str = "", by: Account
) -> DecisionReview:
    """Say whether a drawn decision was right. Past the limit the item falls back at once.

    The decision itself stands: what it registered is reversed or corrected by an event of its own.

    Raises:
        NotFound: no such draw, or not of an office this account is in charge of.
        MayNotReview: not in charge there.
        ReviewsOwnDecision: made by themselves, or about themselves or their kin.
        AlreadyReviewed: somebody said so before.
        WrongWithoutReason, InvalidInput: nothing said of what is wrong, or too much.
    """
    review = DecisionReview.objects.lock(review_id)
    if review is None:
        raise NotFound(review=review_id)
    decision = review.decision
    _require_reviewer(by, decision.application.office_id)
    if decision.decided_by_id == by.pk or stands_back(decision.application, by):
        raise ReviewsOwnDecision
    if review.reviewed_at is not None:
        raise AlreadyReviewed
    said = note.strip()
    if finding == ReviewFinding.WRONG and not said:
        raise WrongWithoutReason
    if len(said) > LONGEST:
        raise InvalidInput(f"不超过 {LONGEST} 字", field="note")
    item = DecisionReview.objects.count_alone(review.delegated_item_id)
    review.finding, review.note = finding, said
    review.reviewed_by, review.reviewed_at = by, clock.now()
    review.save(update_fields=["finding", "note", "reviewed_by", "reviewed_at"])
    _fall_back_if_past(item)
    return review


@transaction.atomic(durable=True)
def set_sampling_rule(
    *, share: int, at_least: int, limit: int, reason: str, by: Account
) -> SamplingRule:
    """Set how much is drawn at one's office and below, and past which rate a power falls back.

    Raises:
        MayNotReview: not an approver of a bureau.
        InvalidInput: figures that are no percentages, or no reason.
    """
    post = post_of(by, on=clock.today())
    if post is None or post.role not in BUREAU:
        raise MayNotReview
    figures = {"share": share, "at_least": at_least, "limit": limit}
    faults = [
        InvalidInput(f"应为 {low} 至 {high}", field=name)
        for name, (low, high) in FIGURES.items()
        if not low <= figures[name] <= high
    ]
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        faults.append(InvalidInput("请写明理由，不超过 300 字", field="reason"))
    if faults:
        raise InvalidInput.gather(faults)
    return SamplingRule.objects.create(
        office_id=post.office_id,
        **figures,
        reason=reason.strip(),
        set_by=by,
    )


@transaction.atomic(durable=True)
def acknowledge_pull_back(pull_back_id: int, *, by: Account) -> PullBack:
    """Say that one has read that an item fell back; the first to say so is kept.

    Raises NotFound, MayNotReview.
    """
    fallen = (
        PullBack.objects.select_for_update(of=("self",))
        .select_related("delegated_item")
        .filter(pk=pull_back_id)
        .first()
    )
    if fallen is None:
        raise NotFound(pull_back=pull_back_id)
    _require_reviewer(by, fallen.delegated_item.office_id)
    if fallen.acknowledged_at is None:
        fallen.acknowledged_by, fallen.acknowledged_at = by, clock.now()
        fallen.save(update_fields=["acknowledged_by", "acknowledged_at"])
    return fallen


def _require_reviewer(account: Account, office_id: int) -> Post:
    post = post_of(account, on=clock.today())
    if post is None or post.role not in IN_CHARGE or not covers(post, office_id):
        raise MayNotReview(office=office_id)
    return post


def _fall_back_if_past(item: DelegatedItem) -> PullBack | None:
    """Take an item back where too many of its reviewed decisions were wrong; its row is locked."""
    limits = limits_at(item.office_id)
    findings = DecisionReview.objects.filter(delegated_item=item, reviewed_at__isnull=False)
    reviewed = findings.count()
    wrong = findings.filter(finding=ReviewFinding.WRONG).count()
    past = exceeds(wrong=wrong, reviewed=reviewed, limit=limits.limit, at_least=limits.at_least)
    if not past or standing_of(item, clock.now()) in (Standing.REVOKED, Standing.EXPIRED):
        return None
    reason = f"抽查 {reviewed} 件，有误 {wrong} 件，超过上限 {limits.limit}%，按规则自动收回"
    take_back([item.pk], reason=reason, by=None)
    log.info("pulled-back", delegated_item=item.pk, reviewed=reviewed, wrong=wrong)
    return PullBack.objects.create(
        delegated_item=item,
        rule=limits.rule,
        reviewed=reviewed,
        wrong=wrong,
        limit=limits.limit,
        at=clock.now(),
    )
