"""Why a legacy file, or what becomes of the former types, is refused."""

from hukou.kernel.errors import Conflict


class UnificationWithdrawn(Conflict):
    """This record of a unification was withdrawn before."""

    code = "unification-withdrawn"
    zh = "该统一户口性质的记录已经撤回。"
