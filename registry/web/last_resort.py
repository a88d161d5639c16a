"""An address for somebody who has lost theirs, in the order of the law (落户地址按顺序确定)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import AddressChoice
from registry.actions import Mover, Placement, place_by_order
from registry.models import Division, Entry, EntryKind, HouseholdKind
from registry.queries import BookMember, choose_address, household_on, person_on
from registry.queries.people import PersonView
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.collective_forms import OrderForm
from registry.web.leaving import household_numbered
from registry.web.noting import note_reading
from registry.web.relations import read_relation, relation_names


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def place(request: DeskRequest, person_id: int) -> HttpResponse:
    """Find the address first, with the reason for every step; then move them there."""
    person, others = _registered(request, person_id)
    form = OrderForm(request.POST or None, initial={"on": clock.today()})
    choice: AddressChoice | None = None
    if request.method == "POST" and form.is_valid():
        choice = form.attempt(lambda: _chosen(person, form))
        if choice is not None and "save" in request.POST:
            placed = form.attempt(lambda: _placed(request, person, others, form))
            if placed is not None:
                messages.success(request, gettext("已按顺序确定地址并落户。"))
                return redirect("address-receipt", person.id)
    context = {
        "person": person,
        "others": others,
        "along": request.POST.getlist("along"),
        "form": form,
        "choice": choice.as_json() if choice else None,
        "relation_names": relation_names(),
    }
    return render(request, "registry/place.html", context, status=form.status)


@never_cache
@require_safe
@desk_page()
def receipt(request: DeskRequest, person_id: int) -> HttpResponse:
    """Print how the address was found: every step passed over, with its reason and clause."""
    person = _person(request, person_id)
    fields = list(PersonView.__dataclass_fields__)
    note_reading(request, "person", people=[person.id], fields=fields)
    entries = Entry.objects.filter(
        person=person_id, kind=EntryKind.MOVE_IN, details__has_key="order"
    )
    entry = entries.select_related("household", "office").order_by("-id").first()
    if entry is None or not request.scope.keeps(entry.office_id):
        raise NotFound
    context = {
        "person": person,
        "entry": entry,
        "choice": entry.details["order"],
        "grounds": entry.details["grounds"],
    }
    return render(request, "registry/address_receipt.html", context)


def _person(request: DeskRequest, person_id: int) -> PersonView:
    person = person_on(person_id, on=clock.today(), scope=request.scope)
    if person is None:
        raise NotFound
    return person


def _registered(request: DeskRequest, person_id: int) -> tuple[PersonView, list[BookMember]]:
    """Return somebody and who else lives there, who may come along; note that they were shown.

    Who has moved away is another office's, though their page here still opens.
    """
    person = _person(request, person_id)
    if person.household_id is None or not request.scope.keeps(person.office_id):
        raise NotFound
    members: list[BookMember] = []
    if person.household_kind == HouseholdKind.FAMILY:
        book = household_on(person.household_id, on=clock.today(), scope=request.scope)
        members = [each for each in book.members if each.person_id != person.id] if book else []
    note_reading(
        request,
        "person_address",
        people=[person.id, *(each.person_id for each in members)],
        fields=list(PersonView.__dataclass_fields__),
        household=person.household_id,
    )
    return person, members


def _chosen(person: PersonView, form: OrderForm) -> AddressChoice:
    on = form.cleaned_data["on"]
    return choose_address(form.facts, division=person.division_code or "", on=on)


def _placed(
    request: DeskRequest, person: PersonView, others: list[BookMember], form: OrderForm
) -> Placement:
    told = form.cleaned_data
    number = told["household_number"]
    on = told["on"]
    return place_by_order(
        _movers(request, person, others, told),
        division=Division.objects.on(on).get(code=person.division_code),
        facts=form.facts,
        household=household_numbered(request, number) if number else None,
        on=on,
        by=request.user,
        basis={"document": told["document"], "clause": ""},
        grounds=told["grounds"],
    )


def _movers(
    request: DeskRequest, person: PersonView, others: list[BookMember], told: Mapping[str, Any]
) -> list[Mover]:
    """Return who moves: the person, and those of the household ticked to come along."""
    own = read_relation(told["relation"], field="relation")
    movers = [Mover(person.id, own, "lost_dwelling")]
    along = set(request.POST.getlist("along"))
    for each in others:
        if str(each.person_id) in along:
            typed = request.POST.get(f"relation.{each.person_id}", "").strip() or told["relation"]
            relation = read_relation(typed, field="relation")
            movers.append(Mover(each.person_id, relation, "lost_dwelling"))
    return movers
