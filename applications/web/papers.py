"""Papers (材料) and letters (文书): uploads, downloads, the receipt and the decision to print."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import (
    Upload,
    ask_another,
    attach,
    compare_answers,
    leave_unknown,
    replace_by_document,
)
from applications.queries.case import CaseCheck, CaseFile
from applications.queries.disagreements import askable_besides
from applications.web import fact_fields
from applications.web.case_view import CaseView
from applications.web.cases import case_page, opened
from applications.web.paper_forms import AnotherForm, ReplaceForm, UploadForm
from hukou.kernel.errors import NotFound
from registry.web import COUNTER, OFFICERS, DeskRequest, desk_page, posted

ANOTHER: Final = "another"


@posted("application", "application_id")
@desk_page()
def upload(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Put a paper to the file."""
    file = opened(request, application_id)
    form = UploadForm(request.POST, request.FILES, parties=file.parties)
    if form.is_valid() and form.attempt(lambda: _attach(request, file, form)) is not None:
        messages.success(request, gettext("材料已上传。"))
        return redirect("application", application_id)
    return case_page(request, file, upload=form)


def _attach(request: DeskRequest, file: CaseFile, form: UploadForm) -> object:
    sent = form.cleaned_data["file"]
    return attach(
        file.application.pk,
        Upload(name=sent.name, content_type=sent.content_type or "", content=sent.read()),
        kind=form.cleaned_data["kind"],
        party=form.cleaned_data["party"],
        by=request.user,
    )


@never_cache
@require_safe
@desk_page(COUNTER)
def document(request: DeskRequest, application_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Return a paper as it was handed in."""
    file = opened(request, application_id)
    paper = next((each for each in file.documents if each.pk == document_id), None)
    if paper is None:
        raise NotFound
    return FileResponse(paper.file.open("rb"), content_type=paper.content_type)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def replace(request: DeskRequest, application_id: UUID, verification_id: UUID) -> HttpResponse:
    """Put what a paper shows in the place of an agency's answer, or go on without it."""
    file = opened(request, application_id)
    check = _check(file, verification_id)
    another = AnotherForm(
        request.POST if ANOTHER in request.POST else None, agencies=askable_besides(check.id)
    )
    if another.is_valid() and another.attempt(lambda: _ask(request, another, check)) is not None:
        messages.success(request, gettext("已另行询问，答复会列在核查表中。"))
        return redirect("application", application_id)
    asked = None if another.is_bound else request.POST or None
    form = ReplaceForm(asked, documents=file.documents)
    if form.is_valid() and form.attempt(lambda: _settle(request, form, check)) is not None:
        messages.success(request, gettext("已记录。"))
        return redirect("application", application_id)
    field = fact_fields.input_of("value", check.fact, form["value"].value() or "")
    context = {
        "file": file,
        "check": check,
        "form": form,
        "field": field,
        "another": another,
        "answers": _answers(file, check),
    }
    status = another.status if another.is_bound else form.status
    return render(request, "applications/replace.html", context, status=status)


def _ask(request: DeskRequest, form: AnotherForm, check: CaseCheck) -> object:
    return ask_another(check.id, by=request.user, agency=form.cleaned_data["agency"])


def _answers(file: CaseFile, check: CaseCheck) -> list[CaseCheck]:
    """Return everything that was answered about this fact of this person."""
    return [
        each
        for party in file.parties
        if check in party.checks
        for each in party.checks
        if each.fact == check.fact
    ]


def _check(file: CaseFile, verification_id: UUID) -> CaseCheck:
    for party in file.parties:
        for check in party.checks:
            if check.id == verification_id:
                return check
    raise NotFound


def _settle(request: DeskRequest, form: ReplaceForm, check: CaseCheck) -> object:
    reason = form.cleaned_data["reason"]
    if "compared" in request.POST:
        return compare_answers(check.id, by=request.user, note=reason)
    if "unknown" in request.POST:
        return leave_unknown(check.id, by=request.user, reason=reason)
    document_id, typed = form.cleaned_data["document_id"], form.cleaned_data["value"]
    if not document_id:
        form.add_error("document_id", gettext("请先在案卷页上传材料，再以材料代替"))
        return None
    return replace_by_document(
        check.id,
        by=request.user,
        document_id=UUID(document_id),
        value=fact_fields.read(check.fact, typed) if typed else None,
        reason=reason,
    )


@never_cache
@require_safe
@desk_page()
def receipt(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show the receipt of the application, to print on A4."""
    file = opened(request, application_id)
    if file.application.submitted_at is None:
        raise NotFound
    context = {"file": file, "view": CaseView(file, request.user)}
    return render(request, "applications/receipt.html", context)
