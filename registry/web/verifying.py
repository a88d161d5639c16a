"""Checking a document by its code (证件核验): a public page that tells as little as it can."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.api.throttling import PublicRate
from hukou.kernel import clock
from hukou.web.errors import Refusal, page
from registry.queries import verified


class VerifyRate(PublicRate):
    """The same limit as for open API calls, counted apart."""

    name = "verify"


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Show whether the document with this code was issued, and how it stands today."""
    rate = VerifyRate()
    if not rate.allow_request(request, None):
        refused = page(request, Refusal(429, gettext("核验过于频繁，请稍候再试。")))
        refused["Retry-After"] = f"{rate.wait():.0f}"
        return refused
    context = {"found": verified(code, on=clock.today()), "at": clock.now()}
    return render(request, "registry/verify.html", context)
