"""Looking at delegated decisions afterwards (抽查): which to draw, and how many were wrong."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log
from random import Random
from typing import Final

from django.db.models import Count, Q, QuerySet

from applications.models import (
    ASSUMED,
    Decision,
    DecisionReview,
    DelegatedItem,
    PullBack,
    ReviewFinding,
    SamplingRule,
)
from registry.models import Office
from registry.queries import Scope

from .authority import offices_over
from .past_decisions import PastDecision, described
from .risks import HIGH

DRAWN_FROM: Final = timedelta(days=30)
"""How far back a draw goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The figures that hold at an office: percent drawn, and when an item falls back."""

    share: int
    at_least: int
    limit: int
    rule: SamplingRule | None

    @property
    def is_assumed(self) -> bool:
        return self.rule is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """How often one officer was wrong in one item: decided by order, reviewed, wrong.

    Officers of one name are told apart, though the table shows only the name.
    """

    officer: str
    item: str
    office: str
    decided: int
    reviewed: int
    wrong: int

    @property
    def percent(self) -> float | None:
        """The error rate in percent; None where nothing was reviewed yet."""
        return 100 * self.wrong / self.reviewed if self.reviewed else None


def limits_at(office_id: int) -> Limits:
    """Return the rule of the nearest office that set one, or what is assumed."""
    over = offices_over(office_id)
    rules = {
        each.office_id: each for each in SamplingRule.objects.filter(office__in=over).order_by("pk")
    }
    for office in over:
        if (rule := rules.get(office)) is not None:
            return Limits(share=rule.share, at_least=rule.at_least, limit=rule.limit, rule=rule)
    return Limits(**ASSUMED, rule=None)


def delegated_decisions(
    offices: Collection[int] | None, *, since: date, until: date
) -> QuerySet[Decision]:
    """Return the decisions that were made by an order, in `[since, until)`."""
    rows = Decision.objects.filter(
        decided_on__gte=since, decided_on__lt=until, authority__has_key="delegation"
    )
    return rows if offices is None else rows.filter(application__office__in=offices)


def to_draw(office_id: int, *, on: date, random: Random) -> list[PastDecision]:
    """Return what is to be looked at of an office's last thirty days, and was not drawn yet.

    Whatever weighs HIGH is drawn; of the rest so many that `share` percent of all are, by lots in
    which a file counts by its weight. Asking again draws no more than that.
    """
    rows = delegated_decisions([office_id], since=on - DRAWN_FROM, until=on + timedelta(days=1))
    whole, drawn = rows.count(), rows.filter(review__isnull=False).count()
    left = described(rows.filter(review__isnull=True).order_by("pk"), on=on)
    must = [each for each in left if each.weight >= HIGH]
    lots = [each for each in left if each.weight < HIGH]
    wanted = ceil(whole * limits_at(office_id).share / 100) - drawn - len(must)
    return [*must, *by_weight(lots, count=max(wanted, 0), random=random)]


def by_weight(files: Sequence[PastDecision], *, count: int, random: Random) -> list[PastDecision]:
    """Return `count` of them by lots without replacement; weight 3 is three tickets.

    Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006).
    """
    tickets = {each.id: log(1 - random.random()) / each.weight for each in files}
    return sorted(files, key=lambda each: tickets[each.id], reverse=True)[:count]


def waiting_reviews(scope: Scope) -> QuerySet[DecisionReview]:
    """Return the drawn decisions of a scope that wait to be looked at, the heaviest first."""
    return reviews_within(scope).filter(reviewed_at=None).order_by("-weight", "drawn_at", "pk")


def reviews_within(scope: Scope) -> QuerySet[DecisionReview]:
    """Return the reviews of a scope's offices, with what a list shows of them."""
    rows = DecisionReview.objects.select_related(
        "decision__application__office", "decision__decided_by", "delegated_item__order"
    )
    return scope.rows(rows, "decision__application__office")


def error_rates(scope: Scope, *, since: date, until: date) -> list[ErrorRate]:
    """Return the error rate of every officer in every item delegated to them, the worst first."""
    decided = delegated_decisions(scope.offices, since=since, until=until)
    rows = decided.values(
        *("authority__delegation__id", "decided_by", "decided_by__name"),
        *("application__office", "application__office__name"),
    ).annotate(
        decided=Count("pk"),
        reviewed=Count("review", filter=Q(review__reviewed_at__isnull=False)),
        wrong=Count("review", filter=Q(review__finding=ReviewFinding.WRONG)),
    )
    given = {row["authority__delegation__id"] for row in rows}
    items = dict(DelegatedItem.objects.filter(pk__in=given).values_list("pk", "item"))
    names: dict[tuple[int, str, int], tuple[str, str]] = {}
    sums: dict[tuple[int, str, int], list[int]] = {}
    for row in rows:
        item = items.get(row["authority__delegation__id"], "")
        key = (row["decided_by"], item, row["application__office"])
        names[key] = row["decided_by__name"], row["application__office__name"]
        kept = sums.setdefault(key, [0, 0, 0])
        for at, n in enumerate((row["decided"], row["reviewed"], row["wrong"])):
            kept[at] += n
    rates = [
        ErrorRate(
            officer=names[key][0],
            item=key[1],
            office=names[key][1],
            decided=total,
            reviewed=reviewed,
            wrong=wrong,
        )
        for key, (total, reviewed, wrong) in sums.items()
    ]
    return sorted(rates, key=lambda each: (-(each.percent or 0), -each.wrong, each.officer))


def pull_backs(scope: Scope) -> QuerySet[PullBack]:
    """Return the items that fell back at a scope's offices, the latest first."""
    rows = PullBack.objects.select_related(
        "delegated_item__order", "delegated_item__office", "acknowledged_by"
    ).order_by("-at")
    mine, given = (scope.within(f"delegated_item__{way}") for way in ("office", "order__office"))
    return rows.filter(mine | given)


def offices_to_draw(*, on: date) -> list[int]:
    """Return the offices where something was decided by an order in the last thirty days."""
    rows = delegated_decisions(None, since=on - DRAWN_FROM, until=on + timedelta(days=1))
    return sorted(set(rows.values_list("application__office", flat=True)))


def told_at(scope: Scope) -> list[PullBack]:
    """Return the items that fell back at a scope's offices and of which nobody took note yet."""
    return list(pull_backs(scope).filter(acknowledged_at=None))


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """An office with itself and those above it."""

    pk: int
    name: str
    above: tuple[int, ...]


def offices_of(scope: Scope) -> list[NamedOffice]:
    """Return a scope's offices, its own first."""
    rows = Office.objects.filter(pk__in=scope.offices or []).order_by("code")
    return [NamedOffice(each.pk, each.name, offices_over(each.pk)) for each in rows]
