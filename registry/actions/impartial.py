"""Nobody changes households of their own, or of their kin (回避): a colleague does."""

from collections.abc import Collection
from datetime import date

from hukou.law import load_law
from registry.errors import OwnCase
from registry.models import Account, HouseholdKind, Residence
from registry.queries import kin_of


def refuse_own_case(
    by: Account | None,
    *,
    people: Collection[int] = (),
    households: Collection[int] = (),
    on: date,
) -> None:
    """Refuse who is, or is kin to, one of these people or a member of these family households.

    Cases have a guard of their own, for their parties; this one is for what is done without a
    case. Two statements, and none for an account that names no person.

    Raises OwnCase.
    """
    if by is None or by.person_id is None:
        return
    recusal = load_law().guards.recusal
    own = {by.person_id, *kin_of(by.person_id, steps=recusal.kin_steps)}
    at_home = Residence.objects.on(on).filter(
        person__in=own, household__in=households, household__kind=HouseholdKind.FAMILY
    )
    if own & set(people) or at_home.exists():
        raise OwnCase(cite=recusal.cite.as_json())
