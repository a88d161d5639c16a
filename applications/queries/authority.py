"""Who may act on an application, by post and by office (权限)."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from applications.errors import AssignedToAnother, MayNotHandle
from applications.models import Application
from applications.workflow import Action
from registry.models import OFFICERS, STAFF, Account, Office, Posting, PostingRole

AT_THE_COUNTER: Final = STAFF - {PostingRole.CITY_APPROVER}
"""Who may receive and complete a file: auxiliary staff receive, they never decide."""

ROLES: Final[Mapping[Action, frozenset[PostingRole]]] = {
    Action.SUBMIT: AT_THE_COUNTER,
    Action.REVISE: AT_THE_COUNTER,
    Action.WITHDRAW: AT_THE_COUNTER,
    Action.ACCEPT: AT_THE_COUNTER,
    Action.ASK_FOR_SUPPLEMENT: AT_THE_COUNTER,
    Action.ASSIGN: AT_THE_COUNTER,
    Action.TAKE_OVER: AT_THE_COUNTER,
    Action.UNASSIGN: AT_THE_COUNTER,
    Action.ASSESS: OFFICERS,
    Action.CARRY_OUT: OFFICERS,
    Action.ISSUE_PERMIT: OFFICERS,
    Action.LAPSE: OFFICERS,
}
"""Which posts take which step; who approves and refuses is told by kind and channel (deciders)."""

BUREAU: Final = frozenset({PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER})
"""Who answers for a bureau: declares its quotas and rounds, hands down powers, sets figures."""

IN_CHARGE: Final = OFFICERS - {PostingRole.OFFICER}
"""Who may act on a file whoever handles it: the chief, and those above."""


@dataclass(frozen=True, slots=True)
class Post:
    """What an account is on a day, and where."""

    posting_id: int
    role: PostingRole
    office_id: int
    office_name: str

    def as_json(self) -> dict[str, object]:
        return {
            "posting": self.posting_id,
            "role": self.role.value,
            "office": self.office_id,
            "office_name": self.office_name,
        }


def post_of(account: Account, *, on: date) -> Post | None:
    """Return the post an account holds on a day: one at a time, or none."""
    posting = Posting.objects.on(on).filter(account=account).select_related("office").first()
    if posting is None or not account.is_active:
        return None
    return Post(posting.pk, PostingRole(posting.role), posting.office_id, posting.office.name)


def offices_over(office_id: int) -> tuple[int, ...]:
    """Return an office and those above it: station, county, city."""
    row = (
        Office.objects.filter(id=office_id)
        .values_list("id", "parent_id", "parent__parent_id")
        .first()
    )
    return tuple(each for each in row or () if each is not None)


def covers(post: Post, office_id: int) -> bool:
    """Whether a post is at this office or above it."""
    return post.office_id == office_id or post.office_id in offices_over(office_id)


def require_post(
    account: Account | None,
    application: Application,
    *,
    roles: Container[PostingRole],
    on: date,
) -> Post:
    """Return the post by which an account may handle this application.

    Raises MayNotHandle: no post today, of another kind, or elsewhere.
    """
    post = post_of(account, on=on) if account is not None else None
    if post is None or post.role not in roles or not covers(post, application.office_id):
        raise MayNotHandle(office=application.office_id)
    return post


def require_handler(
    account: Account | None,
    application: Application,
    *,
    roles: Container[PostingRole],
    on: date,
) -> Post:
    """Return the post by which an account may act on this application, as it is assigned today.

    Raises MayNotHandle, and AssignedToAnother where a colleague handles it.
    """
    post = require_post(account, application, roles=roles, on=on)
    if account is not None and is_held_by_another(application, account, post, on=on):
        raise AssignedToAnother(assigned_to=application.assigned_to_id)
    return post


def is_held_by_another(application: Application, account: Account, post: Post, *, on: date) -> bool:
    """Whether a colleague handles the file, so that it must be taken over first.

    What nobody handles is open to the whole office; so is a file whose holder has left. Auxiliary
    staff receive for everybody: what one of them holds is open to every officer.
    """
    holder = application.assigned_to
    if holder in (None, account) or post.role in IN_CHARGE:
        return False
    held = post_of(holder, on=on)
    if held is None or not covers(held, application.office_id):
        return False
    return held.role in OFFICERS or post.role not in OFFICERS


def require_counter(account: Account | None, *, on: date) -> Post:
    """Return the post by which an account may write applications down, wherever they go.

    Raises MayNotHandle.
    """
    post = post_of(account, on=on) if account is not None else None
    if post is None or post.role not in AT_THE_COUNTER:
        raise MayNotHandle
    return post


def require_party_to(
    application: Application, account: Account | None, *, client: str, on: date
) -> None:
    """Refuse whoever did not write the application down and does not handle it either.

    Handing in or taking back what one wrote is no power, so it needs no post.

    Raises MayNotHandle.
    """
    wrote_it = client == application.client if client else _is(account, application.created_by_id)
    if not wrote_it and not client and _received_here(application, account, on=on):
        return
    if not wrote_it:
        require_post(account, application, roles=ROLES[Action.SUBMIT], on=on)


def _received_here(application: Application, account: Account | None, *, on: date) -> bool:
    """Whether it was received at the counter where somebody serves today (就近办)."""
    post = post_of(account, on=on) if account is not None else None
    return post is not None and post.role in AT_THE_COUNTER and receives(post, application)


def receives(post: Post, application: Application) -> bool:
    """Whether an application was written down at the office of a post, for whoever decides it."""
    return application.received_at_id is not None and application.received_at_id == post.office_id


def _is(account: Account | None, account_id: int | None) -> bool:
    return account is not None and account.pk == account_id
