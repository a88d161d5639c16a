"""A document that was issued (签发证件): what it says, its log, printing it, replacing, voiding."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from hukou.web.forms import CounterForm
from registry.actions import print_document, reissue_document, void_document
from registry.documents import Booklet, Wanted, for_screen, pdf
from registry.models import USED_TO_MOVE, DocumentEventKind, DocumentKind, IssuedDocument
from registry.queries import document_issued
from registry.web.access import OFFICERS, DeskRequest, desk_page, posted
from registry.web.fees import fee_of
from registry.web.noting import note_reading
from registry.web.paper_forms import PrintForm, ReplaceForm, VoidForm

REPLACEABLE: Final = USED_TO_MOVE | {DocumentKind.BOOKLET.value}
"""What is given out once and kept; other papers are simply issued anew."""
OCCASIONS: Final = ("exchange", "lost", "damaged", "expired")


@never_cache
@require_safe
@desk_page(OFFICERS)
def issued_document(request: DeskRequest, issued_id: int) -> HttpResponse:
    """Show a document as it was issued, how it stands, and everything that happened to it."""
    return _page(request, document_issued(issued_id, scope=request.scope))


@never_cache
@posted("issued-document", "issued_id")
@desk_page(OFFICERS)
def print_issued(request: DeskRequest, issued_id: int) -> HttpResponse:
    """Give out the PDF; the log has it before the officer does."""
    document = document_issued(issued_id, scope=request.scope)
    form = PrintForm(request.POST)
    if form.is_valid():
        paper = pdf(document)  # made outside the transaction that logs it
        reason = form.cleaned_data["reason"]
        if form.attempt(lambda: print_document(document, by=request.user, reason=reason)):
            name = f'inline; filename="{document.serial}.pdf"'
            return HttpResponse(
                paper, content_type="application/pdf", headers={"Content-Disposition": name}
            )
    return _page(request, document, print_form=form)


@never_cache
@posted("issued-document", "issued_id")
@desk_page(OFFICERS)
def void_issued(request: DeskRequest, issued_id: int) -> HttpResponse:
    """Void the document, for a reason."""
    document = document_issued(issued_id, scope=request.scope)
    form = VoidForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.attempt(lambda: void_document(document, by=request.user, reason=reason)):
            messages.success(request, gettext("证件已作废。"))
            return redirect("issued-document", document.pk)
    return _page(request, document, void_form=form)


@never_cache
@posted("issued-document", "issued_id")
@desk_page(OFFICERS)
def replace_issued(request: DeskRequest, issued_id: int) -> HttpResponse:
    """Issue another document in its place."""
    document = document_issued(issued_id, scope=request.scope)
    form = ReplaceForm(request.POST)
    if form.is_valid():
        successor = form.attempt(lambda: _replaced(request, document, form))
        if successor is not None:
            messages.success(request, gettext("已换补，原证无效。请打印新证。"))
            return redirect("issued-document", successor.pk)
    return _page(request, document, replace_form=form)


def _replaced(request: DeskRequest, document: IssuedDocument, form: ReplaceForm) -> IssuedDocument:
    occasion, told = form.cleaned_data["occasion"], form.cleaned_data["reason"].strip()
    ground = dict(form.fields["occasion"].choices)[occasion]  # type: ignore[attr-defined] # a choice field
    return reissue_document(
        document,
        by=request.user,
        reason=f"{ground}：{told}" if told else "",
        wanted=_anew(document),
        lost=occasion == "lost",
    )


def _anew(document: IssuedDocument) -> Wanted | None:
    """Return the booklet to be written anew; papers of a move say again what they said."""
    if document.kind != DocumentKind.BOOKLET or document.household_id is None:
        return None
    return Booklet(document.household_id, document.person_id)


def _page(request: DeskRequest, document: IssuedDocument, **forms: CounterForm) -> HttpResponse:
    note_reading(
        request,
        "document",
        people=document.content["people"],
        fields=["document", document.kind, "identity_number_masked"],
        household=document.household_id,
    )
    events = list(document.events.all())
    division = document.office.code
    faulty = next(iter(forms.values()), None)
    context = {
        "document": document,
        "paper": for_screen(document.content),
        "status": document.status_on(clock.today()),
        "events": events,
        "printed": any(each.kind == DocumentEventKind.PRINTED for each in events),
        "replaceable": document.kind in REPLACEABLE,
        "fees": [(each, fee_of(document.kind, each, division=division)) for each in OCCASIONS],
        "print_form": PrintForm(auto_id="print_%s"),
        "void_form": VoidForm(auto_id="void_%s"),
        "replace_form": ReplaceForm(auto_id="replace_%s"),
        "faulty": faulty,
        **forms,
    }
    status = faulty.status if faulty else 200
    return render(request, "registry/issued_document.html", context, status=status)
