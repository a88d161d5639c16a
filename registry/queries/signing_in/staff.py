"""Accounts as administrators see them (账号管理): posts, factors, sign-ins, and what was done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from hukou.kernel import clock
from registry.models import (
    Account,
    AccountAct,
    AccountActKind,
    FactorTry,
    Office,
    Person,
    Posting,
    SignIn,
)
from registry.queries.offices import at_or_below
from registry.queries.people import person_by_card

MOST: Final = 200
"""Accounts or lines on one page; whoever wants others searches."""


def offices_under(office_id: int) -> frozenset[int]:
    """Return an office and all below it. One statement."""
    return frozenset(Office.objects.filter(at_or_below(office_id)).values_list("pk", flat=True))


def accounts_under(office_id: int) -> QuerySet[Account]:
    """Return the accounts an administrator of an office keeps: posted there or below, or nowhere.

    Whoever was posted elsewhere last is kept there: where somebody served once has no hand in what
    they are now.
    """
    posts = Posting.objects.filter(account=OuterRef("pk")).order_by("-period")
    last = Subquery(posts.values("office_id")[:1])
    within = Q(kept_at__in=offices_under(office_id)) | Q(kept_at=None)
    return Account.objects.alias(kept_at=last).filter(within)


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One account of a list: its post today, and by what it can prove itself."""

    account: Account
    posting: Posting | None
    factors: int
    last_signed_in: datetime | None


def list_staff(office_id: int, *, search: str = "") -> list[StaffLine]:
    """Return accounts by user name, at most 200, matching a name, user name or badge number."""
    found = accounts_under(office_id)
    if search:
        found = found.filter(
            Q(username__icontains=search) | Q(name__icontains=search) | Q(badge_number=search)
        )
    counted = found.annotate(
        held=Count("factors", filter=Q(factors__removed_at=None), distinct=True),
        last=Max("sign_ins__signed_in_at"),
    ).order_by("username")[:MOST]
    accounts = list(counted)
    today = Posting.objects.on(clock.today()).filter(account__in=accounts).select_related("office")
    posted = {posting.account_id: posting for posting in today}
    return [StaffLine(each, posted.get(each.pk), each.held, each.last) for each in accounts]


def staff_member(account_id: int, *, office_id: int) -> Account | None:
    """Return an account that an administrator of an office keeps; None for all others."""
    return accounts_under(office_id).filter(pk=account_id).first()


def told_of(account: Account) -> dict[str, Any]:
    """Return what a page of one account shows of posts, factors and what was done to it."""
    return {
        "postings": account.postings.select_related("office").order_by("-period"),
        "factors": account.factors.filter(removed_at=None).order_by("id"),
        "acts": account.acts.select_related("by").order_by("-id")[:MOST],
        "elsewhere": account.acts.filter(kind=AccountActKind.PERSON_ELSEWHERE).last(),
        "last": account.sign_ins.order_by("-id").first(),
    }


def person_called(name: str, *, number: str) -> Person | None:
    """Return whoever holds this number under this name today, alive; None for anybody else."""
    person = person_by_card(number, name, on=clock.today())
    return person if person is not None and person.died_on is None else None


@dataclass(frozen=True, slots=True)
class StaffLog:
    """What was done to accounts, who signed in and who could not, over some days."""

    acts: list[AccountAct]
    sign_ins: list[SignIn]
    failures: list[FactorTry]


def staff_log(office_id: int, *, since: date, until: date) -> StaffLog:
    """Return the log of an office and those below, newest first, 200 lines of each at most."""
    days = (
        clock.start_of(since),
        clock.end_of(until),
    )
    kept = accounts_under(office_id)
    acts = AccountAct.objects.filter(account__in=kept, done_at__range=days)
    tries = FactorTry.objects.filter(account__in=kept, tried_at__range=days, succeeded=False)
    sign_ins = SignIn.objects.filter(account__in=kept, signed_in_at__range=days)
    return StaffLog(
        acts=list(acts.select_related("account", "by").order_by("-id")[:MOST]),
        sign_ins=list(sign_ins.select_related("account").order_by("-id")[:MOST]),
        failures=list(tries.select_related("account").order_by("-id")[:MOST]),
    )


def offices_to_post(office_id: int) -> QuerySet[Office]:
    """Return the offices at which an administrator may give posts."""
    return Office.objects.filter(pk__in=offices_under(office_id)).order_by("code")
