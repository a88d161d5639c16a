"""Why a collective household cannot be so, and why somebody cannot keep it."""

from hukou.kernel.errors import RuleViolated


class NotACollectiveHousehold(RuleViolated):
    """A family household has no sort, no credit code and no keeper."""

    code = "not-a-collective-household"
    zh = "该户是家庭户，没有集体户类型、信用代码和管理人。请核对户号。"


class CollectiveHasNoHead(RuleViolated):
    """A collective household has no head, and its members are registered as no kin."""

    code = "collective-has-no-head"
    zh = "集体户没有户主，成员之间不登记亲属关系：“与户主关系”填“非亲属”（GB/T 4761 代码 99）。"


class CollectiveNotAllowed(RuleViolated):
    """A confirmed condition for setting up a collective household is not met."""

    code = "collective-not-allowed"
    zh = "不具备设立集体户的条件，不能立户。未满足的条件和条款列在下面。"


class GroundsNeeded(RuleViolated):
    """The rule does not decide this by itself: an officer decides, and gives grounds."""

    code = "grounds-needed"
    zh = "此项须由民警审查决定。请核实后填写审查理由再保存。"


class PublicWithoutDistrict(RuleViolated):
    """A public collective household belongs to a county-level division."""

    code = "public-without-district"
    zh = "公共集体户须属于一个区（县、市）。该地址不在任何县级区划内，请核对社区代码。"


class KeeperAlreadyNamed(RuleViolated):
    """This person already keeps the household on these dates."""

    code = "keeper-already-named"
    zh = "此人在这些日期已是该集体户的管理人，不能重复指定。请先结束原任期，或核对日期。"


class KeeperFromNowhere(RuleViolated):
    """A keeper of the police staff holds a post with the household's office or one above it."""

    code = "keeper-from-nowhere"
    zh = "此账号在该日期没有在本集体户的登记机关或其上级任职，不能担任管理人。请核对账号和日期。"


class KeeperNotOnDuty(RuleViolated):
    """This keeper's duty does not run on that day."""

    code = "keeper-not-on-duty"
    zh = "该管理人在这一日期不在任期内，或任期已经结束。请核对日期。"


class NotOfThisPlace(RuleViolated):
    """Only who holds hukou here, or is entitled to it, is given an address of last resort."""

    code = "not-of-this-place"
    zh = "此人没有本地户口，不能直接兜底落户。外地人员请先办理落户申请，获准后再按顺序确定地址。"


class AddressUndecided(RuleViolated):
    """The order of addresses stops: a fact is unknown on which the next step depends."""

    code = "address-undecided"
    zh = "落户地址尚不能确定：请先核实下面列出的事项。"
