"""Who may decide about data quality (质量治理权限): the owning office; chiefs for some."""

from collections.abc import Collection
from typing import Final

from hukou.kernel import clock
from registry.errors import NeedsAChief, NotTheOwningOffice
from registry.models import Account, PostingRole
from registry.queries import Scope, scope_of

CHIEFS: Final = frozenset(
    {PostingRole.CHIEF, PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER}
)
"""所长以上: they merge people, and edit the rules of their register."""


def officer_scope(by: Account) -> Scope:
    """Return what an officer answers for today. Raises NotTheOwningOffice: holds no such post."""
    scope = scope_of(by, on=clock.today())
    if not scope.is_officer:
        raise NotTheOwningOffice
    return scope


def refuse_unless_chief(scope: Scope) -> None:
    """Refuse who is no chief or approver."""
    if not scope.holds(CHIEFS):
        raise NeedsAChief


def refuse_other_offices(scope: Scope, offices: Collection[int]) -> None:
    """Refuse where one of the offices is neither the officer's own nor below it."""
    if not scope.keeps_all(offices):
        raise NotTheOwningOffice
