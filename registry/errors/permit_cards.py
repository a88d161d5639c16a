"""Why a card of a permit (居住证卡) is not made, handed over, replaced or given up so."""

from hukou.kernel.errors import Conflict, NotFound, RuleViolated
from hukou.law.permit_cards import REPLACING
from hukou.law.permit_tenure import ENDORSEMENT


class NoSuchPermitCard(NotFound):
    """There is no such card of a residence permit in this office's area."""

    code = "no-such-permit-card"


class CardWaitsAlready(Conflict):
    """A card of this permit waits to be made or handed over: one at a time."""

    code = "card-waits-already"
    zh = "已有一张卡在待制或待领，同一居住证不能再申请。请先发放该卡，或撤回后重新申请。"


class CardWorksAlready(Conflict):
    """The holder has a card of this permit that works: one at a time."""

    code = "card-works-already"
    zh = "持证人已有一张在用的卡，同一居住证只能有一张。损坏、变更或丢失的，请先办理换领或补领。"


class CardMadeAlready(Conflict):
    """The card has been made."""

    code = "card-made-already"
    zh = "此卡已制作，不能再制作一次。请发放；制作有误的，先作废再重制。"


class CardNotMade(RuleViolated):
    """The card is not made yet."""

    code = "card-not-made"
    zh = "此卡还没有制作，不能发放或作废。请先制卡；不再需要的，请撤回申请。"


class CardHandedOverAlready(Conflict):
    """The card has been handed over."""

    code = "card-handed-over-already"
    zh = "此卡已发放给持证人，不能再次发放或撤回。损坏、变更或丢失的，请办理换领或补领。"


class CardNotHandedOver(RuleViolated):
    """The holder has no card in use, so none can be lost or replaced."""

    code = "card-not-handed-over"
    zh = "持证人没有已领取的卡，不能挂失、换领或补领。请先制卡并发放。"


class CardHasEnded(Conflict):
    """The card was replaced, spoilt or called off; it can only be given up."""

    code = "card-has-ended"
    zh = "此卡已换补或作废，不能再办理。请核对卡号，使用最新的一张。"


class CardLostAlready(Conflict):
    """The card is reported lost already."""

    code = "card-lost-already"
    zh = "此卡已经挂失，不必再报。需要新卡的，请办理丢失补领；已找回的，请解除挂失。"


class CardNotLost(RuleViolated):
    """The card is not reported lost."""

    code = "card-not-lost"
    zh = "此卡没有挂失。丢失的请先挂失，再办理补领（居住证暂行条例第十一条）。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=REPLACING.as_json(), **facts)


class CardIsLost(RuleViolated):
    """A lost card is replaced as lost, not exchanged."""

    code = "card-is-lost"
    zh = "此卡已挂失，不能按损坏或变更换领。请办理丢失补领；已找回的，先解除挂失。"


class CardStillRight(RuleViolated):
    """Everything the card states is still so."""

    code = "card-still-right"
    zh = "登记簿中的姓名、号码和住址与卡面一致，没有变更。请先登记变更；卡损坏的，按损坏换领。"


class PermitSuspendedForCard(RuleViolated):
    """While its permit is suspended no card is made, handed over or exchanged."""

    code = "permit-suspended-for-card"
    zh = "居住证逾期未签注，使用功能中止。请先补办签注，再办理卡（居住证暂行条例第十条）。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=ENDORSEMENT.as_json(), **facts)


class CardStillWorks(RuleViolated):
    """The card is still good for its holder, who keeps it."""

    code = "card-still-works"
    zh = "此卡仍在使用，不能收回。换补新卡或注销居住证以后，再收回旧卡。"


class CardNotTakenBack(RuleViolated):
    """A card is destroyed once it is back at the office."""

    code = "card-not-taken-back"
    zh = "此卡还没有收回，不能销毁。请先登记收回。"


class CardGivenUpAlready(Conflict):
    """The card has been taken back or destroyed already."""

    code = "card-given-up-already"
    zh = "此卡已经登记收回或销毁，不必再登记。"


class HomeNotOnFile(RuleViolated):
    """A card states where its holder lives, and nothing is on file."""

    code = "home-not-on-file"
    zh = "没有持证人现居住地址的登记，卡面无法登载。请先办理居住登记，再制卡。"


class OldCardNotReturned(RuleViolated):
    """Whoever receives a card in exchange hands in the old one."""

    code = "old-card-not-returned"
    zh = (
        "持证人换领新证时应当交回原证（居住证暂行条例第十一条）。"
        "请收回旧卡并勾选；旧卡丢失的，先挂失。"
    )

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=REPLACING.as_json(), **facts)
