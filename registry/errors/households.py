"""Why a household cannot be so."""

from hukou.kernel.errors import RuleViolated


class HouseholdHasHead(RuleViolated):
    """The household already has a head on these dates."""

    code = "household-has-head"
    zh = "该户在这些日期已有户主。请选择与户主的关系，或先变更户主。"


class HouseholdWithoutHead(RuleViolated):
    """A family household has a head on every day it has members."""

    code = "household-without-head"
    zh = "家庭户有成员就必须有户主。请指定一名户主。"


class HeadLeavesWithoutSuccessor(RuleViolated):
    """The head leaves while others stay, and nobody is named to follow."""

    code = "head-leaves-without-successor"
    zh = "户主迁出后户内还有成员，请先指定新户主。"


class HouseholdClosed(RuleViolated):
    """The household does not exist on that day."""

    code = "household-closed"
    zh = "该户在这一日期尚未立户或已销户。请核对户号和日期。"


class RelationUnknown(RuleViolated):
    """How these members are related to the new head does not follow from what is registered."""

    code = "relation-unknown"
    zh = "以下成员与新户主的关系无法推定，请逐人选择。"
