"""Sessions (会话): how one begins, and when it is over (登录时限、一处登录、两步登录)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from axes.helpers import get_client_ip_address
from django.contrib.auth import get_user, login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from registry.actions import open_sign_in
from registry.models import Account, Proof
from registry.queries.signing_in import is_excused, must_prove_twice

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
LASTS: Final = timedelta(hours=12)
"""A session ends after this however busy it is: longer than any shift."""
HALF_WAY: Final = timedelta(minutes=10)
"""Between the password and the second step."""
PROOF: Final = "proof"
SIGN_IN: Final = "sign_in"
UNTIL: Final = "until"
ENDED: Final = "ended"
HALF: Final = "half"

WHY: Final = {
    "long": _("登录已满 12 小时，请重新登录。"),
    "elsewhere": _(
        "您的账号已在别处登录，此处的会话已结束。不是本人登录的，请立即联系安全管理员。"
    ),
    "unproven": _("您的岗位须用第二因素登录，请重新登录。"),
    "half": _("两步登录没有在 10 分钟内完成，请重新输入密码。"),
}


def begin(request: HttpRequest, account: Account, *, proof: Proof) -> None:
    """Sign somebody in who has proven all that their post asks for."""
    request.session.pop(HALF, None)
    login(request, account, backend=BACKEND)
    sign_in = open_sign_in(account, proof=proof, address=address_of(request))
    mark(request.session, sign_in=sign_in.pk, proof=proof)


def mark(session: SessionBase, *, sign_in: int | None, proof: Proof) -> None:
    """Write into a session what its limits are judged by."""
    until = clock.now() + LASTS
    session[SIGN_IN], session[PROOF] = sign_in, proof.value
    session[UNTIL] = int(until.timestamp())


def begin_half(request: HttpRequest, account: Account, *, wanted: str) -> None:
    """Remember that the password was right; nobody is signed in by that."""
    request.session.cycle_key()
    until = clock.now() + HALF_WAY
    request.session[HALF] = {
        "account": account.pk,
        "until": int(until.timestamp()),
        "password": account.get_session_auth_hash(),
        "next": wanted,
    }


def half_way(request: HttpRequest) -> tuple[Account, dict[str, Any]] | None:
    """Return who stands between the two steps, and what is remembered of it."""
    half: dict[str, Any] | None = request.session.get(HALF)
    if half is None or half["until"] <= clock.now().timestamp():
        request.session.pop(HALF, None)
        return None
    account = Account.objects.filter(pk=half["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != half["password"]:
        return None
    return account, half


def address_of(request: HttpRequest) -> str | None:
    """Return the network address a request came from."""
    address: str | None = get_client_ip_address(request)
    return address or None


def over(session: SessionBase, account: Account) -> str:
    """Return why a session may not go on; nothing where it may. No query, as a rule."""
    if session.get(UNTIL, 0) <= clock.now().timestamp():
        return "long"
    excused = is_excused(account)
    if session.get(SIGN_IN) != account.sign_in_id and not excused:
        return "elsewhere"
    proof = session.get(PROOF, Proof.NONE.value)
    proven = proof not in (Proof.NONE.value, Proof.DEMONSTRATION.value)
    if not proven and not excused and must_prove_twice(account):
        return "unproven"
    return ""


class SessionLimits:
    """Turns whoever's session is over into nobody; stands inside AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _standing(request))  # type: ignore[assignment] # lazy
        return self.get_response(request)


def _standing(request: HttpRequest) -> Account | AnonymousUser:
    user = get_user(request)
    if not isinstance(user, Account):
        return AnonymousUser()
    why = over(request.session, user)
    if not why:
        return user
    request.session.flush()
    request.session[ENDED] = why
    return AnonymousUser()
