"""Why a figure about services cannot be taken down so."""

from hukou.kernel.errors import RuleViolated


class MoreServedThanEntitled(RuleViolated):
    """More people had the service than are entitled to it, or nobody is entitled."""

    code = "more-served-than-entitled"
    zh = "享有人数不能多于应享人数，应享人数至少为一人。请向报送部门核对。"


class YearNotOver(RuleViolated):
    """The figures of a year are told when it is over."""

    code = "year-not-over"
    zh = "这一年度还没有结束，不能登记全年情况。请在年度结束后登记。"


class NoAreaOfOurOwn(RuleViolated):
    """The office keeps no area: there is nothing of which a figure could be shown."""

    code = "no-area-of-our-own"
    zh = "本机关没有辖区。请系统管理员先划定辖区。"


class AreaNotKeptHere(RuleViolated):
    """The place is not of the area this office keeps."""

    code = "area-not-kept-here"
    zh = "该地区不在本机关辖区内。请由管辖的公安机关登记。"
