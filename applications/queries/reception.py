"""Which counters may accept applications for which home office (就近办、跨区域通办)."""

from collections.abc import Container, Sequence
from datetime import date

from django.db.models import Q

from applications.models import AcceptancePoint, Application, Kind, ReceptionAgreement
from registry.models import Account, Office, OfficeLevel, PostingRole
from registry.queries import Scope

from .acceptance_points import point_of
from .authority import (
    IN_CHARGE,
    Post,
    covers,
    is_held_by_another,
    offices_over,
    post_of,
    receives,
    require_handler,
)


def agreement_for(application: Application, post: Post, *, on: date) -> ReceptionAgreement | None:
    """Return the agreement by which a post may accept an application for its home office.

    None where it is the home office's own, where it was received elsewhere, or where nothing is
    agreed: then the home office accepts it itself.
    """
    if not receives(post, application) or covers(post, application.office_id):
        return None
    if application.kind == Kind.CARD:
        return None  # that takes a declared point, however much else is agreed
    counters = offices_over(post.office_id)
    return (
        ReceptionAgreement.objects.holding(on)
        .filter(Q(counter__in=counters) | Q(counter=None), Q(kind=application.kind) | Q(kind=""))
        .filter(home__in=offices_over(application.office_id))
        .order_by("id")
        .first()
    )


def require_receiver(
    account: Account, application: Application, *, roles: Container[PostingRole], on: date
) -> ReceptionAgreement | AcceptancePoint | None:
    """Refuse whoever neither handles the file nor received it by what lets them, which is returned.

    That is an agreement of the home office, or for a card that the counter is a declared point.
    Raises MayNotHandle, AssignedToAnother.
    """
    post = post_of(account, on=on)
    if post is not None and post.role in roles:
        agreed = _held_to(_let_by(application, post, on=on))
        if agreed is not None and not is_held_by_another(application, account, post, on=on):
            return agreed
    require_handler(account, application, roles=roles, on=on)
    return None


def _let_by(
    application: Application, post: Post, *, on: date
) -> ReceptionAgreement | AcceptancePoint | None:
    if application.kind == Kind.CARD:
        return point_of(application, post, on=on)
    return agreement_for(application, post, on=on)


def _held_to(
    found: ReceptionAgreement | AcceptancePoint | None,
) -> ReceptionAgreement | AcceptancePoint | None:
    """Return what lets somebody accept, locked, unless it was ended since it was found."""
    if found is None:
        return None
    locked = type(found).objects.lock(found.pk)
    return locked if locked.ended_at is None else None


def may_accept_for(application: Application, account: Account, *, on: date) -> bool:
    """Whether this account may accept the file for its home office."""
    post = post_of(account, on=on)
    return post is not None and _let_by(application, post, on=on) is not None


def may_agree(account: Account, *, on: date) -> Post | None:
    """Return the post by which an account agrees for its office, if it is in charge of one."""
    post = post_of(account, on=on)
    return post if post is not None and post.role in IN_CHARGE else None


def agreements(scope: Scope) -> Sequence[ReceptionAgreement]:
    """Return the agreements that concern the offices of a scope, the newest first."""
    rows = ReceptionAgreement.objects.select_related("home", "counter", "agreed_by", "ended_by")
    ours = scope.within("home") | scope.within("counter") | Q(counter=None)
    return list(rows.filter(ours))


def counters_elsewhere(home_id: int) -> Sequence[Office]:
    """Return the offices whose counters could accept for a home office: all but its own."""
    return list(
        Office.objects.exclude(id=home_id).exclude(level=OfficeLevel.CITY).order_by("code", "id")
    )
