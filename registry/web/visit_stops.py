"""One door of a visit at the counter (走访点): what was found, its photos, two that differ."""

import hashlib
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel.errors import NotFound
from registry.actions import (
    PLANNERS,
    Gathered,
    GatheredBatch,
    compare_visit_reports,
    keep_visit_photo,
    take_visit_results,
)
from registry.models import VisitPhoto
from registry.queries.visits import StopView, TaskView, open_findings_at, reports_of
from registry.web.access import OFFICERS, DeskRequest, desk_page, posted
from registry.web.noting import note_reading
from registry.web.visit_forms import CompareForm, VisitResultForm
from registry.web.visits import opened


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def visit_stop(request: DeskRequest, task_id: int, stop_id: int) -> HttpResponse:
    """Show one door with what was reported of it, and take a result."""
    task, [stop] = opened(request, task_id, stop_id)
    form = VisitResultForm(
        request.POST or None, request.FILES or None, people=list(stop.names.items())
    )
    if request.method == "POST" and form.is_valid():
        taken = form.attempt(lambda: _sent(request, task, stop, form))
        if taken is not None:
            messages.success(request, taken)
            return redirect("visit-task", task_id)
    return _stop_page(request, task, stop, form)


def _stop_page(
    request: DeskRequest,
    task: TaskView,
    stop: StopView,
    form: VisitResultForm,
    comparing: CompareForm | None = None,
) -> HttpResponse:
    reports = reports_of(stop.id)
    here = task.office_id == request.scope.office_id
    compares = here and request.scope.holds(PLANNERS)
    shown = [
        (each, _comparing(each.pk, comparing) if compares and each.standing == "conflict" else None)
        for each in reports
    ]
    context = {
        "task": task,
        "stop": stop,
        "reports": shown,
        "form": form,
        "takes": here and task.state != "cancelled",
        "sees_photos": request.scope.is_officer,
        "findings": open_findings_at(stop, scope=request.scope),
    }
    status = comparing.status if comparing else form.status
    return render(request, "registry/visit_stop.html", context, status=status)


def _comparing(report: UUID, bound: CompareForm | None) -> CompareForm:
    """Return the form that was refused where it is this report's, else an empty one."""
    if bound is not None and str(bound["report"].value()) == str(report):
        return bound
    return CompareForm(report=report)


def _sent(request: DeskRequest, task: TaskView, stop: StopView, form: VisitResultForm) -> str:
    """Send the result as a batch of one, then its photos; return what to tell."""
    told = form.cleaned_data
    photos: list[bytes] = told["photos"]
    key: UUID = told["key"]
    result = Gathered(
        id=uuid5(key, str(stop.id)),
        stop=stop.id,
        result=told["result"],
        visited_on=told["visited_on"],
        note=told["note"],
        people=form.chosen,
        pictures=tuple(hashlib.sha256(photo).hexdigest() for photo in photos),
    )
    batch = GatheredBatch(id=key, count=1, results=(result,))
    [report] = take_visit_results(task.id, batch, by=request.user).reports
    for photo in photos:
        keep_visit_photo(report.pk, photo, by=request.user)
    if report.standing == "conflict":
        return gettext("该处已有他人报送的结果，您的结果已保存，留待比对。")
    return gettext("走访结果已保存。")


@posted("visit-stop", "task_id", "stop_id")
@desk_page(PLANNERS)
def visit_compare(request: DeskRequest, task_id: int, stop_id: int) -> HttpResponse:
    """Choose between two results of a door."""
    task, [stop] = opened(request, task_id, stop_id)
    reports = {str(each.pk): each for each in reports_of(stop_id)}
    report = reports.get(request.POST.get("report", ""))
    if report is None:
        raise NotFound
    form = CompareForm(request.POST, report=report.pk)
    if form.is_valid():
        told = form.cleaned_data
        chosen = form.attempt(
            lambda: compare_visit_reports(
                report.pk, adopt=told["adopt"], reason=told["reason"], by=request.user
            )
        )
        if chosen is not None:
            messages.success(request, gettext("比对结果已保存。"))
            return redirect("visit-stop", task_id, stop_id)
    empty = VisitResultForm(people=list(stop.names.items()))
    return _stop_page(request, task, stop, empty, form)


@never_cache
@require_safe
@desk_page(OFFICERS)
def visit_photo(request: DeskRequest, photo_id: UUID) -> HttpResponseBase:
    """Return a photo as it was taken; who looks at it is noted."""
    rows = request.scope.rows(
        VisitPhoto.objects.select_related("report"), "report__stop__task__office"
    )
    photo = rows.filter(pk=photo_id).first()
    if photo is None:
        raise NotFound
    note_reading(request, "visit_photo", people=photo.report.people, fields=["photo"])
    return FileResponse(photo.file.open("rb"), content_type=photo.content_type)
