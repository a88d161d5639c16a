"""Why a registration cannot begin or end so."""

from typing import Final

from hukou.kernel.errors import Conflict, RuleViolated

ONE_PLACE: Final = {"document": "户口登记条例", "clause": "第六条"}


class AlreadyRegisteredElsewhere(RuleViolated):
    """The person is registered in another household on these dates."""

    code = "already-registered-elsewhere"
    zh = "此人在这些日期已在另一户登记。一人只能登记一处户口，请先办理迁出。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail, cite=ONE_PLACE, **facts)


class AlreadyInHousehold(RuleViolated):
    """The person already belongs to this household."""

    code = "already-in-household"
    zh = "此人已是该户成员，无需迁入。"


class NotRegisteredHere(RuleViolated):
    """The person is not registered in this household on that day."""

    code = "not-registered-here"
    zh = "此人在该日期不是该户成员。请核对人员和日期。"


class MovedTwiceInOneDay(RuleViolated):
    """A registration lasts at least one day: nobody moves or changes twice in one day."""

    code = "moved-twice-in-one-day"
    zh = "此人当天已办理过迁移登记，同一天不能再次迁移。请改日办理，或核对日期。"


class LaterEventStands(Conflict):
    """A later event about the same people is already recorded; it must be reversed first."""

    code = "later-event-stands"
    zh = "此日期之后已有变动登记，不能再插入更早的变动。请核对日期，或先冲销后面的登记。"


class NotRegistered(RuleViolated):
    """The person is registered nowhere, so no registration can end."""

    code = "not-registered"
    zh = "此人目前没有户口登记，无需注销。请核对人员；死亡的请办理死亡登记。"


class NeverRegistered(RuleViolated):
    """The person was never registered, so there is nothing to restore."""

    code = "never-registered"
    zh = "此人从未登记户口，不能恢复。请按无户口人员补录户口。"


class RegisteredAlready(RuleViolated):
    """The very same person is registered: one person has one registration."""

    code = "registered-already"
    zh = "此人已有户口登记，一人只能登记一处户口（户口登记条例第六条）。请先查询已有登记。"
