"""Why a power cannot be handed down, or taken back (授权)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, RuleViolated


class MayNotDelegate(Forbidden):
    """Only an administrator or an approver hands down powers of their own office."""

    code = "may-not-delegate"
    zh = "授权书由授权机关的系统管理员或县、市级审批人录入和收回，范围限于本机关及下属机关。"


class DelegationBasisMissing(InvalidInput):
    """An order without a legal basis hands nothing down."""

    code = "delegation-basis-missing"
    zh = "请写明授权依据：文件名称和条款。没有依据不能授权。"
    usual_field = "document"


class DelegationStartsInThePast(InvalidInput):
    """An order cannot begin before the day it is entered."""

    code = "delegation-starts-in-the-past"
    zh = "授权不能溯及既往：起始日期不能早于今天。"
    usual_field = "start"


class ExceedsOwnPower(RuleViolated):
    """Nobody hands down a power that is above their own."""

    code = "exceeds-own-power"
    zh = "所列事项的审批层级高于授权机关，本机关不能下放。请删去这些事项，或由上级机关授权。"


class DelegationOverlaps(Conflict):
    """The same item is handed down already for some of these days."""

    code = "delegation-overlaps"
    zh = "同一事项在这段时间已有授权，期间重叠。请先收回原授权，或者改期。"


class DelegationOver(Conflict):
    """The item was taken back already, or its days are over."""

    code = "delegation-over"
    zh = "该授权已收回或者已到期，不用再收回。请刷新后核对。"
