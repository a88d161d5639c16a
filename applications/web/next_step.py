"""Whose turn it is (下一步由谁办): said in the head of every open file."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Kind
from applications.workflow import Status

TURN: Final[Mapping[Status, Promise]] = {
    Status.SUBMITTED: _("由窗口核对材料后受理"),
    Status.SUPPLEMENT: _("由申请人补正"),
    Status.ACCEPTED: _("核查齐全后自动评定"),
    Status.APPROVED: _("由民警办结登记"),
}
DECIDERS: Final[Mapping[str, Promise]] = {
    Kind.SETTLEMENT: _("待所长或上级审批人审批"),
    Kind.BIRTH: _("待户籍民警或所长审批"),
}


def turn_of(status: Status, kind: str) -> str:
    """Return who acts next on a file; nothing where nobody has to."""
    words = DECIDERS.get(kind) if status == Status.ASSESSED else TURN.get(status)
    return str(words or "")
