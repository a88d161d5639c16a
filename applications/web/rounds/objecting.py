"""The objections desk of a round (异议处理): taken down at the counter, answered by the bureau."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import ObjectionRequest, answer_objection, file_objection
from applications.models import Objection, ObjectionOutcome, ObjectionSource, Round
from applications.queries.rounds.desk import may_run_rounds
from applications.queries.rounds.entry import ranking_clause, round_in, scheme_of
from applications.queries.rounds.objections import against_answering, objections_in
from applications.queries.rounds.view import begun_list, entry_named, objection_in
from hukou.kernel import clock
from registry.web import DeskRequest, desk_page

from .forms import AnswerForm, ObjectForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def round_objections(request: DeskRequest, round_id: UUID) -> HttpResponse:
    """List the objections about our files, those that wait first, and take another down."""
    round_ = round_in(request.scope, round_id)
    form = ObjectForm(request.POST or None, initial={"case": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid():
        taken = form.attempt(lambda: _taken(request, round_, form))
        if taken is not None:
            messages.success(request, gettext("异议已受理，由组织机关处理。"))
            return redirect("round-objections", round_id)
    today = clock.today()
    context = {
        "round": round_,
        "shown": begun_list(round_, on=today),
        "rows": objections_in(round_, scope=request.scope),
        "form": form,
        "today": today,
    }
    return render(request, "applications/round_objections.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def round_objection(request: DeskRequest, round_id: UUID, objection_id: int) -> HttpResponse:
    """Show one objection; the bureau that runs the round answers it."""
    round_ = round_in(request.scope, round_id)
    objection = objection_in(round_, objection_id, scope=request.scope)
    cite = ranking_clause(scheme_of(round_))
    form = AnswerForm(
        request.POST or None, initial={"document": cite.document, "clause": cite.clause}
    )
    if request.method == "POST" and form.is_valid():
        answered = form.attempt(lambda: _answered(request, objection, form))
        if answered is not None:
            messages.success(request, gettext("异议已处理。成立的，请核实证据后重新核算。"))
            return redirect("round-objections", round_id)
    context = {
        "round": round_,
        "objection": objection,
        "form": form,
        "may_answer": may_run_rounds(request.user, round_.division, on=clock.today()),
        "reasons": against_answering(objection, request.user),
    }
    return render(request, "applications/round_objection.html", context, status=form.status)


def _taken(request: DeskRequest, round_: Round, form: ObjectForm) -> Objection:
    told = form.cleaned_data
    entry = entry_named(round_, told["case"], scope=request.scope)
    asked = ObjectionRequest(
        applicant_id=entry.pk,
        source=ObjectionSource(told["source"]),
        text=told["text"],
        told_by=told["told_by"],
    )
    return file_objection(round_.pk, asked, by=request.user)


def _answered(request: DeskRequest, objection: Objection, form: AnswerForm) -> Objection:
    return answer_objection(
        objection.pk,
        by=request.user,
        outcome=ObjectionOutcome(form.cleaned_data["outcome"]),
        grounds=form.cleaned_data["grounds"],
        clauses=form.clauses,
    )
