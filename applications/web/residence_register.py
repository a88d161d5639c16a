"""Registering where somebody from elsewhere lives (居住登记), the step before a permit."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from hukou.law.permit_tenure import REGULATION
from registry.actions import register_residence
from registry.models import ActualResidence
from registry.web import OFFICERS, DeskRequest, desk_page, places_for
from registry.web.place_forms import CHOSEN

from .permit_forms import ResidenceForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def residence_register(request: DeskRequest) -> HttpResponse:
    """Record the home of somebody by their card; nothing of what is on file is shown."""
    looking = "look" in request.POST
    form = ResidenceForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and not looking and form.is_valid():
        recorded = form.attempt(partial(_recorded, request, form))
        if recorded is not None:
            messages.success(request, gettext("居住已登记。满半年后可申领居住证。"))
            return redirect("residence-permits")
    typed = request.POST.get("destination.search", "")
    context = {
        "form": form,
        "looking": looking,
        "typed": typed,
        "chosen": request.POST.get(CHOSEN, ""),
        "divisions": places_for(request, typed),
    }
    return render(request, "applications/residence_register.html", context, status=form.status)


def _recorded(request: DeskRequest, form: ResidenceForm) -> ActualResidence:
    told = form.cleaned_data
    return register_residence(
        told["identity_number"],
        name=told["name"],
        division=told["division"],
        elements=form.elements,
        on=told["on"],
        source=told["source"],
        by=request.user,
        basis={"document": REGULATION, "clause": "第九条", "paper": told["document"]},
    )
