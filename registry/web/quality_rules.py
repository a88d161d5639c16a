"""The rules of data quality at the counter (质量规则): listed, tried out, and edited by chiefs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from registry.actions import CHIEFS, edit_quality_rule
from registry.models import QualityRule
from registry.queries import FindingCount, check_of, count_of
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.quality_forms import RuleForm


@never_cache
@require_safe
@desk_page(OFFICERS)
def rules(request: DeskRequest) -> HttpResponse:
    """List the rules: what each looks for, with which parameters, and whether it counts today."""
    today = clock.today()
    rows = QualityRule.objects.order_by("id").select_related("edited_by")
    shown = [(rule, check_of(rule.kind).looks_for, today in rule.period) for rule in rows]
    context = {"shown": shown, "may_edit": request.posting.role in CHIEFS}
    return render(request, "registry/quality_rules.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(CHIEFS)
def rule(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Edit a rule: first see how much it would find, then save."""
    edited = get_object_or_404(QualityRule, pk=rule_id)
    form = RuleForm(request.POST or None, rule=edited)
    count: FindingCount | None = None
    if request.method == "POST" and form.is_valid():
        count = form.attempt(lambda: _tried(request, edited, form))
        saving = count is not None and "save" in request.POST
        if saving and form.attempt(lambda: _saved(request, edited, form)) is not None:
            messages.success(request, gettext("规则已保存，下次检查起生效。"))
            return redirect("quality-rules")
    context: dict[str, Any] = {
        "rule": edited,
        "looks_for": check_of(edited.kind).looks_for,
        "form": form,
        "count": count,
    }
    return render(request, "registry/quality_rule.html", context, status=form.status)


def _tried(request: DeskRequest, edited: QualityRule, form: RuleForm) -> FindingCount:
    return count_of(edited.kind, form.parameters, on=clock.today(), scope=request.scope)


def _saved(request: DeskRequest, edited: QualityRule, form: RuleForm) -> QualityRule:
    told = form.cleaned_data
    return edit_quality_rule(
        edited,
        name=told["name"],
        parameters=form.parameters,
        severity=told["severity"],
        since=told["since"],
        until=told["until"],
        by=request.user,
    )
