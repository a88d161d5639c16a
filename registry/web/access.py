"""Who may open which page: everybody signed in has a post today, and the post decides."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST

from hukou.kernel import clock
from hukou.kernel.errors import Forbidden
from registry import models
from registry.models import STAFF, Account, Posting, PostingRole
from registry.queries import Scope, scope_of

Params = ParamSpec("Params")
Response = TypeVar("Response", bound=HttpResponseBase)

COUNTER: Final = STAFF
"""Those who serve people: they may look up their office's part of the register."""

OFFICERS: Final = models.OFFICERS

APPROVERS: Final = frozenset({PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER})
"""The county bureau and above: divisions and their classes are not a station's to change."""


class NotForThisPost(Forbidden):
    """The post held today does not include this business."""

    code = "not-for-this-post"
    zh = "您现在的岗位不办理此项业务。请由有权限的民警办理；岗位有误的，请联系管理员。"


class NoPostToday(NotForThisPost):
    """The account holds no post today; its session ended."""

    code = "no-post-today"
    zh = "您今天没有任职，登录已结束。任职有误的，请联系安全管理员。"


class DeskRequest(HttpRequest):
    """A request by somebody at a desk: account, post and scope are known."""

    user: Account
    posting: Posting
    scope: Scope


def desk_page(
    roles: frozenset[PostingRole] = COUNTER,
) -> Callable[
    [Callable[Concatenate[DeskRequest, Params], Response]],
    Callable[Concatenate[HttpRequest, Params], Response | HttpResponse],
]:
    """Open a page to these posts only; others are sent to sign in, or told why not."""

    def guard(
        page: Callable[Concatenate[DeskRequest, Params], Response],
    ) -> Callable[Concatenate[HttpRequest, Params], Response | HttpResponse]:
        @wraps(page)
        def view(
            request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
        ) -> Response | HttpResponse:
            if not isinstance(request.user, Account):
                return _to_sign_in(request)
            at_desk = cast("DeskRequest", request)
            at_desk.posting = _posting(request, request.user, roles)
            at_desk.scope = scope_of(request.user, on=clock.today())
            return page(at_desk, *args, **kwargs)

        return view

    return guard


def posted(
    back: str, *keys: str
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Take POST only; who comes by address, by Back or by a switch is sent to the form's page.

    `back` is that page's route, `keys` are the parameters it shares with this one.
    """

    def guard(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        taken: Callable[..., HttpResponseBase] = require_POST(page)

        @wraps(page)
        def view(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method in ("GET", "HEAD"):
                return redirect(reverse(back, kwargs={key: kwargs[key] for key in keys}))
            return taken(request, *args, **kwargs)

        return view

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page; part of a page that refreshes itself takes the page along."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def _posting(request: HttpRequest, account: Account, roles: frozenset[PostingRole]) -> Posting:
    posting = (
        Posting.objects.on(clock.today()).filter(account=account).select_related("office").first()
    )
    if posting is None:
        request.session.flush()
        raise NoPostToday
    if posting.role not in roles:
        raise NotForThisPost
    return posting
