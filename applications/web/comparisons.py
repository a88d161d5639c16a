"""Draft beside final (政策比较): what a text does to real families before it is signed."""

import csv
import hashlib
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import compare, keep_population
from applications.models import (
    Comparison,
    ComparisonState,
    Population,
    PopulationFamily,
    PopulationKind,
)
from applications.queries.compared import (
    COLUMNS,
    Wanted,
    choices_of,
    compared_rows,
    people_compared,
    summary_of,
)
from applications.queries.comparing import (
    DRAFTERS,
    comparison_of,
    comparisons_within,
    judged_beside,
    populations_within,
)
from applications.queries.fact_file import read_fact_file
from applications.queries.past_files import past_files
from applications.web.comparison_forms import FILE, PAST, ComparisonForm, NarrowForm
from applications.web.comparison_view import people_beside
from hukou.kernel import clock
from hukou.kernel.spreadsheets import BOM
from hukou.law import load_law
from registry.web import DeskRequest, desk_page, note_reading

LATEST: Final = 100
IN_A_REPORT: Final = 200


@never_cache
@require_safe
@desk_page(DRAFTERS)
def comparisons(request: DeskRequest) -> HttpResponse:
    """List what this office and those below have compared, the latest first."""
    shown = comparisons_within(request.scope).order_by("-recorded_at")[:LATEST]
    rows = [(each, summary_of(each)) for each in shown]
    return render(request, "applications/comparisons.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(DRAFTERS)
def new_comparison(request: DeskRequest) -> HttpResponse:
    """Ask what one text does beside another; the same question leads to the same comparison."""
    populations = populations_within(request.scope).order_by("-recorded_at")[:LATEST]
    form = ComparisonForm(
        request.POST or None,
        request.FILES or None,
        populations=populations,
        initial={"on": clock.today(), **request.GET.dict()},
    )
    if form.is_bound and form.is_valid():
        comparison = form.attempt(lambda: _asked(request, form))
        if comparison is not None:
            return redirect("comparison", comparison.pk)
    return render(request, "applications/comparison_new.html", {"form": form}, status=form.status)


def _asked(request: DeskRequest, form: ComparisonForm) -> Comparison:
    asked = form.cleaned_data
    return compare(
        asked["former"],
        asked["following"],
        population_id=_population(request, form),
        on=asked["on"],
        by=request.user,
    )


def _population(request: DeskRequest, form: ComparisonForm) -> int:
    chosen = form.cleaned_data["population"]
    if chosen == FILE:
        return _from_file(request, form).pk
    return _from_files(request).pk if chosen == PAST else int(chosen)


def _from_file(request: DeskRequest, form: ComparisonForm) -> Population:
    sent = form.cleaned_data["file"]
    data = sent.read()
    return keep_population(
        read_fact_file(data, on=clock.today()),
        kind=PopulationKind.FILE,
        name=sent.name,
        digest=hashlib.sha256(data).hexdigest(),
        by=request.user,
    )


def _from_files(request: DeskRequest) -> Population:
    past = past_files(request.scope)
    if past.people:
        note_reading(request, "comparison", people=past.people, fields=["facts"])
    return keep_population(
        past.families,
        kind=PopulationKind.PAST,
        name=f"{PopulationKind.PAST.label} {clock.today()}",
        digest=past.digest,
        by=request.user,
    )


@never_cache
@require_safe
@desk_page(DRAFTERS)
def comparison(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    """Show how far it is, and then who gains and who loses, by clause, county and size."""
    found = comparison_of(comparison_id, scope=request.scope)
    form = NarrowForm(request.GET or None, offered=choices_of(found))
    context = {
        "comparison": found,
        "is_future": found.on > clock.today(),
        "summary": summary_of(found),
        "form": form,
        "page": people_compared(found, form.wanted, after=form.begins_after),
    }
    return render(request, "applications/comparison.html", context)


@never_cache
@require_safe
@desk_page(DRAFTERS)
def comparison_progress(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    """Return how far it is, for the page that waits; when it is done, have the page come anew."""
    found = comparison_of(comparison_id, scope=request.scope)
    page = render(
        request, "applications/components/comparison_progress.html", {"comparison": found}
    )
    if found.state != ComparisonState.RUNNING and "HX-Request" in request.headers:
        page.headers["HX-Refresh"] = "true"
    return page


@never_cache
@require_safe
@desk_page(DRAFTERS)
def compared_family(request: DeskRequest, comparison_id: UUID, ordinal: int) -> HttpResponse:
    """Show one family with both rule paths beside each other."""
    found = comparison_of(comparison_id, scope=request.scope)
    family = get_object_or_404(PopulationFamily, population=found.population_id, ordinal=ordinal)
    known = load_law().regulations
    context = {"comparison": found, "family": family, "people": []}
    if found.former in known and found.following in known:
        judged = judged_beside(family, known[found.former], known[found.following], on=found.on)
        context["people"] = people_beside(family, judged)
    context["is_as_compared"] = all(
        name in known and known[name].digest == version
        for name, version in (
            (found.former, found.former_version),
            (found.following, found.following_version),
        )
    )
    return render(request, "applications/compared_family.html", context)


@never_cache
@require_safe
@desk_page(DRAFTERS)
def comparison_report(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    """Show the report as it is printed."""
    found = comparison_of(comparison_id, scope=request.scope)
    context = {
        "comparison": found,
        "is_future": found.on > clock.today(),
        "summary": summary_of(found),
        "page": people_compared(found, Wanted(), limit=IN_A_REPORT),
        "most": IN_A_REPORT,
        "today": clock.today(),
    }
    return render(request, "applications/comparison_report.html", context)


class _Line:
    """Hands each row on as it is written."""

    def write(self, row: str) -> str:
        return row


@never_cache
@require_safe
@desk_page(DRAFTERS)
def comparison_export(request: DeskRequest, comparison_id: UUID) -> HttpResponseBase:
    """Send every person's two outcomes as CSV, under the pseudonyms of the population."""
    found = comparison_of(comparison_id, scope=request.scope)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    name = f"comparison-{str(found.pk)[:8]}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(found: Comparison) -> Iterator[str]:
    rows = csv.writer(_Line())
    yield BOM
    yield rows.writerow(COLUMNS)
    for row in compared_rows(found):
        yield rows.writerow(row)
