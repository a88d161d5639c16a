"""What is done to a round (年度办理): each act one form, one action, and back to its page."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from applications import actions
from applications.queries.rounds.entry import round_in
from hukou.kernel.errors import NotFound
from hukou.web.forms import CounterForm
from registry.models import Account
from registry.web import OFFICERS, DeskRequest, desk_page, posted

from .console import console_page
from .forms import PublishForm, QuotaForm, WhyForm


class RoundVerb(NamedTuple):
    """An act: what it is told, which action it calls, and what is said afterwards."""

    form: type[CounterForm]
    call: Callable[..., object]
    done: StrPromise


VERBS: Final[Mapping[str, RoundVerb]] = {
    "quota": RoundVerb(
        QuotaForm, actions.change_round_quota, _("名额已调整，原数和理由都已保留。")
    ),
    "cancel": RoundVerb(WhyForm, actions.cancel_round, _("年度申报已取消。")),
    "freeze": RoundVerb(CounterForm, actions.freeze, _("数据已封存，名单已生成，请核对后公示。")),
    "publish": RoundVerb(PublishForm, actions.publish, _("名单已公示，请打印张贴。")),
    "recalculate": RoundVerb(WhyForm, actions.recalculate, _("已重新核算，请重新公示。")),
    "finalise": RoundVerb(
        CounterForm, actions.finalise, _("正式名单已公布，入围的案件已移交窗口受理。")
    ),
}


@posted("round", "round_id")
@desk_page(OFFICERS)
def round_act(request: DeskRequest, round_id: UUID, act: str) -> HttpResponse:
    """Do something to a round; what is refused comes back beside what was typed."""
    if act not in VERBS:
        raise NotFound
    verb, round_ = VERBS[act], round_in(request.scope, round_id)
    form = verb.form(request.POST)
    if form.is_valid() and _done(verb, round_id, form, request.user):
        messages.success(request, verb.done)
        return redirect("round", round_id)
    return console_page(request, round_in(request.scope, round_.pk), act=act, bound=form)


def _done(verb: RoundVerb, round_id: UUID, form: CounterForm, by: Account) -> bool:
    done = form.attempt(lambda: verb.call(round_id, by=by, **form.cleaned_data))
    return done is not None
