"""What may happen to an application, from which status, and where it leads."""

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.errors import ActionNotAllowed


class Status(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待受理")
    SUPPLEMENT = "supplement", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    ASSESSED = "assessed", _("待审批")
    APPROVED = "approved", _("已准予")
    REFUSED = "refused", _("不予")
    REGISTERED = "registered", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("逾期终止")


class Action(models.TextChoices):
    SUBMIT = "submit", _("提交")
    REVISE = "revise", _("修改")
    ACCEPT = "accept", _("受理")
    ASK_FOR_SUPPLEMENT = "ask_for_supplement", _("要求补正")
    ASSESS = "assess", _("评定")
    APPROVE = "approve", _("准予")
    REFUSE = "refuse", _("不予")
    ISSUE_PERMIT = "issue_permit", _("签发准予迁入证明")
    CARRY_OUT = "carry_out", _("办结登记")
    WITHDRAW = "withdraw", _("撤回")
    LAPSE = "lapse", _("逾期终止")
    ASSIGN = "assign", _("分派")
    TAKE_OVER = "take_over", _("接办")
    UNASSIGN = "unassign", _("退出经办")
    EXAMINE = "examine", _("审核")
    CHOOSE_TEXT = "choose_text", _("择定适用规定")
    END_ROUND = "end_round", _("未列入名单终止")
    VOID_PLACE = "void_place", _("取消积分入户资格")


_A, _S = Action, Status

TRANSITIONS: Final[Mapping[Status, Mapping[Action, Status]]] = {
    _S.DRAFT: {
        _A.SUBMIT: _S.SUBMITTED,
        _A.REVISE: _S.DRAFT,
        _A.WITHDRAW: _S.WITHDRAWN,
    },
    # What waits for the list of a round, and is not on it, ends there; nobody presses a button.
    _S.SUBMITTED: {
        _A.ACCEPT: _S.ACCEPTED,
        _A.ASK_FOR_SUPPLEMENT: _S.SUPPLEMENT,
        _A.WITHDRAW: _S.WITHDRAWN,
        _A.END_ROUND: _S.LAPSED,
        _A.VOID_PLACE: _S.LAPSED,
        _A.ASSIGN: _S.SUBMITTED,
        _A.TAKE_OVER: _S.SUBMITTED,
        _A.UNASSIGN: _S.SUBMITTED,
    },
    _S.SUPPLEMENT: {
        _A.SUBMIT: _S.SUBMITTED,
        _A.REVISE: _S.SUPPLEMENT,
        _A.WITHDRAW: _S.WITHDRAWN,
        _A.LAPSE: _S.LAPSED,
        _A.VOID_PLACE: _S.LAPSED,
        _A.ASSIGN: _S.SUPPLEMENT,
        _A.TAKE_OVER: _S.SUPPLEMENT,
        _A.UNASSIGN: _S.SUPPLEMENT,
    },
    _S.ACCEPTED: {
        _A.ASSESS: _S.ASSESSED,
        _A.ASK_FOR_SUPPLEMENT: _S.SUPPLEMENT,
        _A.WITHDRAW: _S.WITHDRAWN,
        _A.VOID_PLACE: _S.LAPSED,
        _A.ASSIGN: _S.ACCEPTED,
        _A.TAKE_OVER: _S.ACCEPTED,
        _A.UNASSIGN: _S.ACCEPTED,
        _A.CHOOSE_TEXT: _S.ACCEPTED,
    },
    _S.ASSESSED: {
        _A.APPROVE: _S.APPROVED,
        _A.REFUSE: _S.REFUSED,
        _A.ASSESS: _S.ASSESSED,
        _A.ASK_FOR_SUPPLEMENT: _S.SUPPLEMENT,
        _A.WITHDRAW: _S.WITHDRAWN,
        _A.VOID_PLACE: _S.LAPSED,
        _A.ASSIGN: _S.ASSESSED,
        _A.TAKE_OVER: _S.ASSESSED,
        _A.UNASSIGN: _S.ASSESSED,
        _A.EXAMINE: _S.ASSESSED,
        _A.CHOOSE_TEXT: _S.ASSESSED,
    },
    # An approval that cannot be carried out any more (the person died, or settled elsewhere) ends.
    # Whoever comes from another register on paper is given a permit first, and stays approved.
    _S.APPROVED: {
        _A.CARRY_OUT: _S.REGISTERED,
        _A.ISSUE_PERMIT: _S.APPROVED,
        _A.LAPSE: _S.LAPSED,
        _A.VOID_PLACE: _S.LAPSED,
    },
    _S.REFUSED: {},
    _S.REGISTERED: {},
    _S.WITHDRAWN: {},
    _S.LAPSED: {},
}

BY_ITSELF: Final = frozenset({Action.END_ROUND, Action.VOID_PLACE})
"""Steps of a round: they follow from something else, and no file offers them."""

OPEN: Final = tuple(status for status, actions in TRANSITIONS.items() if actions)
"""The statuses of applications that have not ended (在办)."""


def next_status(status: Status, action: Action) -> Status:
    """Return where `action` leads from `status`, or refuse."""
    allowed = TRANSITIONS[status]
    if action not in allowed:
        raise ActionNotAllowed(current=status.value, action=action.value, allowed=list(allowed))
    return allowed[action]
