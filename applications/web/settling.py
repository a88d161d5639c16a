"""A new settlement application (落户申请): applicant, family, destination, channel; a check."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.actions import draft, revise
from applications.models import Application, Kind
from applications.queries.case import CaseFile
from applications.web import family
from applications.web.act_forms import SubmitForm
from applications.web.case_view import CaseView
from applications.web.cases import opened
from applications.web.finding import Found, channels_at, division, find, household_id
from applications.web.introducing import ElsewhereForm, introduced
from applications.web.settlement_form import Entered, Row, entered
from applications.web.settlement_page import SettlementPage
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, FieldError, InvalidInput, NotFound
from hukou.law import load_law
from hukou.statuses import status_of
from hukou.web.errors import complaints
from hukou.web.forms import read_key
from registry.queries import place_of
from registry.web import DeskRequest, SearchForm, asked, desk_page, found, kept, places_for, posted

TYPED: Final = "typed"


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def new(request: DeskRequest) -> HttpResponse:
    """Choose the applicant; once there is one, the form itself."""
    if "applicant" in request.POST:
        return _handled(request, None)
    chosen = read_key(request.GET.get("applicant", ""))
    if chosen is not None:
        person, book = family.applicant_of(request, chosen)
        return _kept_page(request, None) or form_page(request, family.started(person, book))
    return applicant_page(request)


@posted("application-new")
@desk_page()
def newcomer(request: DeskRequest) -> HttpResponse:
    """Introduce somebody from elsewhere by the number and name on their card."""
    form = ElsewhereForm(request.POST)
    person = form.attempt(lambda: introduced(request, form)) if form.is_valid() else None
    if person is None:
        return applicant_page(request, elsewhere=form)
    return redirect(f"{request.path.rpartition('/')[0]}?applicant={person}")


def applicant_page(request: DeskRequest, *, elsewhere: ElsewhereForm | None = None) -> HttpResponse:
    """Show the two ways to an applicant, and who answers the search."""
    search = SearchForm() if elsewhere else asked(request)
    if request.method == "POST" and search.is_bound and search.is_valid():
        return kept(request, search)
    hits = found(request, search) if search.is_bound and search.is_valid() else []
    context = {
        "search": search,
        "searched": search.is_bound and search.is_valid(),
        "hits": hits,
        "elsewhere": elsewhere or ElsewhereForm(),
        "ended": load_law().unification,
    }
    status = elsewhere.status if elsewhere else search.status
    return render(request, "applications/new.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def edit(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Change an application that is not handed in, or that must be supplemented."""
    file = opened(request, application_id)
    if request.method == "POST":
        return _handled(request, file)
    return _kept_page(request, file) or form_page(request, family.reopened(file), file=file)


@require_POST
@desk_page()
def finder(request: DeskRequest) -> HttpResponse:
    """Return the channel finder alone, for the form as it stands."""
    page = _page(request, _typed(request, request.POST, None))
    asked_anew = request.POST.get("facts_of") != page.facts_of
    context = {"form": page, "finder": page.finder, "out_of_band": asked_anew}
    return render(request, "applications/components/found.html", context)


def _typed(request: DeskRequest, data: QueryDict, file: CaseFile | None) -> Entered:
    """Read the form; only people this account may know of can stand on it."""
    known = family.party_rows(file) if file else {}
    applicant = read_key(data.get("applicant", ""))
    if applicant is not None and applicant not in known:
        known |= family.known_rows(*family.applicant_of(request, applicant))
    return entered(data, known)


def _handled(request: DeskRequest, file: CaseFile | None) -> HttpResponse:
    """Do what the pressed button says; what is refused comes back with everything typed."""
    typed, do = _typed(request, request.POST, file), request.POST.get("do", "find")
    if do not in ("save", "check") or (do == "check" and typed.lacking(clock.today())):
        return _keep_page(request, typed.applicant, do)
    try:
        kept = keep(request, typed, file)
    except DomainError as error:
        said = typed.on_form(complaints(error))
        return form_page(request, typed, file=file, errors=said, status=status_of(type(error)))
    if do == "check":
        return redirect("application-check", kept.pk)
    messages.success(request, gettext("已暂存，尚未提交。"))
    return redirect("application-edit", kept.pk)


