"""Changing households at the counter (立户、分户、并户、成员转户、变更户主): one page each."""

from functools import partial
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel.kinship import HEAD
from registry.actions import (
    Mover,
    NewAddress,
    change_head,
    found_household,
    merge_households,
    split_household,
    transfer_member,
)
from registry.models import Household, Office, Person
from registry.queries import Book
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.address_picker import AddressPicker, address_picker
from registry.web.change_forms import (
    ELSEWHERE,
    ChangeForm,
    HeadForm,
    MergeForm,
    OpenForm,
    SplitForm,
    TransferForm,
)
from registry.web.households import opened
from registry.web.rehearsals import Page, Plan, turn

OPENING: Final = "household_opened"
MOST_HOMES: Final = 5


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def head(request: DeskRequest, household_id: int) -> HttpResponse:
    """Change the head of a household (变更户主)."""
    book = opened(request, household_id)
    form = HeadForm(request.POST or None, book=book)

    def plan() -> Plan:
        to = form.cleaned_data["to"]
        change = partial(
            change_head,
            Household(pk=book.id),
            to=Person(pk=to),
            own_income=form.earns(to),
            **_told(request, form),
        )
        return Plan(change, [book.id], form.cleaned_data["on"])

    page = Page(
        gettext("变更户主"),
        "registry/change_head.html",
        gettext("户主已变更。"),
        {"book": book},
    )
    return turn(request, form, page, plan=plan, leads_to=lambda _rows: book.id)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def split(request: DeskRequest, household_id: int) -> HttpResponse:
    """Let some members open a household of their own (分户)."""
    book = opened(request, household_id)
    form = SplitForm(request.POST or None, members=book.members)
    picker = address_picker(request)

    def plan() -> Plan:
        chosen = form.cleaned_data
        change = partial(
            split_household,
            Household(pk=book.id),
            leaving=chosen["leaving"],
            head=Person(pk=chosen["head"]),
            address=_elsewhere(form, picker),
            new_head=_person(chosen["new_head"]),
            own_income=form.earns(chosen["head"], chosen["new_head"]),
            **_told(request, form),
        )
        return Plan(change, [book.id], chosen["on"])

    page = Page(
        gettext("分户"),
        "registry/split.html",
        gettext("已分户，新户已立。"),
        {"book": book, "picker": picker},
    )
    return turn(request, form, page, plan=plan, leads_to=_key)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def merge(request: DeskRequest, household_id: int) -> HttpResponse:
    """Let everybody join another household, and close this one (并户)."""
    book = opened(request, household_id)
    form = MergeForm(request.POST or None, members=book.members, scope=request.scope)

    def plan() -> Plan:
        into = _other(request, form)
        change = partial(merge_households, Household(pk=book.id), into, **_told(request, form))
        return Plan(change, [book.id, into.pk], form.cleaned_data["on"])

    page = Page(
        gettext("并户"), "registry/merge.html", gettext("已并户，原户已销。"), {"book": book}
    )
    return turn(request, form, page, plan=plan, leads_to=_key)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def transfer(request: DeskRequest, household_id: int) -> HttpResponse:
    """Let one member join another household of the area (成员转户)."""
    book = opened(request, household_id)
    form = TransferForm(request.POST or None, members=book.members, scope=request.scope)

    def plan() -> Plan:
        into, chosen = _other(request, form), form.cleaned_data
        change = partial(
            transfer_member,
            Person(pk=chosen["person"]),
            into,
            new_head=_person(chosen["new_head"]),
            own_income=form.earns(chosen["new_head"]),
            **_told(request, form),
        )
        return Plan(change, [book.id, into.pk], chosen["on"])

    page = Page(
        gettext("成员转户"),
        "registry/transfer.html",
        gettext("成员已转户。"),
        {"book": book},
    )
    return turn(request, form, page, plan=plan, leads_to=lambda row: int(row.household_id))


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def found(request: DeskRequest, household_id: int) -> HttpResponse:
    """Open a household for members of this one and of others of the area (立户)."""
    book = opened(request, household_id)
    others = _others(request, book)
    members = [member for each in (book, *others) for member in each.members]
    form = OpenForm(request.POST or None, members=members)
    picker = address_picker(request)
    homes = [each.id for each in (book, *others)]

    def plan() -> Plan:
        chosen = form.cleaned_data
        movers = [
            Mover(who, HEAD if who == chosen["head"] else "", OPENING) for who in chosen["leaving"]
        ]
        change = partial(
            found_household,
            movers,
            address=_elsewhere(form, picker),
            office=Office(pk=book.office_id),
            new_heads=_follower(chosen["new_head"], [book, *others]),
            own_income=form.earns(chosen["head"], chosen["new_head"]),
            **_told(request, form),
        )
        return Plan(change, homes, chosen["on"])

    page = Page(
        gettext("立户"),
        "registry/found.html",
        gettext("新户已立。"),
        {"book": book, "others": others, "homes": homes, "picker": picker},
    )
    return turn(request, form, page, plan=plan, leads_to=_key)


def _told(request: DeskRequest, form: ChangeForm) -> dict[str, Any]:
    return {
        "on": form.cleaned_data["on"],
        "by": request.user,
        "basis": {"document": form.cleaned_data["document"], "clause": ""},
    }


def _person(key: int | None) -> Person | None:
    return None if key is None else Person(pk=key)


def _key(household: Household) -> int:
    return household.pk


def _follower(new_head: int | None, books: list[Book]) -> dict[int, int]:
    """Return who follows in the household they live in."""
    return {
        book.id: new_head
        for book in books
        for member in book.members
        if member.person_id == new_head and new_head is not None
    }


def _others(request: DeskRequest, book: Book) -> list[Book]:
    """Return further households whose members may come along, by their numbers (`with`)."""
    numbers = request.GET.getlist("with") + request.POST.getlist("with")
    known = request.scope.households(Household.objects.filter(number__in=numbers[:MOST_HOMES]))
    keys = known.exclude(pk=book.id).order_by("pk").values_list("pk", flat=True)
    return [opened(request, key) for key in keys]


def _elsewhere(form: ChangeForm, picker: AddressPicker) -> NewAddress | None:
    """Return the address that was picked; None where they stay where they live."""
    return picker.address() if form.cleaned_data["where"] == ELSEWHERE else None


def _other(request: DeskRequest, form: ChangeForm) -> Household:
    """Return the other household, and note that it was read."""
    household: Household = form.cleaned_data["into"]
    opened(request, household.pk)
    return household
