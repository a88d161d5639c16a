"""Refusals of what administrators do."""

from hukou.kernel.errors import Forbidden


class NotForThisAdministrator(Forbidden):
    """Another of the three administrators does this; none does the others' work."""

    code = "not-for-this-administrator"
    zh = "系统、安全、审计管理员各办各的事，此项不由您的岗位办理。请联系相应的管理员。"


class EndsOwnPosting(Forbidden):
    """Nobody ends their own post."""

    code = "ends-own-posting"
    zh = "不能结束自己的任职。请由另一名安全管理员办理。"
