"""Why an entry cannot be reversed."""

from hukou.kernel.errors import Conflict, RuleViolated


class AlreadyReversed(Conflict):
    """The entry was reversed before; both entries stay."""

    code = "already-reversed"
    zh = "该登记已经冲销，不能再次冲销。需要恢复的，请重新办理登记。"


class NotReversible(RuleViolated):
    """Entries of this kind are not undone by a reversal."""

    code = "not-reversible"
    zh = "这类登记不能冲销：请按其本身的业务更正或撤回。"
