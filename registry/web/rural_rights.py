"""Notes of rural land rights at the counter (三权备注, L24): written, corrected, ended."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import correct_rural_right, end_rural_right, note_rural_right
from registry.models import Household, Person, RuralRight
from registry.queries import PersonView, history_of_rights, person_on, rights_of
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.noting import note_reading
from registry.web.rural_right_forms import CorrectForm, EndForm, NoteForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def rural_rights(request: DeskRequest, person_id: int) -> HttpResponse:
    """Show what is noted about somebody, and note a right."""
    person = _seen(request, person_id)
    initial = {"on": clock.today(), "division": (person.division_code or "")[:6]}
    form = NoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        noted = form.attempt(partial(_noted, request, person, form))
        if noted is not None:
            messages.success(request, gettext("三权备注已保存。"))
            return redirect("rural-rights", person.id)
    context = {
        "person": person,
        "rights": rights_of([person.id], on=clock.today(), scope=request.scope),
        "past": [
            each
            for each in history_of_rights(person.id, scope=request.scope)
            if each.period.upper is not None
        ],
        "form": form,
    }
    return render(request, "registry/rural_rights.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def rural_right(request: DeskRequest, person_id: int, note_id: int) -> HttpResponse:
    """Correct one note, or end it and say why."""
    person = _seen(request, person_id)
    note = next(
        (
            each
            for each in history_of_rights(person.id, scope=request.scope)
            if each.pk == note_id and each.period.upper is None
        ),
        None,
    )
    if note is None:
        raise NotFound
    ending = "end" in request.POST
    sent, today = request.POST or None, {"on": clock.today()}
    correct = CorrectForm(None if ending else sent, note=note, initial=today)
    end = EndForm(sent if ending else None, initial=today)
    form = end if ending else correct
    may = request.method == "POST" and form.is_valid()
    if may and form.attempt(partial(_changed, request, note, form)) is not None:
        messages.success(request, gettext("三权备注已保存。"))
        return redirect("rural-rights", person.id)
    context = {
        "person": person,
        "note": note,
        "correct": correct,
        "end": end,
    }
    return render(request, "registry/rural_right.html", context, status=form.status)


def _seen(request: DeskRequest, person_id: int) -> PersonView:
    person = person_on(person_id, on=clock.today(), scope=request.scope)
    if person is None:
        raise NotFound
    if request.method == "POST":
        request.scope.require_kept(person.office_id)
    note_reading(request, "rural_rights", people=[person.id], fields=["name", "rural_rights"])
    return person


def _noted(request: DeskRequest, person: PersonView, form: NoteForm) -> RuralRight:
    together = form.cleaned_data["by_household"] and person.household_id
    return note_rural_right(
        Person(pk=person.id),
        right=form.cleaned_data["right"],
        told=form.told,
        household=Household(pk=person.household_id) if together else None,
        on=form.cleaned_data["on"],
        by=request.user,
        basis=form.basis,
    )


def _changed(request: DeskRequest, note: RuralRight, form: CorrectForm | EndForm) -> RuralRight:
    on, by = form.cleaned_data["on"], request.user
    if isinstance(form, EndForm):
        basis = {"document": form.cleaned_data["document"], "clause": ""}
        return end_rural_right(
            note, because=form.cleaned_data["because"], on=on, by=by, basis=basis
        )
    return correct_rural_right(note, told=form.told, on=on, by=by, basis=form.basis)
