"""Answering what the lint asks about a text (条款检查答复)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import answer_finding
from applications.models import LintAnswer, LintVerdict
from applications.queries.law_desk import LAW_DESK
from applications.queries.lint import answers_to, finding_of
from registry.web import DeskRequest, desk_page

from .law_forms import AnswerForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(LAW_DESK)
def lint_finding(request: DeskRequest, regulation_id: str, finding_key: str) -> HttpResponse:
    """Show a finding with both clauses and every answer so far, and take another answer."""
    regulation, finding = finding_of(regulation_id, finding_key)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.attempt(lambda: _answered(request, regulation_id, finding_key, form))
        if given is not None:
            messages.success(request, gettext("答复已记录。"))
            return redirect(f"{reverse('regulation', args=[regulation_id])}#panel-lint")
    context = {
        "regulation": regulation,
        "finding": finding,
        "answers": answers_to(regulation_id, finding_key),
        "form": form,
    }
    return render(request, "applications/lint_finding.html", context, status=form.status)


def _answered(request: DeskRequest, regulation_id: str, key: str, form: AnswerForm) -> LintAnswer:
    told = form.cleaned_data
    return answer_finding(
        regulation_id,
        key,
        verdict=LintVerdict(told["verdict"]),
        reason=told["reason"],
        by=request.user,
    )
