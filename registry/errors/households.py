"""Why a household cannot be so."""

from typing import Final, cast

from hukou.kernel.errors import Conflict, RuleViolated

FILLING_NOTES: Final = {
    "document": "常住人口登记表、居民户口簿填写说明（公通字〔1995〕91号）",
    "clause": "户主姓名",
}


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

    @property
    def people(self) -> list[int]:
        """Whose relation must be said."""
        return cast("list[int]", self.facts["people"])


class HeadIsMinor(RuleViolated):
    """A head has full civil capacity: a minor is none while an adult member could be head."""

    code = "head-is-minor"
    zh = (
        "户主应具有完全民事行为能力（公通字〔1995〕91号填写说明；民法典第十七条、第十八条）。"
        "户内有成年人的，请由成年人担任户主；十六周岁以上、以自己的劳动收入为主要生活来源的，"
        "须注明依据。"
    )

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=FILLING_NOTES, **facts)


class NobodyLeaves(RuleViolated):
    """Nobody was named to leave the household."""

    code = "nobody-leaves"
    zh = "请选择分出的成员。"


class EverybodyLeaves(RuleViolated):
    """A split leaves somebody behind: where everybody goes, the whole household moves."""

    code = "everybody-leaves"
    zh = "分户后原户须有人留下。全户迁往同一住址的，请办理住址变动；并入他户的，请办理并户。"


class NotAFamilyHousehold(RuleViolated):
    """Only family households are split, merged and joined so."""

    code = "not-a-family-household"
    zh = "集体户不办理分户、并户和家庭成员转户。请按集体户的业务办理。"


class MergedIntoItself(RuleViolated):
    """A household cannot be merged into itself."""

    code = "merged-into-itself"
    zh = "并入的户与原户是同一户。请核对户号。"


class OfficesDiffer(RuleViolated):
    """The other household or the address lies with another office: that is a move."""

    code = "offices-differ"
    zh = "对方户或新住址不属于本户的登记机关。跨辖区的，请办理户口迁移。"


class HouseholdIsEmpty(RuleViolated):
    """The household has no members on that day."""

    code = "household-is-empty"
    zh = "该户在这一日期没有在册成员。请核对户号和日期。"


class RehearsalOutdated(Conflict):
    """What was rehearsed is not what saving would do now."""

    code = "rehearsal-outdated"
    zh = "填写的内容或登记簿在预演之后有变化，没有保存。请核对新的预演后再保存。"


class SameAddress(RuleViolated):
    """The household lives at this address already."""

    code = "same-address"
    zh = "该户已在这一住址登记，无需变动。请核对新住址。"
