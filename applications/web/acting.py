"""Taking a step (办理): one form, one action, and back to the file."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from applications.web.act_forms import FORMS
from applications.web.case_view import CaseView
from applications.web.cases import case_page, opened
from applications.workflow import Action
from hukou.kernel.errors import NotFound
from registry.web import DeskRequest, desk_page, posted

DONE: Final = {
    Action.SUBMIT: _("已提交，正在向有关部门核查。"),
    Action.ACCEPT: _("已受理。"),
    Action.ASK_FOR_SUPPLEMENT: _("已要求补正，请打印补正告知并交申请人。"),
    Action.ASSESS: _("已重新评定。"),
    Action.APPROVE: _("已准予，请办结登记。"),
    Action.REFUSE: _("已作出不予决定，请打印决定书并送达。"),
    Action.ISSUE_PERMIT: _("已签发准予迁入证明，请打印并交申请人到迁出地办理。"),
    Action.CARRY_OUT: _("已办结，登记簿已更新。"),
    Action.WITHDRAW: _("已撤回。"),
    Action.TAKE_OVER: _("已由您接办。"),
    Action.EXAMINE: _("审核意见已记入案卷。"),
    Action.ASSIGN: _("已分派。"),
    Action.UNASSIGN: _("已退出经办，此件由本所接办。"),
    Action.CHOOSE_TEXT: _("已择定适用规定；待审批的已按此重新评定。"),
}


@posted("application", "application_id")
@desk_page()
def act(request: DeskRequest, application_id: UUID, action: str) -> HttpResponse:
    """Take a step; what is refused comes back beside what was typed, on the file as it is now."""
    if action not in FORMS:
        raise NotFound
    step = Action(action)
    file = opened(request, application_id)
    form = FORMS[step](request.POST, file=file, leaving=CaseView(file, request.user).leaving)
    if form.is_valid() and form.attempt(lambda: form.run(request.user)) is not None:
        messages.success(request, DONE[step])
        if step is Action.SUBMIT:
            return redirect("application-submitted", application_id)
        return redirect("application", application_id)
    return case_page(request, opened(request, application_id), bound=form)
