"""Whose turn it is (下一步由谁办): said in the head of every open file."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.queries.deciders import deciders
from applications.workflow import Status
from registry.models import PostingRole

TURN: Final[Mapping[Status, Promise]] = {
    Status.SUBMITTED: _("由窗口核对材料后受理"),
    Status.SUPPLEMENT: _("由申请人补正"),
    Status.ACCEPTED: _("核查齐全后自动评定"),
    Status.APPROVED: _("由民警办结登记"),
}
NEAREST: Final[tuple[tuple[frozenset[PostingRole], Promise], ...]] = (
    (frozenset({PostingRole.OFFICER}), _("户籍民警或所长")),
    (frozenset({PostingRole.CHIEF, PostingRole.COUNTY_APPROVER}), _("所长或上级审批人")),
    (frozenset({PostingRole.CHIEF}), _("所长")),
    (frozenset({PostingRole.COUNTY_APPROVER}), _("县级公安机关审批人")),
    (frozenset({PostingRole.CITY_APPROVER}), _("市级公安机关审批人")),
)
"""The first that may decide names them all: those nearest to the counter."""


def decided_by(application: Application) -> str:
    """Return who decides a file, in words."""
    may = deciders(application)
    return next(str(words) for roles, words in NEAREST if roles <= may)


def turn_of(application: Application) -> str:
    """Return who acts next on a file; nothing where nobody has to."""
    status = Status(application.status)
    if status is Status.ASSESSED:
        return gettext("待%(who)s审批") % {"who": decided_by(application)}
    return str(TURN.get(status, ""))
