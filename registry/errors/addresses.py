"""Why an address cannot be so, or a batch of them not be changed."""

from hukou.kernel.errors import Conflict, RuleViolated


class AddressNotThen(RuleViolated):
    """The address is not valid on that day: it was renumbered, or not yet given."""

    code = "address-not-then"
    zh = "该地址在这一日期无效（门牌已变更或尚未编定）。请选用变更后的地址，或核对日期。"


class AddressTaken(RuleViolated):
    """An address of these elements exists already."""

    code = "address-taken"
    zh = "已有相同的标准地址，一个门牌只能有一个有效地址。请核对新门牌。"


class BatchAlreadyUndone(Conflict):
    """The batch has been undone, or is itself an undoing."""

    code = "batch-already-undone"
    zh = "该批次已撤销，不能再次撤销。需要重新变更的，请提交新的批次。"


class BatchBuiltUpon(Conflict):
    """A later batch renumbered addresses of this one; that one must be undone first."""

    code = "batch-built-upon"
    zh = "该批次的部分地址此后又有变更，请先撤销后面的批次。"
