"""The console of a round (年度工作台): stages, agencies, the spread of scores, and what is next."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.models import Round, RoundList, RoundStage
from applications.queries.rounds.desk import may_run_rounds
from applications.queries.rounds.entry import round_in, scheme_of
from applications.queries.rounds.evidence import waiting_in
from applications.queries.rounds.figures import histogram, line_at, listed, people_in
from applications.queries.rounds.objections import unsettled
from applications.queries.rounds.progress import progress_of
from applications.queries.rounds.view import begun_list, newest_list, steps_of
from applications.web.score_drawing import drawn
from hukou.kernel import clock
from hukou.web.forms import CounterForm, read_key
from registry.web import OFFICERS, DeskRequest, desk_page, note_reading

from .forms import PublishForm, QuotaForm, WhatIfForm, WhyForm
from .stages import Standing

READ = ("name", "rank", "score")


@never_cache
@require_safe
@desk_page(OFFICERS)
def round_console(request: DeskRequest, round_id: UUID) -> HttpResponse:
    """Show a round as it stands now; a quota asked for is only tried."""
    return console_page(request, round_in(request.scope, round_id))


def console_page(
    request: DeskRequest, round_: Round, *, act: str = "", bound: CounterForm | None = None
) -> HttpResponse:
    """Show a round, with what was typed into the form of an act that was refused."""
    now, newest = clock.now(), newest_list(round_)
    standing = Standing(
        round=round_,
        newest=newest,
        shown=begun_list(round_, on=now.date()),
        waiting=waiting_in(round_, now=now, late=False),
        late=waiting_in(round_, now=now, late=True),
        unsettled=unsettled(round_),
        now=now,
    )
    may_run = may_run_rounds(request.user, round_.division, on=now.date())
    forms = {**_forms(round_), **({act: bound} if bound is not None else {})}
    context = {
        "round": round_,
        "scheme": scheme_of(round_),
        "standing": standing,
        "forms": forms,
        "refused": bound,
        "may_run": may_run,
        "progress": progress_of(round_, now=now),
        "applicants": round_.applicants.filter(left_at=None).count(),
        "left": round_.applicants.exclude(left_at=None).count(),
        "steps": steps_of(round_, scope=request.scope, may_run=may_run),
        **(_list(request, newest, may_run=may_run) if newest is not None else {}),
    }
    status = bound.status if bound is not None else 200
    return render(request, "applications/round.html", context, status=status)


def _forms(round_: Round) -> dict[str, CounterForm]:
    """Return the forms that this stage has, by act."""
    stage = round_.stage
    if stage == RoundStage.DECLARED:
        return {"quota": QuotaForm(initial={"quota": round_.quota}), "cancel": WhyForm()}
    if stage in (RoundStage.FROZEN, RoundStage.PUBLISHED):
        return {
            "publish": PublishForm(initial={"on": clock.today()}),
            "recalculate": WhyForm(),
        }
    return {}


def _list(request: DeskRequest, newest: RoundList, *, may_run: bool) -> dict[str, Any]:
    """Return the newest list as figures, with the line of a quota that is only tried.

    Whose lines were read, beyond what is public, is noted.
    """
    asked = WhatIfForm(request.GET if "quota" in request.GET else None)
    asked.is_valid()
    quota = asked.cleaned_data.get("quota") if asked.is_bound else None
    line = line_at(newest, newest.quota)
    tried = line_at(newest, quota) if quota else None
    after = read_key(request.GET.get("after", "")) or 0
    rows, following = listed(newest, scope=request.scope, may_run=may_run, after=after)
    if any(each.is_whole for each in rows):
        note_reading(request, "round_list", people=people_in(rows), fields=READ)
    return {
        "newest": newest,
        "line": line,
        "what_if": asked,
        "tried": tried,
        "spread": drawn(histogram(newest), line=line, tried=tried),
        "rows": rows,
        "page": {"next": following},
    }
