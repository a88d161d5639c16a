"""Why an objection, or what is done about false papers, is refused (异议、弄虚作假)."""

from hukou.kernel.errors import Conflict, InvalidInput, RuleViolated


class OutsideObjectionPeriod(RuleViolated):
    """The list may be objected to only in the days that the order of the round declares."""

    code = "outside-objection-period"
    zh = "不在异议期内，不能受理异议。异议期以年度通告为准；期满后发现弄虚作假的，按弄虚作假处理。"


class NotPublished(Conflict):
    """No list of this round has been published yet."""

    code = "list-not-published"
    zh = "该年度的名单尚未公示，公示之后才能提出异议。"


class NotOnTheList(InvalidInput):
    """The person is not an applicant of this list."""

    code = "not-on-the-list"
    zh = "此人不在该名单的申请人之中，请从名单中选择。"
    usual_field = "applicant"


class ObjectedAlready(Conflict):
    """The same objection is waiting for its answer already."""

    code = "objected-already"
    zh = "同一异议已经受理，正在办理，不用重复提出。"


class AlreadyAnswered(Conflict):
    """The objection has been answered before."""

    code = "objection-answered"
    zh = "该异议已经答复，结论不再改动。请刷新页面。"


class NothingToRecalculate(Conflict):
    """Every objection that was upheld is in the list already."""

    code = "nothing-to-recalculate"
    zh = "没有成立而未核算的异议，名单不用重新核算。"


class NotInRound(RuleViolated):
    """The application takes no part in a round of settling by points."""

    code = "not-in-round"
    zh = "此件没有参加积分入户年度申报，不能按此办理。"


class AlreadyVoid(Conflict):
    """The place of this application is void already."""

    code = "already-void"
    zh = "此件的积分入户资格已经取消，不用重复办理。"


class LeftTheRound(Conflict):
    """The applicant has left the round already."""

    code = "left-the-round"
    zh = "此人已经退出本年度申报，不能再按未到场办理。"


class BarLifted(Conflict):
    """The bar has been lifted before."""

    code = "bar-lifted"
    zh = "该限制已经解除，请刷新后核对。"
