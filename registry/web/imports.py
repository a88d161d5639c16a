"""Imports of legacy registers at the desk (导入批次): how far each is, and what was wrong."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.models import ImportState
from registry.queries import (
    FAULTS_SHOWN,
    faults_shown,
    import_shown,
    list_imports,
    reconciliation,
)
from registry.web.access import APPROVERS, DeskRequest, desk_page

TAGS = {
    ImportState.FINISHED: "tag tag-ok",
    ImportState.UNDONE: "tag tag-line",
}


@never_cache
@require_safe
@desk_page(APPROVERS)
def imports(request: DeskRequest) -> HttpResponse:
    """List the newest files first: read, checked, registered, taken back."""
    shown = [(run, TAGS.get(ImportState(run.state), "tag")) for run in list_imports(request.scope)]
    return render(request, "registry/imports.html", {"shown": shown})


@never_cache
@require_safe
@desk_page(APPROVERS)
def import_run(request: DeskRequest, run_id: int) -> HttpResponse:
    """Show one file: what became of its rows, and the first faults by line."""
    run = import_shown(run_id, scope=request.scope)
    context = {
        "run": run,
        "tag": TAGS.get(ImportState(run.state), "tag"),
        "counts": reconciliation(run),
        "faults": faults_shown(run.pk, scope=request.scope),
        "most": FAULTS_SHOWN,
    }
    return render(request, "registry/import_run.html", context)
