"""A person's page (人员): particulars, where registered and when, and what is under way."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from hukou.kernel.codes import Scheme
from hukou.kernel.errors import NotFound
from registry.actions import note_disclosure
from registry.queries import (
    PersonView,
    Scope,
    actual_home_on,
    former_types,
    history_of_person,
    person_on,
    rights_of,
    stays_of_person,
    type_on_day,
)
from registry.web.absence import person_absence
from registry.web.access import DeskRequest, desk_page, posted
from registry.web.forms import AsOfForm, RevealForm
from registry.web.templatetags.register import code_name

# In the order of the registration card (常住人口登记卡).
CARD: Final = (
    ("former_name", _("曾用名"), None),
    ("ethnicity", _("民族"), Scheme.ETHNIC_GROUP),
    ("birthplace", _("出生地"), None),
    ("native_place", _("籍贯"), None),
    ("height_cm", _("身高（厘米）"), None),
    ("blood_type", _("血型"), Scheme.BLOOD_TYPE),
    ("education", _("文化程度"), Scheme.EDUCATION),
    ("marital_status", _("婚姻状况"), Scheme.MARITAL_STATUS),
    ("military_service", _("兵役状况"), None),
    ("workplace", _("服务处所"), None),
    ("occupation", _("职业"), None),
    ("arrived_from", _("何地迁来本址"), None),
)


@never_cache
@require_safe
@desk_page()
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """Show the person as registered on a day, as known on a day."""
    asof = AsOfForm(request.GET)
    viewed = seen(person_id, asof, request.scope)
    if viewed is None:
        return _not_on_that_day(request, person_id, asof)
    _note(
        request,
        viewed.id,
        "person",
        [*PersonView.__dataclass_fields__, "former_type", "actual_residence", "rural_rights"],
        "counter page",
    )
    return _page(request, viewed, asof=asof, reveal=RevealForm())


@never_cache
@posted("person", "person_id")
@desk_page()
def reveal(request: DeskRequest, person_id: int) -> HttpResponse:
    """Show the whole identity number once, for a stated purpose that is logged."""
    form, scope = RevealForm(request.POST), request.scope
    if form.is_valid():
        scope = scope.revealing(purpose=form.cleaned_data["purpose"])
    viewed = seen(person_id, AsOfForm(), scope)
    if viewed is None:
        raise NotFound
    if form.is_valid():
        _note(request, viewed.id, "reveal", ["identity_number"], scope.purpose)
    return _page(request, viewed, asof=AsOfForm({}), reveal=form)


def seen(person_id: int, asof: AsOfForm, scope: Scope) -> PersonView | None:
    """Return the person as registered that day, if this account may know of them."""
    days = asof.asked
    return person_on(
        person_id,
        on=days.get("on") or clock.today(),
        known_on=days.get("known_on"),
        scope=scope,
    )


def _not_on_that_day(request: DeskRequest, person_id: int, asof: AsOfForm) -> HttpResponse:
    """Keep the page and its dates where nothing was registered about them on the day asked for."""
    today = person_on(person_id, on=clock.today(), scope=request.scope)
    if today is None:
        raise NotFound
    _note(request, today.id, "person", ["name", "birth_date"], "counter page")
    context = {
        "heading": _("人员登记信息"),
        "number": today.name,
        "asof": asof,
        "absence": person_absence(today.birth_date, asof),
    }
    return render(request, "registry/absent.html", context)


def _note(request: DeskRequest, person: int, kind: str, fields: list[str], purpose: str) -> None:
    note_disclosure(scope=request.scope, kind=kind, people=[person], fields=fields, purpose=purpose)


def _page(
    request: DeskRequest, viewed: PersonView, *, asof: AsOfForm, reveal: RevealForm
) -> HttpResponse:
    types = former_types(viewed.id, scope=request.scope, known_on=viewed.known_on)
    context = {
        "person": viewed,
        "particulars": particulars(viewed),
        "home": actual_home_on(
            viewed.id, on=viewed.on, known_on=viewed.known_on, scope=request.scope
        ),
        "residences": stays_of_person(viewed.id, scope=request.scope),
        "rights": rights_of([viewed.id], on=viewed.on, scope=request.scope),
        "former_types": types,
        "type_on_day": type_on_day(types, viewed.on),
        "history": history_of_person(viewed.id, scope=request.scope),
        "asof": asof,
        "form": reveal,
        "revealed": reveal.is_bound and reveal.is_valid(),
    }
    return render(request, "registry/person.html", context)


def particulars(viewed: PersonView) -> list[tuple[str, str]]:
    """Return what is registered about a person, labelled, in the order of the card."""
    return [
        (str(label), code_name(scheme, text) if scheme else text)
        for name, label, scheme in CARD
        for text in [str(getattr(viewed, name) or "")]
    ]
