"""Taking and giving back places of a quota (占用、归还名额), in the transaction that decides."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from applications.errors import NoPlacesLeft, PlacesAreLeft, PutOffToNextYear
from applications.models import (
    Application,
    Assessment,
    Decision,
    Quota,
    QuotaKind,
    QuotaPlace,
    WhenFull,
)
from applications.queries.quotas import clause_of, limits_over, quotas_over, reversed_places
from hukou.kernel import clock

REVERSED: Final = "登记已冲销"
TOLD: Final = {
    WhenFull.REFUSE: "名额用完的，按条款不予",
    WhenFull.NEXT_YEAR: "名额用完的顺延至下一期，此件保持待审批",
    WhenFull.UNSAID: "文件未写明名额用完后如何处理，由民警依条款决定",
}


def take_places(decision: Decision, *, at: datetime) -> None:
    """Take the places of an approval, under the lock of each counter: the last one goes once.

    Raises NoPlacesLeft, citing the clause of the quota: then nothing of the approval is stored.
    """
    application = decision.application
    quotas = quotas_over(application, decision.assessment, on=decision.decided_on).hold()
    taken = [_take(quota, people=len(decision.parties), at=at) for quota in quotas]
    for place in taken:
        place.application = application
    QuotaPlace.objects.bulk_create(taken)


def give_back(application: Application, *, why: str, at: datetime) -> None:
    """Give back what the approval of an application took: it came to nothing."""
    held = QuotaPlace.objects.filter(application=application, given_back_at=None)
    counters = Quota.objects.filter(pk__in=held.values("quota"))
    for quota in counters.hold():
        _give_back(quota, held.filter(quota=quota), why=why, at=at)


@transaction.atomic(durable=True)
def give_back_reversed(quota_id: int) -> int:
    """Free the places of a quota whose registration was reversed since; return how many.

    Safe to call again. Raises NotFound: no such quota.
    """
    quota = Quota.objects.lock(quota_id)
    before = quota.taken
    _give_back(quota, reversed_places(quota), why=REVERSED, at=clock.now())
    return before - quota.taken


def require_full(
    application: Application, assessment: Assessment, cites: Iterable[Mapping[str, str]]
) -> None:
    """Refuse to cite a quota as full that is not, or whose document does not let anybody refuse.

    `cites` are the clauses of a refusal. The counters stay locked until it is stored.

    Raises PlacesAreLeft, PutOffToNextYear.
    """
    cited = {(each["document"], each["clause"]) for each in cites}
    for quota in limits_over(application, assessment).hold():
        cite = clause_of(quota)
        if (cite["document"], cite["clause"]) not in cited:
            continue
        if quota.when_full == WhenFull.NEXT_YEAR:
            raise PutOffToNextYear(cite=cite)
        if quota.left >= quota.counts(1):
            raise PlacesAreLeft(left=quota.left, cite=cite)


def _take(quota: Quota, *, people: int, at: datetime) -> QuotaPlace:
    needed = quota.counts(people)
    if quota.kind == QuotaKind.LIMIT and quota.left < needed:
        cite = clause_of(quota)
        raise NoPlacesLeft(
            f"需要 {needed} 个，尚余 {quota.left} 个（{cite['document']} {cite['clause']}）。"
            f"{TOLD[WhenFull(quota.when_full)]}",
            needed=needed,
            left=quota.left,
            years=quota.years,
            when_full=quota.when_full,
            cite=cite,
        )
    quota.taken += needed
    quota.save(update_fields=["taken"])
    return QuotaPlace(quota=quota, places=needed, taken_at=at)


def _give_back(quota: Quota, held: Iterable[QuotaPlace], *, why: str, at: datetime) -> None:
    """Free places of a locked counter."""
    rows = list(held)
    for place in rows:
        place.given_back_at, place.given_back_why = at, why[:500]
        place.save(update_fields=["given_back_at", "given_back_why"])
    quota.taken -= sum(each.places for each in rows)
    if rows:
        quota.save(update_fields=["taken"])
