"""Signing in and out (登录、退出): the password, then what the post asks for beside it."""

import json

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hukou.kernel import clock
from hukou.kernel.errors import DomainError
from hukou.web.forms import CounterForm
from hukou.web.menu import BEGINS
from registry.actions import (
    check_enrolment_code,
    make_recovery_codes,
    prove_by_code,
    prove_by_key,
)
from registry.models import Account, FactorKind, Posting, Proof
from registry.queries.signing_in import (
    Sent,
    ask_to_prove,
    is_excused,
    live_factors,
    must_prove_twice,
)
from registry.web.forms import SignInForm

from . import sessions
from .enrolling import CHALLENGE, Enrolling, host_of, keys_work
from .sign_in_forms import CodeForm, EnrolmentCodeForm, KeyAnswerForm, wrong

TICKET = "ticket"


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; five failures lock the name on this machine for a while."""
    if isinstance(request.user, Account):
        return redirect(_where_to(request, request.user))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if isinstance(account, Account):
            return _go_on(request, account)
        form.again()
        form.add_error(None, gettext("用户名或密码不正确。连续输错五次将暂停登录 15 分钟。"))
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "why": sessions.WHY.get(request.session.pop(sessions.ENDED, "")),
    }
    return render(request, "registry/sign_in.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask whoever gave the right password for a code, or for a touch of their key."""
    half = sessions.half_way(request)
    if half is None:
        return _from_the_start(request)
    account, remembered = half
    form, proof = CodeForm(request.POST or None), None
    try:
        proof = _proven(request, account, form)
    except DomainError as refused:
        form.refuse(refused)
    if proof is not None:
        sessions.begin(request, account, proof=proof)
        return redirect(remembered["next"])
    factors = live_factors(account)
    context = {
        "form": form,
        "has_codes": any(each.kind == FactorKind.AUTHENTICATOR for each in factors),
        "has_keys": any(each.kind == FactorKind.KEY for each in factors),
        "keys_work": keys_work(request),
    }
    if context["has_keys"] and context["keys_work"]:
        asked = ask_to_prove(account, host=host_of(request))
        request.session[CHALLENGE] = asked.challenge
        context["options_text"] = json.dumps(asked.options)
    return render(request, "registry/second_step.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
def first_factor(request: HttpRequest) -> HttpResponse:
    """Let somebody enrol their first factor by the code that was handed over to them."""
    half = sessions.half_way(request)
    if half is None:
        return _from_the_start(request)
    account, remembered = half
    if TICKET not in remembered:
        form = EnrolmentCodeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            _check(request, account, form)
        if TICKET not in remembered:
            context = {"form": form, "account": account}
            return render(request, "registry/enrolment_code.html", context, status=form.status)
    enrolling = Enrolling(request, account, enrolment_code=remembered[TICKET])
    enrolling.read()
    if not enrolling.taken:
        context = {**enrolling.shown(), "account": account}
        return render(request, "registry/first_factor.html", context, status=enrolling.status)
    proof = Proof.KEY if request.POST.get("act") == "key" else Proof.AUTHENTICATOR
    sessions.begin(request, account, proof=proof)
    context = {"codes": make_recovery_codes(account), "next": remembered["next"]}
    return render(request, "registry/recovery_codes.html", context)


def _go_on(request: HttpRequest, account: Account) -> HttpResponse:
    """Lead on from the right password: in, to the second step, or to enrolling a factor."""
    wanted = _where_to(request, account)
    if live_factors(account):
        sessions.begin_half(request, account, wanted=wanted)
        return redirect("second-step")
    if must_prove_twice(account):
        sessions.begin_half(request, account, wanted=wanted)
        return redirect("first-factor")
    proof = Proof.DEMONSTRATION if is_excused(account) else Proof.NONE
    sessions.begin(request, account, proof=proof)
    return redirect(wanted)


def _proven(request: HttpRequest, account: Account, form: CodeForm) -> Proof | None:
    """Return what the posted code or key proves; complains on the form where it is nothing."""
    if request.method != "POST":
        return None
    address, proof = sessions.address_of(request), None
    if request.POST.get("act") == "key":
        answer = KeyAnswerForm(request.POST)
        if answer.is_valid():
            challenge = request.session.pop(CHALLENGE, {})
            sent = Sent(answer.cleaned_data["answer"], challenge, host_of(request))
            proof = prove_by_key(account.pk, sent, address=address)
        form.errors.clear()
    elif form.is_valid():
        proof = prove_by_code(account.pk, form.cleaned_data["code"], address=address)
    else:
        return None
    if proof is None:
        form.refuse(wrong())
    return proof


def _check(request: HttpRequest, account: Account, form: CounterForm) -> None:
    """Let the enrolment code open the next page of this session."""
    code = form.cleaned_data["enrolment_code"]
    address = sessions.address_of(request)
    if form.attempt(lambda: check_enrolment_code(account.pk, code, address=address)):
        request.session[sessions.HALF][TICKET] = code
        request.session.modified = True
    elif form.is_valid():
        form.add_error("enrolment_code", gettext("登记码不正确、已使用或已过期。"))


def _from_the_start(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, Account):
        request.session[sessions.ENDED] = "half"
    return redirect("sign-in")


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
