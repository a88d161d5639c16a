"""The clean-up register (立改废清单) at a desk: what stands, what is stopped, and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import enter_old_rule, take_measure
from applications.models import CleanUp, Measure, OldRule
from applications.queries.clean_up import clean_up_register, old_rule_told
from applications.queries.law_desk import LAW_DESK, may_handle_law, places_answered_for
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.web import DeskRequest, desk_page

from .law_forms import MeasureForm, OldRuleForm
from .regulations import READERS


@never_cache
@require_safe
@desk_page(READERS)
def old_rules(request: DeskRequest) -> HttpResponse:
    """List the old rules with what holds of each today."""
    context = {
        "register": clean_up_register(on=clock.today()),
        "may_decide": request.posting.role in LAW_DESK,
    }
    return render(request, "applications/old_rules.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(LAW_DESK)
def old_rule_enter(request: DeskRequest) -> HttpResponse:
    """Enter an old rule, and go on to what is decided about it."""
    places = places_answered_for(request.posting.office_id)
    form = OldRuleForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        rule = form.attempt(lambda: _entered(request, form))
        if rule is not None:
            return redirect("old-rule", rule.pk)
    return render(request, "applications/old_rule_enter.html", {"form": form}, status=form.status)


def _entered(request: DeskRequest, form: OldRuleForm) -> OldRule:
    told = form.cleaned_data
    return enter_old_rule(
        jurisdiction=told["jurisdiction"],
        document=told["document"],
        number=told["number"],
        clause=told["clause"],
        by=request.user,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(LAW_DESK)
def old_rule(request: DeskRequest, old_rule_id: int) -> HttpResponse:
    """Show an old rule with every measure taken on it, and take another."""
    today = clock.today()
    told = old_rule_told(old_rule_id, on=today)
    if told is None:
        raise NotFound(old_rule=old_rule_id)
    form = MeasureForm(request.POST or None, initial={"decided_on": today, "effective_from": today})
    if request.method == "POST" and form.is_valid():
        taken = form.attempt(lambda: _taken(request, old_rule_id, form))
        if taken is not None:
            messages.success(request, gettext("清理意见已记录。"))
            return redirect("old-rules")
    may_decide = may_handle_law(request.user, on=today, place=told.rule.jurisdiction)
    context = {"told": told, "form": form, "may_decide": may_decide}
    return render(request, "applications/old_rule.html", context, status=form.status)


def _taken(request: DeskRequest, rule_id: int, form: MeasureForm) -> CleanUp:
    told = form.cleaned_data
    return take_measure(
        rule_id,
        measure=Measure(told["measure"]),
        reason=told["reason"],
        decided_by=told["decided_by"],
        decided_on=told["decided_on"],
        effective_from=told["effective_from"],
        by=request.user,
    )
