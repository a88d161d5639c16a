"""The desk of the audit administrator (审计), and who looked at whom as the person may be told."""

from datetime import date, timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.web.downloads import attached
from registry.models import PostingRole
from registry.queries import anomalies, heads, person_on, readings_of
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.audit_forms import DaysForm
from registry.web.noting import note_reading

AUDITORS: Final = frozenset({PostingRole.AUDIT_ADMINISTRATOR})
LOOKS_BACK: Final = timedelta(days=30)


def days_asked(request: DeskRequest) -> tuple[DaysForm, date, date]:
    """Return the form of days, and the days it asks for: the last thirty where it asks for none."""
    today = clock.today()
    form = DaysForm(request.GET or None, initial={"since": today - LOOKS_BACK, "until": today})
    asked = form.cleaned_data if form.is_valid() else {}
    since = asked.get("since") or today - LOOKS_BACK
    return form, since, min(asked.get("until") or today, today)


@never_cache
@require_safe
@desk_page(AUDITORS)
def audit(request: DeskRequest) -> HttpResponse:
    """List the readings of some days that want explaining; nobody's name or data is shown."""
    form, since, until = days_asked(request)
    context = {
        "form": form,
        "since": since,
        "until": until,
        "found": anomalies(request.posting.office_id, since=since, until=until),
    }
    return render(request, "registry/audit.html", context, status=form.status)


@never_cache
@require_safe
@desk_page(AUDITORS)
def audit_heads(request: DeskRequest) -> HttpResponse:
    """Hand out the heads of the chains of one's area, to be kept where nobody of us can write."""
    lines = "".join(f"{head.line}\n" for head in heads(area=request.scope.area))
    name = f"heads-{clock.today().isoformat()}.jsonl"
    return attached(lines, name=name, media_type="application/jsonl; charset=utf-8")


@never_cache
@require_safe
@desk_page(OFFICERS)
def readings(request: DeskRequest, person_id: int) -> HttpResponse:
    """Tell somebody who has looked at their data; this look is noted as well."""
    today = clock.today()
    shown = person_on(person_id, on=today, scope=request.scope)
    looked = readings_of(person_id, scope=request.scope, on=today)
    if shown is None or looked is None:
        raise NotFound
    note_reading(request, "readings", people=[person_id], fields=["disclosures"])
    return render(request, "registry/readings.html", {"person": shown, "readings": looked})
