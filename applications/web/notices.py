"""Notices to an applicant (文书): read on the desk, then given out as a numbered PDF."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.actions import issue_notice
from applications.queries.notices import notice_of, standing_notice
from applications.queries.remedies import cited
from applications.web.cases import opened
from hukou.kernel.errors import NotFound
from hukou.law import load_law
from hukou.web.forms import CounterForm
from registry.documents import for_screen
from registry.models import DocumentKind
from registry.web import OFFICERS, DeskRequest, desk_page, posted

PAPERS: Final = {
    "acceptance": DocumentKind.ACCEPTANCE_NOTICE,
    "supplement": DocumentKind.SUPPLEMENT_NOTICE,
    "letter": DocumentKind.DECISION_LETTER,
}


@never_cache
@require_safe
@desk_page()
def acceptance(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show that the application was accepted, what is checked, and by when it is decided."""
    return _page(request, application_id, "acceptance")


@never_cache
@require_safe
@desk_page()
def supplement(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show everything that must be supplemented, told once."""
    return _page(request, application_id, "supplement")


@never_cache
@require_safe
@desk_page()
def letter(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show the letter of the decision: clauses, facts, evidence, and how to appeal."""
    return _page(request, application_id, "letter")


@never_cache
@posted("application", "application_id")
@desk_page(OFFICERS)
def issue(request: DeskRequest, application_id: UUID, paper: str) -> HttpResponse:
    """Issue the notice, or find the one issued, and go on to where it is printed."""
    if paper not in PAPERS:
        raise NotFound
    opened(request, application_id)
    form = CounterForm(request.POST)
    if form.is_valid():
        issued = form.attempt(lambda: issue_notice(application_id, PAPERS[paper], by=request.user))
        if issued is not None:
            return redirect("issued-document", issued.pk)
    return _page(request, application_id, paper, faulty=form)


def _page(
    request: DeskRequest, application_id: UUID, paper: str, *, faulty: CounterForm | None = None
) -> HttpResponse:
    """Show a notice as it was issued; until then, as it would be issued now."""
    file = opened(request, application_id)
    issued = standing_notice(file, PAPERS[paper])
    content = issued.content if issued else notice_of(file, PAPERS[paper]).written().as_json()
    context = {
        "file": file,
        "paper": paper,
        "notice": for_screen(content),
        "issued": issued,
        "may_issue": request.posting.role in OFFICERS,
        "links": _links(),
        "faulty": faulty,
    }
    status = faulty.status if faulty else 200
    return render(request, "applications/notice.html", context, status=status)


def _links() -> dict[str, str]:
    """Return the address of every clause, by the words that cite it."""
    return {
        cited(clause.cite.as_json()): f"{reverse('regulation', args=[each.id])}#{clause.id}"
        for each in load_law().regulations.values()
        for clause in each.clauses.values()
    }