def _keep_page(request: DeskRequest, applicant: int, do: str) -> HttpResponse:
    """Keep what was typed in the session, and send on to the form, so that Back works."""
    request.session[TYPED] = request.POST.urlencode()
    place = {"find": "#finder-heading", "add": "#people"}.get(do, "")
    return redirect(f"{request.path}?applicant={applicant}&of={TYPED}{place}")


def _kept_page(request: DeskRequest, file: CaseFile | None) -> HttpResponse | None:
    """Show the form as it was kept, with what the pressed button asked for."""
    data = QueryDict(request.session.get(TYPED, "") if request.GET.get("of") == TYPED else "")
    if not data or data.get("applicant") != request.GET.get("applicant"):
        return None
    do = data.get("do", "find")
    typed = _changed(_typed(request, data, file), do)
    lacking = typed.lacking(clock.today()) if do == "check" else []
    return form_page(request, typed, file=file, errors=lacking)


def _changed(typed: Entered, do: str) -> Entered:
    if do == "add":
        position = max((row.position for row in typed.rows), default=-1) + 1
        return replace(typed, rows=[*typed.rows, Row(position=position)])
    if do == "consent":
        return replace(typed, rows=[_agreed(row, clock.today()) for row in typed.rows])
    if do.startswith("remove."):
        left = [row for row in typed.rows if row.person_id or do != f"remove.{row.position}"]
        return replace(typed, rows=left)
    return typed


def _agreed(row: Row, on: date) -> Row:
    """Return the row of an adult who moves, agreeing in person today; others as they are."""
    if row.consented_on or not row.included or not row.is_adult(on):
        return row
    return replace(row, consented_on=on.isoformat())


def keep(request: DeskRequest, typed: Entered, file: CaseFile | None) -> Application:
    """Write the application, or write it anew."""
    wanted = typed.request(household_id(request, typed))
    if file is None:
        return draft(wanted, by=request.user)
    return revise(file.application.pk, wanted, by=request.user, revision=typed.revision)


def form_page(
    request: DeskRequest,
    typed: Entered,
    *,
    file: CaseFile | None = None,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form."""
    page = _page(request, typed, errors or [])
    context = {
        "form": page,
        "finder": page.finder,
        "application": file.application if file else None,
    }
    return render(request, "applications/form.html", context, status=status)


def _page(
    request: DeskRequest, typed: Entered, errors: list[FieldError] | None = None
) -> SettlementPage:
    said = list(errors or [])
    try:
        place = division(request, typed)
    except InvalidInput as problem:
        place, said = None, said or list(problem.errors)
    finder, complaints_of_law = find(typed, place)
    divisions = places_for(request, typed.destination.search)
    chosen = place_of(typed.destination.division, on=clock.today())
    if chosen is not None and chosen not in divisions:
        divisions = [chosen, *divisions]
    return SettlementPage(
        entered=typed,
        channels=channels_at(place),
        divisions=divisions,
        finder=finder,
        errors=said or complaints_of_law,
    )


@never_cache
@require_safe
@desk_page()
def check(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show everything once more before it is handed in (核对信息)."""
    file = opened(request, application_id)
    view = CaseView(file, request.user)
    if not view.may_edit:
        return redirect("application", application_id)
    form = SubmitForm(file=file, initial={"revision": file.application.revision})
    context = {"file": file, "view": view, "form": form, "finder": _chosen(request, file)}
    return render(request, "applications/check.html", context)


def _chosen(request: DeskRequest, file: CaseFile) -> Found | None:
    """Return how the chosen channel stands for everybody, before it is handed in."""
    if file.application.kind != Kind.SETTLEMENT:
        return None
    typed = family.reopened(file)
    try:
        found_there, _problems = find(typed, division(request, typed))
    except InvalidInput:  # the household is of another office: the check goes on without it
        return None
    if found_there is None:
        return None
    rows = [each for each in found_there.rows if each.id == typed.channel]
    return replace(found_there, rows=rows)


@never_cache
@require_safe
@desk_page()
def submitted(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Confirm: the number, the next step, who decides, the receipt to print."""
    file = opened(request, application_id)
    if file.application.submitted_at is None:
        raise NotFound
    context = {"file": file, "view": CaseView(file, request.user)}
    return render(request, "applications/submitted.html", context)
