"""Why somebody cannot be registered so."""

from hukou.kernel.errors import Forbidden, RuleViolated


class EventInFuture(RuleViolated):
    """The event lies in the future: births and deaths may not, a move at most 30 days."""

    code = "event-in-future"
    zh = "日期晚于今天。出生和死亡不能登记在将来；迁移最多可提前30天登记。"


class EventBeforeBirth(RuleViolated):
    """The event lies before the person was born."""

    code = "event-before-birth"
    zh = "日期早于此人的出生日期。请核对。"


class PersonHasDied(RuleViolated):
    """The person has died: nothing further is registered about them."""

    code = "person-has-died"
    zh = "此人已办理死亡注销，不能再办理登记。登记有误的，请先更正死亡登记。"


class AgesImpossible(RuleViolated):
    """A parent is older than the child, and a birth mother alive at the birth."""

    code = "ages-impossible"
    zh = "父母与子女的年龄不可能：请核对双方的出生日期、父母是否选错，或先更正出生日期。"


class NothingChanges(RuleViolated):
    """What was given is already what is registered."""

    code = "nothing-changes"
    zh = "填写的内容与登记内容相同，无需变更或更正。请核对要改的项目。"


class PersonWasMerged(RuleViolated):
    """The record was merged into another one: nothing further is registered under it."""

    code = "person-was-merged"
    zh = "此人员记录已并入另一条记录，不能再办理登记。请打开保留的记录办理。"


class OwnCase(Forbidden):
    """Nobody changes the registration of themselves, of their kin, or of their household."""

    code = "own-case"
    zh = "办理的是您本人、近亲属或者本人家庭户的登记，您应当回避，请由其他民警办理。"
