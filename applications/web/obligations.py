"""What texts oblige offices to do (任务清单): listed, one with its history, and recorded (E12)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.actions import (
    assign_obligation,
    complete_obligation,
    reopen_obligation,
    report_obligation,
)
from applications.models import ObligationAct
from applications.queries.law_desk import LAW_DESK
from applications.queries.obligations import (
    Duty,
    evidence_of,
    find_duty,
    history_of,
    list_duties,
    loads,
    owners_for,
    steps_of,
)
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import DutyStanding, Obligation, load_law
from hukou.web.downloads import attached
from hukou.web.forms import CounterForm, read_day
from registry.models import PostingRole
from registry.queries import names_of
from registry.web import OFFICERS, DeskRequest, desk_page, posted

from .obligation_forms import (
    DONE_WORDS,
    AssignForm,
    CompleteForm,
    DutyListForm,
    ReopenForm,
    ReportForm,
)

READERS: Final = OFFICERS | {PostingRole.SYSTEM_ADMINISTRATOR}
"""Officers in post see what is owed; who keeps the texts writes down how far it has come."""
BARS_SHOWN: Final = 12

BEFORE_DONE: Final = (ObligationAct.COMPLETED, ObligationAct.REPORTED, ObligationAct.ASSIGNED)
AFTER_DONE: Final = (ObligationAct.REOPENED,)

Forms = dict[ObligationAct, CounterForm]


@never_cache
@require_safe
@desk_page(READERS)
def obligations(request: DeskRequest) -> HttpResponse:
    """List the duties by place, what is late first, with how much each lead has open."""
    today = clock.today()
    every = list_duties(on=today)
    codes = sorted({each.obligation.jurisdiction for each in every})
    names = names_of(codes)
    form = DutyListForm(request.GET, places=[(code, names.get(code, code)) for code in codes])
    asked = form.cleaned_data if form.is_valid() else {}
    rows = [each for each in every if _is_asked(each, asked, request)]
    groups: dict[str, list[Duty]] = {}
    for each in rows:
        groups.setdefault(each.obligation.jurisdiction, []).append(each)
    context = {
        "form": form,
        "groups": [(code, names.get(code, code), groups[code]) for code in sorted(groups)],
        "count": len(rows),
        "late": sum(each.standing is DutyStanding.OVERDUE for each in rows),
        "soon": sum(each.standing is DutyStanding.SOON for each in rows),
        "bars": [
            (load, names.get(load.jurisdiction, load.jurisdiction))
            for load in loads(rows)[:BARS_SHOWN]
        ],
        "today": today,
    }
    return render(request, "applications/obligations.html", context, status=form.status)


def _is_asked(duty: Duty, asked: Mapping[str, str], request: DeskRequest) -> bool:
    obligation, owner = duty.obligation, asked.get("owner")
    named = (*obligation.lead, *obligation.partners)
    office = duty.progress.office_id if duty.progress else None
    return (
        asked.get("area", "") in {"", obligation.jurisdiction}
        and _is_of(duty.standing, asked.get("standing", ""))
        and any(asked.get("lead", "") in name for name in named or ("",))
        and (owner != "mine" or (office is not None and request.scope.keeps(office)))
        and (owner != "none" or office is None)
    )


def _is_of(standing: DutyStanding, asked: str) -> bool:
    """Whether a duty is listed: those of drafts, which oblige nobody, only where asked for."""
    return standing == asked if asked else standing is not DutyStanding.DRAFT


@never_cache
@require_safe
@desk_page(READERS)
def obligation(request: DeskRequest, obligation_id: str) -> HttpResponse:
    """Show one duty on one of its due days, with what was recorded about it."""
    duty = _chosen(request, obligation_id)
    return _page(request, duty, _forms(request, duty.obligation))


@posted("obligation", "obligation_id")
@desk_page(LAW_DESK)
def record(request: DeskRequest, obligation_id: str, act: str) -> HttpResponse:
    """Record something about a duty: assigned, reported, completed or opened again."""
    duty = _chosen(request, obligation_id)
    if act not in ObligationAct.values:
        raise NotFound
    named = ObligationAct(act)
    forms = _forms(request, duty.obligation, filled=named)
    form = forms[named]
    if form.is_valid() and form.attempt(_doing(named, request, duty, form)) is not None:
        messages.success(request, str(DONE_WORDS[named]))
        return redirect(_address(duty))
    return _page(request, _chosen(request, obligation_id), forms, status=form.status)


@never_cache
@require_safe
@desk_page(READERS)
def evidence(request: DeskRequest, step_id: int) -> HttpResponse:
    """Return the document that shows a duty was done, byte for byte, to be saved."""
    del request
    text = evidence_of(step_id)
    if text is None:
        raise NotFound
    return attached(bytes(text.content), name=f"evidence-{step_id}")


def _doing(
    act: ObligationAct, request: DeskRequest, duty: Duty, form: CounterForm
) -> Callable[[], object]:
    told, name, due_on, by = form.cleaned_data, duty.obligation.id, duty.due_on, request.user
    if isinstance(form, CompleteForm):
        return lambda: complete_obligation(
            name,
            due_on=due_on,
            adopted_on=told["adopted_on"],
            official_number=told["official_number"],
            evidence=form.upload,
            note=told["note"],
            by=by,
        )
    if act is ObligationAct.ASSIGNED:
        offices, accounts = owners_for(duty.obligation, scope=request.scope)
        return lambda: assign_obligation(
            name,
            due_on=due_on,
            office=next(each for each in offices if each.pk == told["office"]),
            account=next((each for each in accounts if each.pk == told["account"]), None),
            note=told["note"],
            by=by,
        )
    if act is ObligationAct.REPORTED:
        return lambda: report_obligation(name, due_on=due_on, note=told["note"], by=by)
    return lambda: reopen_obligation(name, due_on=due_on, reason=told["note"], by=by)


def _forms(
    request: DeskRequest, obligation: Obligation, filled: ObligationAct | None = None
) -> Forms:
    offices, accounts = owners_for(obligation, scope=request.scope)
    data = {filled: request.POST}
    files = request.FILES if filled is ObligationAct.COMPLETED else None
    return {
        ObligationAct.COMPLETED: CompleteForm(data.get(ObligationAct.COMPLETED), files),
        ObligationAct.REPORTED: ReportForm(data.get(ObligationAct.REPORTED)),
        ObligationAct.ASSIGNED: AssignForm(
            data.get(ObligationAct.ASSIGNED), offices=offices, accounts=accounts
        ),
        ObligationAct.REOPENED: ReopenForm(data.get(ObligationAct.REOPENED)),
    }


def _chosen(request: DeskRequest, obligation_id: str) -> Duty:
    """Return the duty on the due day that the address names, or on the one that matters now."""
    duty = load_law().obligations.by_id.get(obligation_id)
    if duty is None:
        raise NotFound
    typed, today = request.GET.get("due", ""), clock.today()
    if not typed:
        return list_duties(on=today, obligations=[duty])[0]
    due_on = _read(typed)
    find_duty(obligation_id, due_on)
    return next(each for each in history_of(duty, on=today, also=due_on) if each.due_on == due_on)


def _read(typed: str) -> date:
    try:
        return read_day(typed)
    except ValueError as problem:
        raise NotFound from problem


def _address(duty: Duty) -> str:
    page = reverse("obligation", args=[duty.obligation.id])
    return f"{page}?due={duty.due_on.isoformat()}" if duty.due_on else page


def _page(request: DeskRequest, duty: Duty, forms: Forms, *, status: int = 200) -> HttpResponse:
    writes = request.posting.role in LAW_DESK and duty.standing is not DutyStanding.DRAFT
    now = AFTER_DONE if duty.is_done else BEFORE_DONE
    # What was refused stays in sight, also where a colleague was faster and it fits no more.
    shown = [(act.value, form) for act, form in forms.items() if form.errors or act in now]
    context = {
        "duty": duty,
        "obligation": duty.obligation,
        "history": history_of(duty.obligation, on=clock.today()),
        "steps": steps_of(duty),
        "forms": shown if writes else [],
        "query": f"?due={duty.due_on.isoformat()}" if duty.due_on else "",
        "place": names_of([duty.obligation.jurisdiction]).get(duty.obligation.jurisdiction, ""),
    }
    return render(request, "applications/obligation.html", context, status=status)
