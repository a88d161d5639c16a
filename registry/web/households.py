"""A household's page (户), like its booklet, and the change of its head (变更户主)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.models import Household, HouseholdKind
from registry.queries import (
    Book,
    BookMember,
    history_of_household,
    household_on,
    lineage_of,
    rights_of_household,
)
from registry.web.absence import household_absence
from registry.web.access import DeskRequest, desk_page
from registry.web.forms import AsOfForm
from registry.web.noting import note_reading


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
    history = history_of_household(book.id, scope=request.scope)
    members = {member.person_id for member in book.members}
    rights = rights_of_household(book.id, members, on=book.on, scope=request.scope)
    # Who holds a right with the family and has left is named on the page too.
    if left := {each.note.person_id for each in rights} - members:
        note_reading(
            request,
            "rural_rights",
            people=sorted(left),
            fields=["name", "rural_rights"],
            household=book.id,
        )
    context = {
        "book": book,
        "head_name": book.head.name if book.head else book.name,
        "history": history,
        "rights": rights,
        "lineage": lineage_of(history, on=book.on, scope=request.scope),
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
    on = asof.asked.get("on") or clock.today()
    history = history_of_household(home.pk, scope=request.scope)
    context = {
        "heading": gettext("居民户口簿"),
        "number": home.number,
        "asof": asof,
        "absence": household_absence(home.period.lower, home.period.upper, asof),
        "gone": asof.is_now,
        "lineage": lineage_of(history, on=on, scope=request.scope),
    }
    return render(request, "registry/absent.html", context)
