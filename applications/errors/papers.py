"""Why a paper of a move does not serve, or is not issued (迁移证件)."""

from hukou.kernel.errors import Conflict, InvalidInput, RuleViolated


class ForeignPaperUsed(Conflict):
    """A migration paper of another register serves once, and this one has."""

    code = "foreign-paper-used"
    zh = "该迁移证件编号已经使用过，不能再次使用。请核对编号；确属重号的，与签发机关联系。"


class ForeignPaperExpired(RuleViolated):
    """The term of the migration paper had run out on the day it was handed in."""

    code = "foreign-paper-expired"
    zh = "该迁移证件在交验时不在有效期内。请由签发机关补发后再办理。"


class NobodyFromOutside(RuleViolated):
    """A permit to move in is for people of another register, and nobody here is one."""

    code = "nobody-from-outside"
    zh = "获准人员都已在本登记簿登记，两地一并办理，不用签发准予迁入证明。"


class PermitOutstanding(Conflict):
    """A permit to move in was issued for this file already."""

    code = "permit-outstanding"
    zh = "此件已签发准予迁入证明。遗失、损坏或过期的，请在证件打印中补发。"


class CertificateMissing(InvalidInput):
    """A permit was issued on paper, so the migration certificate it led to must be handed in."""

    code = "certificate-missing"
    zh = "此件已签发准予迁入证明，办结时须交验迁出地签发的户口迁移证：请填写编号和签发日期。"
    usual_field = "certificate_number"
