"""A proof of hukou for school (入学户籍证明), printed from the register; no unit is asked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import note_disclosure
from registry.queries import parents_of, person_on
from registry.queries.people import PersonView
from registry.web.access import DeskRequest, desk_page
from registry.web.collective_forms import ProofForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def enrolment_proof(request: DeskRequest, person_id: int) -> HttpResponse:
    """Ask for which school, then print; the whole number is shown for that purpose, and noted."""
    form = ProofForm(request.POST or None)
    printing = request.method == "POST" and form.is_valid()
    scope = request.scope
    if printing:
        scope = scope.revealing().for_purpose(form.cleaned_data["school"])
    person = person_on(person_id, on=clock.today(), scope=scope)
    if person is None or person.household_id is None:
        raise NotFound
    note_disclosure(
        scope=scope,
        kind="enrolment_proof" if printing else "person",
        people=[person.id],
        fields=list(PersonView.__dataclass_fields__),
        purpose=scope.purpose or "counter page",
    )
    context = {
        "person": person,
        "form": form,
        "printing": printing,
        "parents": parents_of(person.id, on=clock.today()) if printing else [],
        "today": clock.today(),
    }
    return render(request, "registry/enrolment_proof.html", context, status=form.status)
