"""Accounts and who may do what to them (账号管理): each administrator finds their own forms here.

The system administrator opens and closes accounts and sets passwords; the security administrator
gives and ends posts, resets factors and unlocks. Neither finds the other's forms, and an act that
is posted all the same is refused by the action, and by the database.
"""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.web.forms import CounterForm
from registry.actions import (
    close_account,
    end_posting,
    give_post,
    name_person,
    note_person_elsewhere,
    open_staff_account,
    reopen_account,
    reset_factors,
    set_password,
    unlock,
)
from registry.errors import NotForThisAdministrator
from registry.models import Account, PostingRole
from registry.queries.signing_in import closed_until, list_staff, staff_log, staff_member, told_of

from .access import DeskRequest, desk_page
from .auditing import AUDITORS, days_asked
from .staff_forms import (
    ElsewhereForm,
    EndPostForm,
    FindForm,
    GivePostForm,
    NamePersonForm,
    NewPasswordForm,
    OpenAccountForm,
    ReasonForm,
)

SYSTEM: Final = PostingRole.SYSTEM_ADMINISTRATOR
SECURITY: Final = PostingRole.SECURITY_ADMINISTRATOR
KEEPERS: Final = frozenset({SYSTEM, SECURITY})
ACTS: Final[dict[str, tuple[PostingRole, type[CounterForm], Callable[..., object]]]] = {
    "password": (SYSTEM, NewPasswordForm, set_password),
    "close": (SYSTEM, ReasonForm, close_account),
    "reopen": (SYSTEM, ReasonForm, reopen_account),
    "person": (SECURITY, NamePersonForm, name_person),
    "elsewhere": (SECURITY, ElsewhereForm, note_person_elsewhere),
    "post": (SECURITY, GivePostForm, give_post),
    "end": (SECURITY, EndPostForm, end_posting),
    "reset": (SECURITY, ReasonForm, reset_factors),
    "unlock": (SECURITY, ReasonForm, unlock),
}


@never_cache
@require_safe
@desk_page(KEEPERS)
def accounts(request: DeskRequest) -> HttpResponse:
    """List the accounts of one's part of the house."""
    form = FindForm(request.GET or None)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "lines": list_staff(request.posting.office_id, search=search.strip()),
        "may_open": request.posting.role == SYSTEM,
    }
    return render(request, "registry/accounts.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(frozenset({SYSTEM}))
def account_new(request: DeskRequest) -> HttpResponse:
    """Open an account; the security administrator gives it a post afterwards."""
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        opened = form.attempt(lambda: open_staff_account(**told, by=request.user))
        if opened is not None:
            messages.success(request, gettext("账号已开设。请安全管理员授予任职，并当面交登记码。"))
            return redirect("account", account_id=opened.pk)
    return render(request, "registry/account_new.html", {"form": form}, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(KEEPERS)
def account(request: DeskRequest, account_id: int) -> HttpResponse:
    """Show one account, and take one act on it."""
    kept = staff_member(account_id, office_id=request.posting.office_id)
    if kept is None:
        raise NotFound
    forms = {name: _form(name, request) for name in ACTS}
    act, code = request.POST.get("act", ""), ""
    if request.method == "POST":
        form = _asked(act, forms, request)
        outcome = _take(act, form, kept, by=request.user)
        if isinstance(outcome, str):
            code = outcome
        elif outcome is not None:
            messages.success(request, gettext("已办理。"))
            return redirect("account", account_id=kept.pk)
        kept.refresh_from_db()
    context = {
        "account": kept,
        "code": code,
        "forms": forms,
        "wrong": forms.get(act) if not code else None,
        "is_system": request.posting.role == SYSTEM,
        "is_own": kept.pk == request.user.pk,
        "locked": closed_until(kept, at=clock.now()),
        **told_of(kept),
    }
    status = forms[act].status if act in forms else 200
    return render(request, "registry/account.html", context, status=status)


@never_cache
@require_safe
@desk_page(AUDITORS)
def account_log(request: DeskRequest) -> HttpResponse:
    """Show the audit administrator what the other two did, who signed in, and who failed to."""
    form, since, until = days_asked(request)
    log = staff_log(request.posting.office_id, since=since, until=until)
    context = {"form": form, "since": since, "until": until, "log": log}
    return render(request, "registry/account_log.html", context, status=form.status)


def _form(name: str, request: DeskRequest, *, bound: bool = False) -> CounterForm:
    _, kind, _ = ACTS[name]
    more: dict[str, Any] = {"under": request.posting.office_id} if kind is GivePostForm else {}
    if kind is GivePostForm and not bound:
        more["initial"] = {"since": clock.today()}
    return kind(request.POST if bound else None, auto_id=f"{name}_%s", **more)


def _asked(act: str, forms: dict[str, CounterForm], request: DeskRequest) -> CounterForm:
    """Return the form that was posted; raises where it is another administrator's, or none."""
    if act not in ACTS:
        raise NotFound
    if ACTS[act][0] != request.posting.role:
        raise NotForThisAdministrator
    forms[act] = _form(act, request, bound=True)
    return forms[act]


def _take(act: str, form: CounterForm, kept: Account, *, by: Account) -> object | None:
    if not form.is_valid():
        return None
    told = dict(form.cleaned_data)
    subject = told.pop("posting", kept.pk)
    if act == "post":
        told["office"] = told["office"].code
    _, _, action = ACTS[act]
    return form.attempt(lambda: action(subject, **told, by=by))
