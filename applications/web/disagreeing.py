"""Answers that do not agree (答复不一致): the list; a person looks at each in its file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.disagreements import disagreements
from registry.web import OFFICERS, DeskRequest, desk_page


@never_cache
@require_safe
@desk_page(OFFICERS)
def disagreeing(request: DeskRequest) -> HttpResponse:
    """List what differs in one's files, by file number and fact; the values stay in the file."""
    compared = request.GET.get("list") == "compared"
    rows = disagreements(request.scope, compared=compared)
    context = {"rows": rows, "compared": compared}
    return render(request, "applications/disagreements.html", context)
