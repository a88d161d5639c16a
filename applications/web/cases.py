"""The case page (案卷): what is asked, what is known, what it comes to, what may be done now."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.kinds import KINDS, LifeEvent, Place
from applications.queries.case import CaseFile, CaseParty, case_file, within
from applications.queries.identity_cards import card_for
from applications.queries.rights_told import asks_about_rights
from applications.queries.similar import LikeFiles, like_files
from applications.web.act_form import ActForm
from applications.web.case_view import CaseView
from applications.web.paper_forms import UploadForm
from applications.workflow import Status
from hukou.kernel import clock
from registry.queries import person_on, rights_of
from registry.web import OFFICERS, DeskRequest, desk_page, note_reading

ABOUT_A_PERSON: Final = [
    kind for kind in KINDS.values() if isinstance(kind, LifeEvent) and kind.place is Place.OWN
]
"""What can be begun from the page of whom it is about."""


def opened(request: DeskRequest, application_id: UUID) -> CaseFile:
    """Return the file, if this account may see it, and note that it did. Raises NotFound."""
    file = case_file(application_id, scope=request.scope, on=clock.today())
    note_reading(
        request,
        "case",
        people=[party.person_id for party in file.parties if party.person_id is not None],
        fields=list(CaseParty.__dataclass_fields__),
        application=application_id,
    )
    return file


@never_cache
@require_safe
@desk_page()
def application(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show the file."""
    return case_page(request, opened(request, application_id))


def case_page(
    request: DeskRequest,
    file: CaseFile,
    *,
    bound: ActForm | None = None,
    upload: UploadForm | None = None,
) -> HttpResponse:
    """Show the file, with what was typed into a form that was refused."""
    view = CaseView(file, request.user, bound)
    context = {
        "file": file,
        "view": view,
        "may_ask_about_rights": view.may_replace and asks_about_rights(),
        "upload": upload or UploadForm(parties=file.parties, asked=view.asked.papers),
        "progress": view.progress,
        "card": card_for(file.application.pk),
        "like": _like(request, file),
        "rights": rights_of(
            [each.person_id for each in file.parties if each.person_id],
            on=clock.today(),
            scope=request.scope,
        ),
    }
    status = bound.status if bound else upload.status if upload else 200
    return render(request, "applications/case.html", context, status=status)


def _like(request: DeskRequest, file: CaseFile) -> LikeFiles | None:
    """Return the decided files like one that waits for its decision, for who may decide."""
    waits = file.application.status == Status.ASSESSED
    if file.assessment is None or not waits or request.posting.role not in OFFICERS:
        return None
    return like_files(file.application, file.assessment, scope=request.scope, on=clock.today())


@never_cache
@require_safe
@desk_page()
def progress(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Return the table of verifications alone, for the page that waits for them."""
    file = opened(request, application_id)
    view = CaseView(file, request.user)
    context = {"file": file, "view": view, "progress": view.progress, "polled": True}
    return render(request, "applications/components/verifications.html", context)


@never_cache
@require_safe
@desk_page()
def of_person(request: DeskRequest, person_id: int) -> HttpResponse:
    """Return what is under way about a person, for their page."""
    files = within(request.scope).filter(parties__person=person_id, ended_at=None)
    context = {
        "files": files.order_by("created_at"),
        "person_id": person_id,
        "begins": ABOUT_A_PERSON if _is_kept_here(request, person_id) else (),
    }
    if context["files"]:
        note_reading(request, "applications", people=[person_id], fields=["applications"])
    whole = "HX-Request" not in request.headers
    template = "of_person_page" if whole else "components/of_person"
    return render(request, f"applications/{template}.html", context)


def _is_kept_here(request: DeskRequest, person_id: int) -> bool:
    person = person_on(person_id, on=clock.today(), scope=request.scope)
    return person is not None and request.scope.keeps(person.office_id)
