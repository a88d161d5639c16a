"""Putting a regulation into force (启用规定): fill in, check the consequences, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import activate, correct_activation, keep_text, withdraw_activation
from applications.kinds import consequences
from applications.models import Activation, SourceText
from applications.queries.activating import (
    EARLIEST,
    records_of,
    refuse_unfit,
    require_activator,
    undated,
)
from applications.queries.policy import activations, find_regulation
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import Regulation
from hukou.web.forms import day_asked
from registry.models import PostingRole
from registry.web import OFFICERS, DeskRequest, desk_page, posted

from .activation_forms import ActivateForm, WithdrawActivationForm

ADMINISTRATORS = frozenset({PostingRole.SYSTEM_ADMINISTRATOR})


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(ADMINISTRATORS)
def regulation_activate(request: DeskRequest, regulation_id: str) -> HttpResponse:
    """Take the day, number and text; show what each rule would do; then put it into force."""
    regulation = find_regulation(regulation_id)
    current = activations().get(regulation_id)
    checked = "checked" in request.POST
    form = ActivateForm(
        request.POST or None,
        request.FILES or None,
        regulation=regulation,
        corrects=current is not None,
        checked=checked,
        initial=_initial(current),
    )
    if request.method == "POST" and form.is_valid():
        if checked:
            if form.attempt(lambda: _entered(request, regulation, current, form)) is not None:
                messages.success(request, gettext("已记录，到施行日期自动生效。"))
                return redirect("regulation", regulation_id)
        elif text := form.attempt(lambda: _checked(request, regulation, current, form)):
            return _consequences(request, regulation, current, form, text)
    return _page(request, regulation, current, form)


@posted("regulation-activate", "regulation_id")
@desk_page(ADMINISTRATORS)
def regulation_withdraw(request: DeskRequest, regulation_id: str) -> HttpResponse:
    """Take the activation back, with the reason."""
    regulation = find_regulation(regulation_id)
    current = activations().get(regulation_id)
    if current is None:
        raise NotFound
    form = WithdrawActivationForm(request.POST)
    if form.is_valid() and form.attempt(lambda: _withdrawn(request, current, form)) is not None:
        messages.success(request, gettext("启用已撤销。"))
        return redirect("regulation", regulation_id)
    filled = ActivateForm(
        regulation=regulation, corrects=True, checked=False, initial=_initial(current)
    )
    return _page(request, regulation, current, filled, withdraw=form)


@never_cache
@require_safe
@desk_page(OFFICERS | ADMINISTRATORS)
def regulation_pending(request: DeskRequest, regulation_id: str) -> HttpResponse:
    """Show what each rule would do to the files pending on a day, with those one may open."""
    regulation = find_regulation(regulation_id)
    current = activations().get(regulation_id)
    begins = current.effective_from if current else regulation.effective_from
    since = max(day_asked(request.GET, "from") or begins or clock.today(), EARLIEST)
    told = consequences(regulation, since=since, scope=request.scope)
    context = {
        "regulation": regulation,
        "told": told,
        "may_open": request.posting.role not in ADMINISTRATORS,
    }
    return render(request, "applications/regulation_pending.html", context)


def _withdrawn(
    request: DeskRequest, current: Activation, form: WithdrawActivationForm
) -> Activation:
    return withdraw_activation(current.pk, by=request.user, reason=form.cleaned_data["reason"])


def _initial(current: Activation | None) -> dict[str, Any]:
    if current is None:
        return {}
    return {
        "effective_from": current.effective_from,
        "official_number": current.official_number,
        "text": current.text_id,
        "transition": current.transition,
    }


def _checked(
    request: DeskRequest, regulation: Regulation, current: Activation | None, form: ActivateForm
) -> SourceText | None:
    """Keep the text, ask whether all could be so, and return the text."""
    told, sent = form.cleaned_data, form.cleaned_data["file"]
    day = told["effective_from"]
    undated(regulation.id, on=day)
    require_activator(request.user, regulation, on=clock.today())
    refuse_unfit(regulation, day, corrects=current)
    if sent is not None:
        return keep_text(
            sent.read(),
            name=sent.name,
            media_type=sent.content_type or "",
            by=request.user,
            regulation=regulation.id,
        )
    text = _kept_before(regulation, form)
    if text is None:
        form.add_error("file", gettext("请附正式文本"))
    return text


def _kept_before(regulation: Regulation, form: ActivateForm) -> SourceText | None:
    """Return the text that an earlier step kept for this regulation; no other's."""
    number = form.cleaned_data["text"]
    kept = SourceText.objects.filter(regulation=regulation.id)
    return kept.filter(pk=number).first() if number else None


def _entered(
    request: DeskRequest, regulation: Regulation, current: Activation | None, form: ActivateForm
) -> Activation:
    told = form.cleaned_data
    how: dict[str, Any] = {
        "effective_from": told["effective_from"],
        "official_number": told["official_number"],
        "transition": told.get("transition", ""),
        "text": _kept_before(regulation, form),
        "by": request.user,
    }
    if current is not None:
        return correct_activation(current.pk, reason=told["reason"], **how)
    return activate(regulation.id, **how)


def _consequences(
    request: DeskRequest,
    regulation: Regulation,
    current: Activation | None,
    filled: ActivateForm,
    text: SourceText,
) -> HttpResponse:
    """Show the step before the last: what was filled in, and what each rule would do."""
    since = filled.cleaned_data["effective_from"]
    form = ActivateForm(
        regulation=regulation,
        corrects=current is not None,
        checked=True,
        initial={**_initial(current), **filled.cleaned_data, "text": text.pk},
    )
    told = consequences(regulation, since=since, scope=request.scope)
    context = {
        "regulation": regulation,
        "form": form,
        "filled": filled.cleaned_data,
        "text": text,
        "told": told,
    }
    return render(request, "applications/regulation_check.html", context)


def _page(
    request: DeskRequest,
    regulation: Regulation,
    current: Activation | None,
    form: ActivateForm,
    *,
    withdraw: WithdrawActivationForm | None = None,
) -> HttpResponse:
    context = {
        "regulation": regulation,
        "current": current,
        "form": form,
        "withdraw": withdraw or WithdrawActivationForm(),
        "records": records_of(regulation.id),
    }
    status = withdraw.status if withdraw else form.status
    return render(request, "applications/regulation_activate.html", context, status=status)
