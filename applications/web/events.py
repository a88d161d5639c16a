"""Life events at the counter (登记事项): find whom it is about, fill in, check, hand in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import draft, revise
from applications.kinds import KINDS, LifeEvent, Place
from applications.models import Application, Kind
from applications.queries.case import CaseFile
from applications.web.act_forms import SubmitForm
from applications.web.case_view import CaseView
from applications.web.cases import opened
from applications.web.event_form import EventForm, told
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.web.forms import read_key
from registry.queries import Book, Ground, PersonView, Scope, household_on, person_on
from registry.web import (
    DeskRequest,
    asked,
    desk_page,
    found,
    kept,
    note_reading,
    relation_names,
)

SHOWN = ("name", "identity_number", "sex", "birth_date", "relation", "address")
OWN_PAGES = {Kind.BIRTH: "birth-new"}
"""Kinds with pages of their own."""


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def new_event(request: DeskRequest, kind: str) -> HttpResponse:
    """Find the person or the household it is about, then write the event down."""
    described = _kind(kind)
    if page := OWN_PAGES.get(described.kind):
        return redirect(page)
    if described.place is Place.LIVED:
        return _form(request, described, None, None)
    chosen = read_key(request.POST.get("chosen") or request.GET.get("chosen", ""))
    if chosen is None and described.takes_from_afar and "card" in request.GET:
        return _form(request, described, None, None)
    if chosen is None:
        return _find(request, described)
    person, book = _about(request.scope, described, chosen)
    people = [each.person_id for each in book.members] if book else [chosen]
    household = book.id if book else None
    note_reading(request, "event", people=people, fields=SHOWN, household=household)
    return _form(request, described, person, book)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def edit_event(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Correct what was written down before it is handed in (返回修改)."""
    file = opened(request, application_id)
    described = KINDS[file.application.kind]
    home = file.application.destination_household
    if not CaseView(file, request.user).may_edit or not isinstance(described, LifeEvent):
        return redirect("application", application_id)
    if described.place is Place.LIVED:
        return _form(request, described, None, None, file)
    first = file.parties[0].person_id
    chosen = first if described.place is Place.OWN else getattr(home, "pk", None)
    if chosen is None:
        raise NotFound
    scope = request.scope
    if described.takes_from_afar:
        scope = scope.beyond(Ground.CARD)  # whoever opens the file was shown the card
    person, book = _about(scope, described, chosen)
    return _form(request, described, person, book, file)


@never_cache
@require_safe
@desk_page()
def check_event(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show the event once more before it is handed in (核对信息)."""
    file = opened(request, application_id)
    view = CaseView(file, request.user)
    if not view.may_edit:
        return redirect("application", application_id)
    form = SubmitForm(file=file, initial={"revision": file.application.revision})
    return render(request, "applications/check.html", {"file": file, "view": view, "form": form})


def _kind(kind: str) -> LifeEvent:
    described = KINDS.get(kind)
    if not isinstance(described, LifeEvent):
        raise Http404
    return described


def _about(scope: Scope, kind: LifeEvent, chosen: int) -> tuple[PersonView | None, Book | None]:
    """Return whom or where the event is about, if this scope shows it. Raises NotFound."""
    on = clock.today()
    person = book = None
    if kind.place is Place.OWN:
        person = person_on(chosen, on=on, scope=scope)
        if person and person.household_id and any(part.is_several for part in kind.parts):
            book = household_on(person.household_id, on=on, scope=scope)
    else:
        book = household_on(chosen, on=on, scope=scope)
    if person is None and book is None:
        raise NotFound
    return person, book


def _form(
    request: DeskRequest,
    kind: LifeEvent,
    person: PersonView | None,
    book: Book | None,
    file: CaseFile | None = None,
) -> HttpResponse:
    """Show the form, empty or as it was kept; keep what was sent."""
    form = EventForm(
        request.POST or None,
        kind=kind,
        person=person,
        book=book,
        initial=told(file, kind) if file else {},
    )
    if form.is_valid():
        application = form.attempt(lambda: _keep(request, form, file))
        if application is not None:
            return redirect("event-check", application.pk)
    context = {
        "form": form,
        "kind": kind,
        "title": Kind(kind.kind).label,
        "person": person,
        "book": book,
        "chosen": person.id if person else book.id if book else "",
        "relation_names": relation_names(),
    }
    return render(request, "applications/event.html", context, status=form.status)


def _keep(request: DeskRequest, form: EventForm, file: CaseFile | None) -> Application:
    asked_for = form.request()
    if file is None:
        return draft(asked_for, by=request.user)
    application = file.application
    return revise(application.pk, asked_for, by=request.user, revision=application.revision)


def _find(request: DeskRequest, kind: LifeEvent) -> HttpResponse:
    search = asked(request)
    if request.method == "POST" and search.is_valid():
        return kept(request, search)
    hits = (found(request, search) or []) if search.is_valid() else []
    own = kind.place is Place.OWN
    context = {
        "search": search,
        "searched": search.is_bound and search.is_valid(),
        "hits": hits,
        "kind": kind,
        "title": Kind(kind.kind).label,
        "own": own,
        "step": _("第一步：查到要办理的人员") if own else _("第一步：查到登记（落户）的户"),
    }
    return render(request, "applications/event_find.html", context, status=search.status)
