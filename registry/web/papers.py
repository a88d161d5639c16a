"""The print centre (证件打印): somebody or a household, then a preview, then issuing."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.statuses import status_of
from registry.actions import issue_document
from registry.documents import (
    AsOf,
    Booklet,
    FormerTypeCertificate,
    HouseholdCertificate,
    RegisterForm,
    Wanted,
    Written,
    for_screen,
    template_for,
    undrawable,
)
from registry.models import DocumentKind, HouseholdKind, IssuedDocument
from registry.queries import documents_of, person_on
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.fees import fee_of
from registry.web.noting import note_reading
from registry.web.paper_forms import PaperForm
from registry.web.searching import asked, found, kept

SHOWN: Final = ("document", "particulars", "identity_number_masked", "address")
OF_PERSON: Final = (
    DocumentKind.BOOKLET,
    DocumentKind.REGISTER_FORM,
    DocumentKind.HOUSEHOLD_CERTIFICATE,
    DocumentKind.FORMER_TYPE_CERTIFICATE,
)
Make = Callable[[PaperForm], Wanted]


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def print_centre(request: DeskRequest) -> HttpResponse:
    """Ask for somebody or a household, and show what was issued lately."""
    form = asked(request)
    if request.method == "POST" and form.is_valid():
        return kept(request, form)
    context = {
        "form": form,
        "hits": (found(request, form) or []) if form.is_valid() else [],
        "searched": form.is_bound and form.is_valid(),
        "issued": documents_of(request.scope),
        "today": clock.today(),
    }
    return render(request, "registry/print_centre.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def household_booklet(request: DeskRequest, household_id: int) -> HttpResponse:
    """Show a household's booklet as it would be printed, and issue it."""
    return _paper(request, DocumentKind.BOOKLET, lambda _form: Booklet(household_id))


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def person_paper(request: DeskRequest, person_id: int, paper: str) -> HttpResponse:
    """Show a document about somebody as it would be printed, and issue it."""
    if paper not in OF_PERSON:
        raise NotFound
    if paper == DocumentKind.BOOKLET:
        return _paper(request, DocumentKind.BOOKLET, lambda _form: _booklet(request, person_id))
    makers: dict[str, Make] = {
        DocumentKind.REGISTER_FORM: lambda _form: RegisterForm(person_id),
        DocumentKind.FORMER_TYPE_CERTIFICATE: lambda _form: FormerTypeCertificate(person_id),
        DocumentKind.HOUSEHOLD_CERTIFICATE: lambda form: HouseholdCertificate(
            person_id, form.cleaned_data.get("purpose", "").strip()
        ),
    }
    return _paper(request, DocumentKind(paper), makers[paper])


def _booklet(request: DeskRequest, person_id: int) -> Booklet:
    """Return the booklet of somebody's household; of a collective one, their own card."""
    view = person_on(person_id, on=clock.today(), scope=request.scope)
    if view is None or view.household_id is None:
        raise NotFound
    alone = view.household_kind == HouseholdKind.COLLECTIVE
    return Booklet(view.household_id, person_id if alone else None)


def _paper(request: DeskRequest, kind: DocumentKind, make: Make) -> HttpResponse:
    form = PaperForm(request.POST if request.method == "POST" else request.GET)
    written = _written(request, kind, form, make) if form.is_valid() else None
    if written is not None and request.method == "POST":
        issued = form.attempt(lambda: _issue(request, form, make))
        if issued is not None:
            messages.success(request, gettext("证件已签发，请打印。"))
            return redirect("issued-document", issued.pk)
    return render(
        request,
        "registry/paper.html",
        {"form": form, "kind": kind, **_preview(request, kind, written)},
        status=form.status,
    )


def _written(
    request: DeskRequest, kind: DocumentKind, form: PaperForm, make: Make
) -> Written | None:
    """Write the document out for the screen, and note who read it; None where it cannot be."""

    def write() -> Written:
        days = form.cleaned_data
        asof = AsOf(on=days["on"] or clock.today(), known_on=days["known_on"], scope=request.scope)
        return make(form).written(asof)

    written = form.attempt(write)
    if written is None:
        if form.status == status_of(NotFound):
            raise NotFound
        return None
    note_reading(
        request,
        "document",
        people=written.people,
        fields=[*SHOWN, kind],
        household=written.household_id,
    )
    return written


def _preview(
    request: DeskRequest, kind: DocumentKind, written: Written | None
) -> dict[str, object]:
    """Return what the page shows beside its form."""
    if written is None:
        return {}
    content = written.as_json()
    division = request.posting.office.code
    subject = {"person_id": written.person_id, "household_id": written.household_id}
    before = [each for each in documents_of(request.scope, **subject) if each.kind == kind]
    return {
        "paper": for_screen(content),
        "template": template_for(kind, division=division, on=clock.today()),
        "undrawable": undrawable(content),
        "written": written,
        "before": before,
        "fee": fee_of(kind, "exchange" if before else "first", division=division),
        "today": clock.today(),
    }


def _issue(request: DeskRequest, form: PaperForm, make: Make) -> IssuedDocument:
    return issue_document(
        make(form),
        office=request.posting.office,
        by=request.user,
        on=form.cleaned_data["on"],
        known_on=form.cleaned_data["known_on"],
    )
