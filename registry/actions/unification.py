"""The end of the former hukou types in an area (统一登记): a dated row, no rewrite."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction

from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import UnificationWithdrawn, constraints_explained
from registry.models import FormerKind, Unification

ALL: Final = tuple(FormerKind.values)


@transaction.atomic
@constraints_explained()
def unify_types(
    area: str, *, effective_from: date, document: str, clause: str, kinds: Collection[str] = ALL
) -> Unification:
    """Record that these former types ended in an area on a day; an empty area is the country.

    Everybody's answer follows from the row; nobody's row is written again.

    Raises:
        InvalidInput: no such division code, no such type, or no document and clause.
    """
    if area:
        area = division_code.stem(division_code.parse(area, field="area"))
    if not kinds or set(kinds) - set(ALL):
        raise InvalidInput(f"户口性质应为：{'、'.join(ALL)}", field="kinds")
    if not document.strip() or not clause.strip():
        raise InvalidInput("请写明文件和条款。", field="document")
    return Unification.objects.create(
        area=area,
        kinds=sorted(kinds),
        effective_from=effective_from,
        document=document.strip(),
        clause=clause.strip(),
    )


@transaction.atomic
@constraints_explained()
def withdraw_unification(unification_id: int) -> Unification:
    """Withdraw a row that was recorded wrongly: answers are again as if it had not been.

    Raises:
        UnificationWithdrawn: it was withdrawn before.
    """
    row = Unification.objects.select_for_update().get(pk=unification_id)
    if row.withdrawn_at is not None:
        raise UnificationWithdrawn(unification=unification_id)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    return row
