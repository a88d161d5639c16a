"""What must be true of all applications and no constraint can say (不变量)."""

from collections.abc import Iterator
from typing import Final

from django.db.models import OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from applications.models import (
    Assessment,
    Decision,
    DelegatedItem,
    Quota,
    QuotaChange,
    QuotaPlace,
)
from registry.queries import Check

from .digests import is_intact
from .powers import Standing, standing_of

AT_A_TIME: Final = 500


def altered_assessments() -> Iterator[str]:
    """Yield every assessment that no longer says what its digest sealed."""
    for assessment in Assessment.objects.order_by("pk").iterator(chunk_size=AT_A_TIME):
        if not is_intact(assessment):
            yield f"assessment {assessment.pk}"


def decisions_by_no_order() -> Iterator[str]:
    """Yield every decision by an order that did not hold at its instant (A02).

    It was made after the revocation, outside the days of the order, or by one that is not there.
    """
    rows = DelegatedItem.objects.in_bulk()
    decided = Decision.objects.filter(authority__has_key="delegation").order_by("pk")
    for decision in decided.iterator(chunk_size=AT_A_TIME):
        row = rows.get(decision.authority["delegation"]["id"])
        if row is None or standing_of(row, decision.decided_at) is not Standing.IN_FORCE:
            yield f"decision {decision.pk}"


def quotas_that_do_not_add_up() -> Iterator[str]:
    """Yield every quota whose counter is not the sum of its places, or not as last declared."""
    held = QuotaPlace.objects.filter(quota=OuterRef("pk"), given_back_at=None)
    sums = held.order_by().values("quota").annotate(total=Sum("places")).values("total")
    last = QuotaChange.objects.filter(quota=OuterRef("pk")).order_by("-pk").values("places")
    counted = Quota.objects.annotate(
        held=Coalesce(Subquery(sums), Value(0)), declared=Subquery(last[:1])
    )
    told = counted.order_by("pk").values_list("pk", "held", "taken", "declared", "places")
    for quota, held_now, taken, declared, places in told:
        if held_now != taken or declared != places:
            yield f"quota {quota}"


CHECKS: Final = (
    Check("assessments say what they said", altered_assessments),
    Check("who decided by an order had it then", decisions_by_no_order),
    Check("quotas add up", quotas_that_do_not_add_up),
)
