"""Why something must not be decided yet, or not by this account (防线)."""

from hukou.kernel.errors import Conflict, Forbidden, RuleViolated

from .cases import MayNotDecide


class NobodyHandles(Conflict):
    """Nobody handles this application, so nobody can give it back."""

    code = "nobody-handles"
    zh = "此件现在无人经办，不用退出。需要办理的，可以直接接办。"


class AlreadyAgreed(Conflict):
    """The same is agreed already for some of these days."""

    code = "already-agreed"
    zh = "这一窗口的这一事项在所选期间已有约定，不用重复约定。"


class AgreementEnded(Conflict):
    """The agreement has been ended before."""

    code = "agreement-ended"
    zh = "该约定已经终止，请刷新后核对。"


class MayNotAgree(Forbidden):
    """Only who is in charge of the home office agrees that others accept applications for it."""

    code = "may-not-agree"
    zh = "通办约定由户籍地机关的所长或审批人作出和终止，请交由他们办理。"


class Frozen(RuleViolated):
    """The text in force lets nobody move in there for a time."""

    code = "frozen"
    zh = "该地正在冻结期内，暂停办理迁入，请在期满后办理。"


class GaveOpinion(MayNotDecide):
    """Who said something of a file before it was decided does not decide it as well."""

    code = "gave-opinion"
    zh = "您已对此件提出审核意见，应由他人决定。"


class NotYetExamined(RuleViolated):
    """Somebody must be heard before this is decided, and has not been yet."""

    code = "not-yet-examined"
    zh = "决定之前须先经审核，尚缺审核意见，请先送审。"


class ExaminedAgainst(RuleViolated):
    """Whoever had to be heard does not agree."""

    code = "examined-against"
    zh = "审核意见为不同意，不能准予。请补充核实后重新评定、重新送审，或者作出不予决定。"


class NotToBeExamined(Conflict):
    """Nobody has to be heard at this stage, or they have been."""

    code = "not-to-be-examined"
    zh = "此件现在不需要这一环节的审核意见，或者已经提出过，请刷新后核对。"


class OutsideApprovalMissing(RuleViolated):
    """A government must have agreed before this is registered, and nothing proves that it has."""

    code = "outside-approval-missing"
    zh = "须经县级以上人民政府核准，现无有效证明。请向政府核查，或者上传核准文件并以材料代替。"
