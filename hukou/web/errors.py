"""Refusals and mishaps as pages that say, in Chinese, what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import DomainError, FieldError, Forbidden, InvalidInput, TryAgain
from hukou.statuses import status_of

log = structlog.get_logger(__name__)

HEADINGS: Final = {
    400: _("填写的内容有误"),
    403: _("不能办理"),
    404: _("没有找到"),
    409: _("记录已有变化"),
    422: _("不符合登记规定"),
    429: _("请稍候再试"),
    500: _("系统出错"),
    503: _("请稍候再试"),
}
NOWHERE: Final = _("没有这个页面，或者您无权查看。请从工作台或查询重新进入。")
BROKEN: Final = _("系统出现意外错误，本次操作没有保存。请返回重试；仍然出错的，请联系管理员。")
STALE: Final = _("页面停留过久或已在别处登录，本次提交没有保存。请返回、刷新页面后重新提交。")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as a page shows it: the HTTP status, and sentences that say what to do."""

    status: int
    words: str
    detail: str = ""


def refusal(error: DomainError) -> Refusal:
    """Say a domain error in the page's language; a detail written in Chinese is added."""
    detail = gettext(error.detail) if _says_more(error) else ""
    return Refusal(status_of(type(error)), gettext(error.zh), detail)


def complaints(error: DomainError) -> list[FieldError]:
    """Return a domain error as complaints of a form: by field where it names fields."""
    if isinstance(error, InvalidInput) and error.field:
        return [{**each, "detail": gettext(each["detail"])} for each in error.errors]
    shown = refusal(error)
    words = f"{shown.words}{shown.detail}"
    return [FieldError(field="", detail=words, code=error.code)]


def _says_more(error: DomainError) -> bool:
    return bool(error.detail) and error.detail != error.zh and not error.detail.isascii()


def page(request: HttpRequest, shown: Refusal) -> HttpResponse:
    """Show a refusal as a page of its own."""
    context = {"refusal": shown, "heading": HEADINGS.get(shown.status, HEADINGS[400])}
    template = "hukou/refused.html" if _signed_in(request) else "hukou/refused_outside.html"
    return render(request, template, context, status=shown.status)


def _signed_in(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


class RefusalMiddleware:
    """Turn what a view raised into a page; the API has its own form of errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.path.startswith(("/api/", "/oauth/")):
            return None
        if TryAgain.is_meant_by(error):
            error = TryAgain()
        if isinstance(error, DataError):
            # What no column can hold (a NUL, a text or number too long): nothing was stored.
            error = InvalidInput()
        if isinstance(error, DomainError):
            log.info("refused", code=error.code)
            return page(request, refusal(error))
        if isinstance(error, Http404):
            return page(request, Refusal(404, gettext(str(NOWHERE))))
        return None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show that there is no such page (handler404)."""
    del exception
    return page(request, Refusal(404, str(NOWHERE)))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show that this is not allowed (handler403)."""
    del exception
    return page(request, refusal(Forbidden()))


def failed(request: HttpRequest) -> HttpResponse:
    """Show that something broke (handler500); touches nothing that may be what is broken."""
    context = {"refusal": Refusal(500, str(BROKEN)), "heading": HEADINGS[500]}
    return render(request, "hukou/refused_outside.html", context, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that the form's token is missing or old (CSRF_FAILURE_VIEW)."""
    del reason
    return page(request, Refusal(403, str(STALE)))
