"""Birth registration (出生登记): a newborn, its parents, and whose household it joins."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import DraftRequest, Newcomer, PartyRequest, draft, revise
from applications.models import Application, Kind, PartyRole
from applications.queries.case import CaseFile
from applications.queries.people import Named, known_by_number
from applications.web.act_forms import SubmitForm
from applications.web.birth_form import BirthForm
from applications.web.case_view import CaseView
from applications.web.cases import opened
from hukou.kernel import clock
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import NotFound
from hukou.web.forms import read_key
from registry.queries import Book, BookMember, household_on
from registry.web import (
    DeskRequest,
    asked,
    desk_page,
    found,
    kept,
    note_reading,
    read_relation,
    relation_name,
    relation_names,
)

DETAILS = ("circumstance", "birthplace", "certificate", "declarant")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def new_birth(request: DeskRequest) -> HttpResponse:
    """Find the parent's household, then write down the birth."""
    chosen = read_key(request.POST.get("household") or request.GET.get("household", ""))
    if chosen is None:
        return _find_parent(request)
    book = household_on(chosen, on=clock.today(), scope=request.scope)
    if book is None:
        raise NotFound
    people, fields = [each.person_id for each in book.members], BookMember.__dataclass_fields__
    note_reading(request, "parents", people=people, fields=list(fields), household=book.id)
    return _form(request, book)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def edit_birth(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Correct what was written down before it is handed in (返回修改)."""
    file = opened(request, application_id)
    home = file.application.destination_household
    if not CaseView(file, request.user).may_edit or file.application.kind != Kind.BIRTH:
        return redirect("application", application_id)
    book = household_on(home.pk, on=clock.today(), scope=request.scope) if home else None
    if book is None:
        raise NotFound
    return _form(request, book, file)


def _form(request: DeskRequest, book: Book, file: CaseFile | None = None) -> HttpResponse:
    """Show the form, empty or as it was kept; keep what was sent."""
    form = BirthForm(request.POST or None, book=book, initial=_told(file) if file else {})
    if form.is_valid():
        application = form.attempt(lambda: _keep(request, form, book, file))
        if application is not None:
            return redirect("birth-check", application.pk)
    context = {"form": form, "book": book, "relation_names": relation_names()}
    return render(request, "applications/birth.html", context, status=form.status)


def _find_parent(request: DeskRequest) -> HttpResponse:
    search = asked(request)
    if request.method == "POST" and search.is_valid():
        return kept(request, search)
    hits = found(request, search) if search.is_valid() else []
    context = {"search": search, "searched": search.is_bound and search.is_valid(), "hits": hits}
    return render(request, "applications/birth_parent.html", context, status=search.status)


def _told(file: CaseFile) -> dict[str, Any]:
    """Return what was kept, as the form's fields; of a parent from elsewhere, the name only."""
    child = next(each for each in file.parties if each.role == PartyRole.NEWBORN)
    parents = {each.relation: each for each in file.parties if each.role == PartyRole.PARENT}
    home = getattr(file.application.destination_household, "pk", None)
    here = {role: each.person_id for role, each in parents.items() if each.household_id == home}
    away = [each.name for role, each in parents.items() if role not in here]
    return {
        **file.application.request,
        "name": child.name,
        "sex": child.sex,
        "birth_date": child.birth_date,
        "ethnicity": of(Scheme.ETHNIC_GROUP).name(child.ethnicity),
        "relation_to_head": relation_name(child.relation_to_head),
        "mother": here.get("mother"),
        "father": here.get("father"),
        "other_name": "".join(away),
    }


def _keep(request: DeskRequest, form: BirthForm, book: Book, file: CaseFile | None) -> Application:
    told = form.cleaned_data
    child = PartyRequest(
        role=PartyRole.NEWBORN,
        newcomer=Newcomer(
            name=told["name"],
            sex=told["sex"],
            birth_date=told["birth_date"],
            ethnicity=told["ethnicity"],
        ),
        relation="child",
        relation_to_head=read_relation(told["relation_to_head"], field="relation_to_head"),
    )
    parents = [
        PartyRequest(role=PartyRole.PARENT, person_id=person, relation=relation)
        for relation, person in _parents(form)
    ]
    request_for = DraftRequest(
        kind=Kind.BIRTH,
        applied_on=clock.today(),
        parties=[child, *parents],
        household_id=book.id,
        details={name: told[name] for name in DETAILS if told[name]},
    )
    if file is None:
        return draft(request_for, by=request.user)
    application = file.application
    return revise(application.pk, request_for, by=request.user, revision=application.revision)


def _parents(form: BirthForm) -> list[tuple[str, int]]:
    """Return mother and father: members of the household, or somebody by number and name."""
    told = form.cleaned_data
    members = [(role, told[role]) for role in ("mother", "father") if told[role]]
    number = told["other_number"]
    if not number:
        return members
    held = known_by_number([Named("other", number, told["other_name"])])
    free = next((role for role in ("mother", "father") if not told[role]), "")
    return [*members, *((free, person) for person in held.values() if free)]


@never_cache
@require_safe
@desk_page()
def check_birth(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show the birth once more before it is handed in (核对信息)."""
    file = opened(request, application_id)
    view = CaseView(file, request.user)
    if not view.may_edit:
        return redirect("application", application_id)
    form = SubmitForm(file=file, initial={"revision": file.application.revision})
    return render(request, "applications/check.html", {"file": file, "view": view, "form": form})
