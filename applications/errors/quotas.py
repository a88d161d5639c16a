"""Why an approval takes no place, or a quota cannot be declared or changed (落户名额)."""

from hukou.kernel.errors import Conflict, Forbidden, RuleViolated


class NoPlacesLeft(RuleViolated):
    """No place of the quota declared for this area, channel and year is left."""

    code = "no-places-left"
    zh = "该地区、途径本期的落户名额已经用完，不能准予。"


class PlacesAreLeft(Conflict):
    """There are places left, so nobody is refused for want of them."""

    code = "places-are-left"
    zh = "还有名额，不能以没有名额为由不予。请刷新后重新审查。"


class PutOffToNextYear(RuleViolated):
    """The document puts off those for whom no place is left; it does not let them be refused."""

    code = "put-off-to-next-year"
    zh = "文件规定名额用完的顺延至下一期，不能以没有名额为由不予。此件待下一期再决定。"


class MayNotSetQuota(Forbidden):
    """Only an approver of a bureau that keeps the area declares or changes its quota."""

    code = "may-not-set-quota"
    zh = "名额由主管该地区的县级或市级公安机关审批岗位声明和调整。请交由他们办理。"


class QuotaDeclaredAlready(Conflict):
    """There is a quota for this area, these years and this channel already."""

    code = "quota-declared-already"
    zh = "该地区、年度、途径的名额已经声明过。需要改动的，请打开该名额进行调整。"


class BelowWhatIsTaken(RuleViolated):
    """So many places have been taken already."""

    code = "below-what-is-taken"
    zh = "不能低于已经占用的名额。"


class SamePlaces(Conflict):
    """The quota has that many places already."""

    code = "same-places"
    zh = "名额数没有变化，没有保存。"
