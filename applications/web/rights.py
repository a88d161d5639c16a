"""The three rights as the agriculture department knows them (三权查询), beside a file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from applications.queries.rights_told import rights_told
from applications.web.cases import opened
from hukou.kernel.errors import NotFound
from registry.web import OFFICERS, DeskRequest, desk_page, posted


@never_cache
@posted("application", "application_id")
@desk_page(OFFICERS)
def rights(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Ask about one person of the file, and show what is said; it is kept nowhere."""
    file = opened(request, application_id)
    typed = request.POST.get("party", "")
    party = next((each for each in file.parties if str(each.id) == typed), None)
    if party is None:
        raise NotFound
    told = rights_told(file.application, party.id, by=request.user)
    context = {"file": file, "party": party, "told": told}
    return render(request, "applications/rights.html", context)
