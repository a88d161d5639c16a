"""A whole household lives elsewhere in the area (住址变动): the page of the change."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry.actions import change_address
from registry.models import Household
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.address_picker import address_picker
from registry.web.change_forms import AddressForm
from registry.web.households import opened
from registry.web.rehearsals import Page, Plan, turn


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def address(request: DeskRequest, household_id: int) -> HttpResponse:
    """Write down another address of the area; number, head and members stay."""
    book = opened(request, household_id)
    form = AddressForm(request.POST or None, members=book.members)
    picker = address_picker(request)

    def plan() -> Plan:
        on, there = form.cleaned_data["on"], picker.address()

        def change(*, relations: Mapping[int, str]) -> Household:
            del relations  # nobody's relation to the head changes
            return change_address(
                Household(pk=book.id),
                address=there,
                on=on,
                by=request.user,
                basis={"document": form.cleaned_data["document"], "clause": ""},
            )

        return Plan(change, [book.id], on)

    page = Page(
        gettext("住址变动"),
        "registry/change_address.html",
        gettext("住址已变动。"),
        {"book": book, "picker": picker, "starts_here": not form.is_bound},
    )
    return turn(request, form, page, plan=plan, leads_to=lambda _made: book.id)
