"""Door-to-door checks at the counter (入户走访): planned, walked by the list, ended."""

from collections.abc import Collection

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock, division_code
from hukou.kernel.errors import NotFound
from hukou.web.downloads import attached
from registry.actions import PLANNERS, cancel_visits, end_visits, plan_visits
from registry.documents import route_list
from registry.models import Address, Division, VisitTask
from registry.queries import Scope, areas_of
from registry.queries.visits import (
    StopView,
    TaskView,
    VisitArea,
    list_visit_tasks,
    stops_told,
    visit_task_of,
)
from registry.web.access import DeskRequest, desk_page, posted
from registry.web.noting import note_reading
from registry.web.visit_forms import CloseForm, TaskListForm, VisitPlanForm

FIELDS = ("name", "address", "household_number", "visit_result")


@never_cache
@require_safe
@desk_page()
def visits(request: DeskRequest) -> HttpResponse:
    """List the tasks of this station and those below, the latest first."""
    form = TaskListForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = list_visit_tasks(
        scope=request.scope, state=asked.get("state") or "", after=asked.get("after")
    )
    context = {"form": form, "page": page, "plans": request.scope.holds(PLANNERS)}
    return render(request, "registry/visits.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(PLANNERS)
def visit_new(request: DeskRequest) -> HttpResponse:
    """Plan a task: what is visited, where, until when."""
    places, beats = _places(request.scope)
    form = VisitPlanForm(request.POST or None, places=places, beats=beats)
    if request.method == "POST" and form.is_valid():
        task = form.attempt(lambda: _planned(request, form))
        if task is not None:
            messages.success(request, gettext("走访任务已建立。"))
            return redirect("visit-task", task.pk)
    return render(request, "registry/visit_new.html", {"form": form}, status=form.status)


def _places(scope: Scope) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the communities and villages of the station, and the beats of its addresses."""
    inside, below = Q(pk__in=[]), Q(pk__in=[])
    for code in areas_of(scope):
        inside |= Q(code__startswith=division_code.stem(code))
        below |= Q(division__code__startswith=division_code.stem(code))
    today = clock.today()
    found = Division.objects.on(today).filter(inside, addresses__isnull=False).distinct()
    named = found.order_by("code").values_list("code", "name")
    told = Address.objects.on(today).filter(below).exclude(beat="")
    beats = told.order_by("beat").values_list("beat", flat=True).distinct()
    return [(code, name) for code, name in named], list(beats)


def _planned(request: DeskRequest, form: VisitPlanForm) -> VisitTask:
    told = form.cleaned_data
    return plan_visits(
        told["title"],
        grounds=told["grounds"],
        area=VisitArea(
            division=told["division"], beat=told["beat"], unconfirmed=told["unconfirmed"]
        ),
        starts_on=told["starts_on"],
        due_on=told["due_on"],
        by=request.user,
    )


@never_cache
@require_safe
@desk_page()
def visit_task(request: DeskRequest, task_id: int) -> HttpResponse:
    """Show a task: how far it is, and its doors in order of the route."""
    return _task_page(request, task_id, CloseForm())


def _task_page(request: DeskRequest, task_id: int, form: CloseForm) -> HttpResponse:
    task, stops = opened(request, task_id)
    context = {
        "task": task,
        "stops": stops,
        "form": form,
        "closes": request.scope.holds(PLANNERS)
        and task.office_id == request.scope.office_id
        and task.state == "open",
    }
    return render(request, "registry/visit_task.html", context, status=form.status)


def opened(
    request: DeskRequest, task_id: int, stop: int | None = None
) -> tuple[TaskView, list[StopView]]:
    """Return a task of the scope with its stops, or one of them; who is named there is noted."""
    task = visit_task_of(task_id, scope=request.scope)
    if task is None:
        raise NotFound
    stops = stops_told(task_id, scope=request.scope, on=clock.today(), stop=stop)
    if stop is not None and not stops:
        raise NotFound
    if people := named(stops):
        note_reading(request, "visit_task", people=people, fields=FIELDS)
    return task, stops


def named(stops: Collection[StopView]) -> list[int]:
    """Return everybody whose name stands at these stops."""
    return sorted({person for each in stops for person in each.names})


@posted("visit-task", "task_id")
@desk_page(PLANNERS)
def visit_close(request: DeskRequest, task_id: int) -> HttpResponse:
    """End the task, or cancel it."""
    if visit_task_of(task_id, scope=request.scope) is None:
        raise NotFound
    form = CloseForm(request.POST)
    cancels = "cancel" in request.POST
    close = cancel_visits if cancels else end_visits
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.attempt(lambda: close(task_id, reason=reason, by=request.user)) is not None:
            done = gettext("走访任务已取消。") if cancels else gettext("走访任务已结束。")
            messages.success(request, done)
            return redirect("visit-task", task_id)
    return _task_page(request, task_id, form)


@never_cache
@require_safe
@desk_page()
def visit_route(request: DeskRequest, task_id: int) -> HttpResponse:
    """Return the route list as PDF, to take along."""
    task, stops = opened(request, task_id)
    made = route_list(task, stops, printed_by=request.user.name, on=clock.today())
    return attached(made, name=f"visits-{task_id}.pdf", media_type="application/pdf")
