"""One's own ways of signing in (登录方式): factors, recovery codes, password."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel.errors import InvalidInput, NotFound
from hukou.web.forms import read_key
from registry.actions import change_password, make_recovery_codes, remove_factor
from registry.models import Account, PostingRole
from registry.queries.signing_in import live_factors, must_prove_twice, recovery_codes_left

from .access import DeskRequest, desk_page
from .enrolling import Enrolling
from .sessions import address_of
from .sign_in_forms import PasswordForm

EVERYBODY = frozenset(PostingRole)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(EVERYBODY)
def own_factors(request: DeskRequest) -> HttpResponse:
    """Show by what one signs in; take a new factor."""
    enrolling = Enrolling(request, request.user)
    enrolling.read()
    if enrolling.taken:
        messages.success(request, gettext("已登记。下次登录时可以用它验证。"))
        return redirect("own-factors")
    context = {
        **enrolling.shown(),
        "factors": live_factors(request.user),
        "left": recovery_codes_left(request.user),
        "must": must_prove_twice(request.user),
        "password": PasswordForm(auto_id="password_%s"),
    }
    return render(request, "registry/own_factors.html", context, status=enrolling.status)


@never_cache
@require_http_methods(["POST"])
@desk_page(EVERYBODY)
def own_factor_remove(request: DeskRequest) -> HttpResponse:
    """Stop using one of one's own factors."""
    factor = read_key(request.POST.get("factor", ""))
    if factor is None:
        raise NotFound
    remove_factor(factor, by=request.user)
    messages.success(request, gettext("已停用。"))
    return redirect("own-factors")


@never_cache
@require_http_methods(["POST"])
@desk_page(EVERYBODY)
def own_recovery_codes(request: DeskRequest) -> HttpResponse:
    """Print ten new recovery codes; earlier ones are void."""
    context = {"codes": make_recovery_codes(request.user), "next": "/sign-in/factors"}
    return render(request, "registry/recovery_codes.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(EVERYBODY)
def own_password(request: DeskRequest) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = form.attempt(lambda: _changed(form.cleaned_data, request))
        if changed is not None:
            update_session_auth_hash(request, changed)
            messages.success(request, gettext("密码已更改。"))
            return redirect("own-factors")
    return render(request, "registry/own_password.html", {"form": form}, status=form.status)


def _changed(told: Mapping[str, str], request: DeskRequest) -> Account:
    """Change it; the failed try is stored before this complains of it."""
    changed = change_password(
        present=told["present"],
        password=told["password"],
        by=request.user,
        address=address_of(request),
    )
    if changed is None:
        raise InvalidInput("现在的密码不对。连续五次不对的，将暂停 15 分钟。", field="present")
    return changed
