"""Signing in and out (登录、退出)."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hukou.kernel import clock
from hukou.web.menu import BEGINS
from registry.models import Account, Posting
from registry.web.forms import SignInForm


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; five failures lock the name on this machine for a while."""
    if isinstance(request.user, Account):
        return redirect(_where_to(request, request.user))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            login(request, account)
            return redirect(_where_to(request, account))
        form.again()
        form.add_error(None, gettext("用户名或密码不正确。连续输错五次将暂停登录 15 分钟。"))
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "registry/sign_in.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def _where_to(request: HttpRequest, account: Account) -> str:
    """Return the page that was asked for, if it is one of ours, or where the post's work begins."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A word without a slash would be looked up as the name of a page.
    if ours and wanted.startswith("/") and wanted != settings.LOGIN_REDIRECT_URL:
        return wanted
    post = Posting.objects.on(clock.today()).filter(account=account).first()
    begins = BEGINS.get(str(post.role)) if post else None
    return reverse(begins) if begins else settings.LOGIN_REDIRECT_URL
