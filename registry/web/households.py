"""A household's page (户), like its booklet, and the change of its head (变更户主)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import change_head, rehearse_change_head
from registry.models import Household, HouseholdKind, Person
from registry.queries import Book, BookMember, history_of_household, household_on
from registry.web.absence import household_absence
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.forms import AsOfForm, HeadForm
from registry.web.noting import note_reading
from registry.web.relations import read_relation, relation_names


@never_cache
@require_safe
@desk_page()
def household(request: DeskRequest, household_id: int) -> HttpResponse:
    """Show the book of the household on a day, as known on a day, with its history beside."""
    asof = AsOfForm(request.GET)
    if asof.is_now and _is_collective(request, household_id):
        return redirect("collective", household_id)
    book = seen(request, household_id, asof)
    if book is None:
        return not_on_that_day(request, household_id, asof)
    context = {
        "book": book,
        "head_name": book.head.name if book.head else book.name,
        "history": history_of_household(book.id, scope=request.scope),
        "asof": asof,
    }
    return render(request, "registry/household.html", context)


def _is_collective(request: DeskRequest, household_id: int) -> bool:
    """Whether it is one of thousands, perhaps, who are shown a page at a time."""
    rows = Household.objects.on(clock.today()).filter(pk=household_id)
    return request.scope.households(rows.filter(kind=HouseholdKind.COLLECTIVE)).exists()


def opened(request: DeskRequest, household_id: int, asof: AsOfForm | None = None) -> Book:
    """Return the book of a household, if this account may know of it, and note that it did."""
    book = seen(request, household_id, asof)
    if book is None:
        raise NotFound
    return book


def seen(request: DeskRequest, household_id: int, asof: AsOfForm | None) -> Book | None:
    """Return the book as of a day, and note who read it; None where there was none that day."""
    days = asof.asked if asof else {}
    book = household_on(
        household_id,
        on=days.get("on") or clock.today(),
        known_on=days.get("known_on"),
        scope=request.scope,
    )
    if book is None:
        return None
    note_reading(
        request,
        "household",
        people=[member.person_id for member in book.members],
        fields=list(BookMember.__dataclass_fields__),
        household=book.id,
    )
    return book


def not_on_that_day(request: DeskRequest, household_id: int, asof: AsOfForm) -> HttpResponse:
    """Keep the page and its dates where this household was not there on the day asked for."""
    home = request.scope.households(Household.objects.filter(pk=household_id)).first()
    if home is None:
        raise NotFound
    context = {
        "heading": gettext("居民户口簿"),
        "number": home.number,
        "asof": asof,
        "absence": household_absence(home.period.lower, home.period.upper, asof),
        "gone": asof.is_now,
    }
    return render(request, "registry/absent.html", context)


@dataclass(frozen=True, slots=True)
class Retold:
    """A member's relation before and after the change; `after` is empty where it must be said."""

    member: BookMember
    after: str
    said: str


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def change(request: DeskRequest, household_id: int) -> HttpResponse:
    """Change the head: first rehearse what everybody becomes to the new one, then save."""
    book = opened(request, household_id)
    others = [(member.person_id, member.name) for member in book.members if member != book.head]
    form = HeadForm(request.POST or None, members=others, initial={"on": clock.today()})
    retold: list[Retold] = []
    if request.method == "POST" and form.is_valid():
        retold = form.attempt(lambda: rehearsed(request, book, form)) or []
        if retold and "save" in request.POST and form.attempt(lambda: saved(request, book, form)):
            messages.success(request, gettext("户主已变更。"))
            return redirect("household", book.id)
    context = {"book": book, "form": form, "retold": retold, "relation_names": relation_names()}
    return render(request, "registry/change_head.html", context, status=form.status)


def rehearsed(request: DeskRequest, book: Book, form: HeadForm) -> list[Retold]:
    """Return what everybody would become to the new head."""
    said = _said(request, book)
    rehearsal = rehearse_change_head(
        Household(pk=book.id),
        to=Person(pk=form.cleaned_data["to"]),
        on=form.cleaned_data["on"],
        by=request.user,
        relations=_codes(said),
    )
    asked = rehearsal.unknown | _codes(said).keys()
    return [
        Retold(
            member,
            "" if member.person_id in asked else rehearsal.relations.get(member.person_id, ""),
            said[member.person_id],
        )
        for member in book.members
    ]


def saved(request: DeskRequest, book: Book, form: HeadForm) -> bool:
    """Make the change; what the register cannot derive must have been said."""
    change_head(
        Household(pk=book.id),
        to=Person(pk=form.cleaned_data["to"]),
        on=form.cleaned_data["on"],
        by=request.user,
        basis={"document": form.cleaned_data["document"], "clause": ""},
        relations=_codes(_said(request, book)),
    )
    return True


def _said(request: DeskRequest, book: Book) -> dict[int, str]:
    """Return the relations typed by the officer, by person."""
    return {
        member.person_id: request.POST.get(f"relation.{member.person_id}", "").strip()
        for member in book.members
    }


def _codes(said: Mapping[int, str]) -> dict[int, str]:
    return {
        person: read_relation(text, field=f"relation.{person}")
        for person, text in said.items()
        if text
    }
