"""Moving out of a collective household when a dwelling is had (有住所后迁出)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput, NotFound
from registry.actions import Mover, move_family
from registry.models import Household, HouseholdKind, Residence
from registry.queries import leavers_of, person_on
from registry.queries.leavers import Leaver
from registry.queries.people import PersonView
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.collective_forms import MemberForm, TransferForm
from registry.web.collectives import collective_seen
from registry.web.noting import note_reading
from registry.web.relations import read_relation, relation_names


@never_cache
@require_safe
@desk_page()
def leavers(request: DeskRequest, household_id: int) -> HttpResponse:
    """List members whose kin have a dwelling in the district, each with the transfer to it."""
    shown = collective_seen(request, household_id)
    form = MemberForm(request.GET)
    after = form.cleaned_data.get("after") if form.is_valid() else None
    page = leavers_of(
        shown.id,
        district=division_code.county(shown.division_code) or shown.division_code,
        scope=request.scope,
        on=clock.today(),
        after=after or 0,
    )
    note_reading(
        request,
        "collective_leavers",
        people=[who for each in page.items for who in (each.person_id, each.kin_id)],
        fields=list(Leaver.__dataclass_fields__),
        household=shown.id,
    )
    context = {"shown": shown, "page": page}
    return render(request, "registry/leavers.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def transfer(request: DeskRequest, person_id: int) -> HttpResponse:
    """Move a member of a collective household to a household with a dwelling."""
    person = member_seen(request, person_id)
    initial = {"on": clock.today(), "household_number": request.GET.get("to", "")[:20]}
    form = TransferForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        arrived = form.attempt(lambda: _moved(request, person, form))
        if arrived is not None:
            messages.success(request, gettext("已迁出集体户。"))
            return redirect("household", arrived.household_id)
    context = {"person": person, "form": form, "relation_names": relation_names()}
    return render(request, "registry/leave_collective.html", context, status=form.status)


def member_seen(request: DeskRequest, person_id: int) -> PersonView:
    """Return a member of a collective household of the area, and note that they were shown."""
    person = person_on(person_id, on=clock.today(), scope=request.scope)
    if person is None or person.household_kind != HouseholdKind.COLLECTIVE:
        raise NotFound
    if not request.scope.keeps(person.office_id):
        raise NotFound
    fields = list(PersonView.__dataclass_fields__)
    note_reading(request, "person", people=[person.id], fields=fields)
    return person


def household_numbered(request: DeskRequest, number: str) -> Household:
    """Return a household of today by its number, within the scope.

    Raises:
        InvalidInput: there is none, for this account.
    """
    rows = request.scope.households(Household.objects.on(clock.today()))
    household = rows.filter(number=number.strip()).first()
    if household is None:
        raise InvalidInput("辖区内没有这一户号，或者该户已销户。", field="household_number")
    return household


def _moved(request: DeskRequest, person: PersonView, form: TransferForm) -> Residence:
    told = form.cleaned_data
    household = household_numbered(request, told["household_number"])
    relation = read_relation(told["relation"], field="relation")
    basis = {"document": told["document"], "clause": ""}
    movers = [Mover(person.id, relation, "dwelling_had")]
    [residence] = move_family(movers, household, on=told["on"], by=request.user, basis=basis)
    return residence
