"""Somebody's file in a round (年度案卷): the sheet as it was frozen, rank, digests, objections."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from applications.actions import lift_bar, mark_absent, void_for_fraud
from applications.models import Bar, FrozenInput, RoundApplication, RoundStanding
from applications.queries.rounds.bars import bar_by, voided_in
from applications.queries.rounds.desk import may_run_rounds
from applications.queries.rounds.entry import round_in, scheme_of
from applications.queries.rounds.figures import names_in
from applications.queries.rounds.frozen import facts_in
from applications.queries.rounds.sheets import sheet_of
from applications.queries.rounds.view import entry_in, inputs_frozen, objections_about, ranks_of
from applications.web.points import SheetTold, sheet_told
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import parse_facts
from registry.models import Account
from registry.web import OFFICERS, DeskRequest, desk_page, note_reading, posted

from .forms import WhyForm

SHOWN = ("name", "facts", "score")
LEFT: Final = _("已记入年度案卷，下一版名单不再列入。")
DONE: Final[Mapping[str, StrPromise]] = {
    "absent": LEFT,
    "void": LEFT,
    "lift": _("限制申报已解除，理由已保留。"),
}


@never_cache
@require_safe
@desk_page(OFFICERS)
def round_applicant(request: DeskRequest, round_id: UUID, entry_id: int) -> HttpResponse:
    """Show what was frozen of somebody and what it came to."""
    return applicant_page(request, round_id, entry_id)


@posted("round-applicant", "round_id", "entry_id")
@desk_page(OFFICERS)
def round_applicant_act(
    request: DeskRequest, round_id: UUID, entry_id: int, act: str
) -> HttpResponse:
    """Note that somebody did not come to the check, make void what they had, or lift the bar."""
    if act not in DONE:
        raise NotFound
    round_ = round_in(request.scope, round_id)
    entry = entry_in(round_, entry_id, scope=request.scope)
    form = WhyForm(request.POST)
    if form.is_valid() and _done(act, entry, form, request.user):
        messages.success(request, DONE[act])
        return redirect("round-applicant", round_id, entry_id)
    return applicant_page(request, round_id, entry_id, act=act, bound=form)


def applicant_page(
    request: DeskRequest,
    round_id: UUID,
    entry_id: int,
    *,
    act: str = "",
    bound: WhyForm | None = None,
) -> HttpResponse:
    """Show somebody's file in a round, with what was typed into a form that was refused."""
    round_ = round_in(request.scope, round_id)
    entry = entry_in(round_, entry_id, scope=request.scope)
    inputs = inputs_frozen(entry)
    note_reading(
        request,
        "case",
        people=[each.person_id for each in entry.application.parties.all() if each.person_id],
        fields=SHOWN,
        application=entry.application_id,
    )
    newest = next((each for each in inputs if each.standing == RoundStanding.STANDS), None)
    frozen = sheet_of(newest) if newest else None
    context = {
        "round": round_,
        "entry": entry,
        "name": names_in([entry.application_id]).get(entry.application_id, ""),
        "ranks": ranks_of(entry),
        "inputs": inputs,
        "newest": newest,
        "told": _told(newest) if newest else None,
        "scheme": frozen.sheet.scheme if frozen else None,
        "unknown": frozen.unknown if frozen else (),
        "objections": objections_about(entry),
        "may_run": may_run_rounds(request.user, round_.division, on=clock.today()),
        "voided": voided_in(entry),
        "bar": bar_by(entry),
        "forms": {name: WhyForm() for name in DONE} | ({act: bound} if bound else {}),
    }
    status = bound.status if bound else 200
    return render(request, "applications/round_applicant.html", context, status=status)


def _told(frozen: FrozenInput) -> SheetTold:
    """Return the sheet of an input as the page of sheets shows one."""
    round_ = frozen.applicant.round
    on = round_.facts_until
    values = parse_facts(facts_in(frozen), on=on).values
    return replace(sheet_told(scheme_of(round_), values, on=on), is_counted=True)


def _done(act: str, entry: RoundApplication, form: WhyForm, by: Account) -> bool:
    file, reason = entry.application_id, form.cleaned_data["reason"]
    calls: Mapping[str, Callable[[], object]] = {
        "absent": lambda: mark_absent(file, by=by, note=reason),
        "void": lambda: void_for_fraud(file, by=by, reason=reason),
        "lift": lambda: _lift(entry, by=by, reason=reason),
    }
    return form.attempt(calls[act]) is not None


def _lift(entry: RoundApplication, *, by: Account, reason: str) -> Bar:
    bar = bar_by(entry)
    if bar is None:
        raise NotFound(applicant=entry.pk)
    return lift_bar(bar.pk, by=by, reason=reason)
