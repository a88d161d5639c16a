"""Why nothing further is done with an identity card (居民身份证)."""

from hukou.kernel.errors import Conflict, NotFound, RuleViolated


class NoSuchCard(NotFound):
    """There is no such identity card that concerns this office."""

    code = "no-such-identity-card"


class CardUnderWay(Conflict):
    """A card for this person is being made or waits to be fetched: one at a time."""

    code = "identity-card-under-way"
    zh = "此人已有居民身份证在制作或者待领取，不能再办一张。请先发放或者作废那一张。"


class CardStepRefused(Conflict):
    """The card is not at the point where this is done; it may have been done by somebody else."""

    code = "identity-card-step-refused"
    zh = "证件现在的进度不能办理这一步，可能已由他人办理。请刷新页面查看制发记录。"


class CardOutdated(Conflict):
    """What is printed on the card is no longer what the register says."""

    code = "identity-card-outdated"
    zh = "签发以后登记事项已变更，证面内容与登记不符，不能送制、发放。请退回重制，按现登记签发。"


class OldCardMissing(RuleViolated):
    """Whoever is handed a renewed card gives the former one back."""

    code = "old-identity-card-missing"
    zh = "换领的，领取新证时必须交回原证（居民身份证法第十一条）。请收回原证后再发放。"


class NotForThisTaker(RuleViolated):
    """The card is handed to its holder, the guardian, or who brings a written authority."""

    code = "identity-card-not-for-this-taker"
    zh = "证件只发给本人、监护人，或者持本人书面委托的人。代领的，请写明委托书或者监护关系证明。"


class CardReportedAlready(Conflict):
    """This card is reported so already."""

    code = "identity-card-reported-already"
    zh = "此人的居民身份证已经登记过，尚未了结，不用重复登记。"


class CardReportClosed(Conflict):
    """The report was closed already."""

    code = "identity-card-report-closed"
    zh = "这一条挂失或者招领已经了结。请刷新页面。"
