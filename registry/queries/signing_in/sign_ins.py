"""Questions about signing in (登录): who must prove twice, by what, and who tried too often."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from hukou.kernel import clock
from registry.models import (
    PROVES_TWICE,
    Account,
    AccountAct,
    AccountActKind,
    FactorTry,
    Posting,
    SecondFactor,
    SpokenCode,
    SpokenCodeUse,
)

FAILURES: Final = 5
CLOSED_FOR: Final = timedelta(minutes=15)
OPENING: Final = (AccountActKind.UNLOCK, AccountActKind.RESET_FACTORS)


def is_excused(account: Account) -> bool:
    """Whether this is a demonstration account where demonstrations may be; production has none."""
    return bool(settings.HUKOU_DEMO and account.is_demo)


def role_today(account: Account) -> str | None:
    """Return the role an account holds today; None without a post."""
    held = Posting.objects.on(clock.today()).filter(account=account)
    return held.values_list("role", flat=True).first()


def live_factors(account: Account) -> list[SecondFactor]:
    """Return what an account can prove itself by, oldest first."""
    return list(account.factors.filter(removed_at=None).order_by("id"))


def must_prove_twice(account: Account) -> bool:
    """Whether the post held today asks for a second factor: it decides or administers."""
    return role_today(account) in PROVES_TWICE and not is_excused(account)


def closed_until(account: Account, *, at: datetime) -> datetime | None:
    """Return when the second step opens again; None while it is open.

    Five failures since the last success, within a quarter of an hour, close it; the security
    administrator opens it.
    """
    opened = AccountAct.objects.filter(account=account, kind__in=OPENING).order_by("-id").first()
    since = max(at - CLOSED_FOR, opened.done_at) if opened else at - CLOSED_FOR
    tries = FactorTry.objects.filter(account=account, tried_at__gt=since)
    lately = list(tries.order_by("-tried_at", "-id")[:FAILURES])
    if len(lately) < FAILURES or any(each.succeeded for each in lately):
        return None
    return lately[-1].tried_at + CLOSED_FOR


def recovery_codes_left(account: Account) -> int:
    """Return how many recovery codes an account has not used."""
    kept = SpokenCode.objects.filter(account=account, use=SpokenCodeUse.RECOVERY)
    return kept.filter(spent_at=None).count()
