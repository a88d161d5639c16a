"""Why a residence permit (居住证) is not issued, endorsed or ended so."""

from hukou.kernel.errors import Conflict, NotFound, RuleViolated
from hukou.law.permit_tenure import CONDITIONS, ENDORSEMENT


class NoSuchPermit(NotFound):
    """There is no such residence permit in this office's area."""

    code = "no-such-permit"


class NotResidentHalfAYear(RuleViolated):
    """A permit takes half a year of recorded residence in the area."""

    code = "not-resident-half-a-year"
    zh = "登记的实际居住不满半年，不能申领（居住证暂行条例第二条）。请先登记居住，满半年后再办。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=CONDITIONS.as_json(), **facts)


class RegisteredInThisCity(RuleViolated):
    """Whoever is registered in this city needs no permit for living in it."""

    code = "registered-in-this-city"
    zh = "此人的户口就在本市，不属于到其他城市居住，不办理居住证（居住证暂行条例第二条）。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=CONDITIONS.as_json(), **facts)


class HoldsPermitAlready(Conflict):
    """The person holds a permit in these days: one at a time."""

    code = "holds-permit-already"
    zh = "此人已持有居住证，同一时间只能持有一个。请先注销原证。"


class PermitHasEnded(RuleViolated):
    """The permit has ended; nothing more is done to it."""

    code = "permit-has-ended"
    zh = "居住证已注销，不能再办理。仍在本地居住的，请重新申领。"


class EndorsedTooEarly(RuleViolated):
    """A permit is endorsed within the month before the full year."""

    code = "endorsed-too-early"
    zh = "还没有到签注时间：应在居住每满一年之日前一个月内签注（居住证暂行条例第十条）。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=ENDORSEMENT.as_json(), **facts)


class PermitLapsed(RuleViolated):
    """A permit that lapsed is never endorsed as if in time: it is restored, and counts anew."""

    code = "permit-lapsed"
    zh = (
        "居住证已逾期中止，不能按期签注。请办理补办签注：恢复使用，"
        "居住年限自补办之日起重新计算（居住证暂行条例第十条）。"
    )

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=ENDORSEMENT.as_json(), **facts)


class PermitNotLapsed(RuleViolated):
    """Only a permit that lapsed is restored."""

    code = "permit-not-lapsed"
    zh = "居住证没有逾期，不需要补办；到签注时间的，按期签注（居住证暂行条例第十条）。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=ENDORSEMENT.as_json(), **facts)


class NoLongerEligible(RuleViolated):
    """Where a place says so, whoever no longer meets the conditions is not endorsed."""

    code = "no-longer-eligible"
    zh = "持证人已没有在本市的居住登记，不再符合申领条件，不予签注。请先登记现住址，或注销居住证。"


class MovedToAnotherCity(RuleViolated):
    """A permit is of one city: in another one it ends, and half a year later one is applied for."""

    code = "moved-to-another-city"
    zh = (
        "新住址在其他城市，不能签注在本证上。请按“离开居住地”注销本证；"
        "在新居住地满半年后重新申领（居住证暂行条例第二条）。"
    )

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=CONDITIONS.as_json(), **facts)


class EndorsedForAnotherDay(RuleViolated):
    """An endorsement is of the day it is made: a lapsed permit is never endorsed as if in time."""

    code = "endorsed-for-another-day"
    zh = "签注日期只能是今天。逾期的按今天补办，居住年限重新计算（居住证暂行条例第十条）。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=ENDORSEMENT.as_json(), **facts)
