"""Why a rule, a notice or a decision on data quality cannot be so (数据质量)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, RuleViolated


class BadParameter(InvalidInput):
    """A parameter of a quality rule is not what its check takes."""

    code = "bad-parameter"
    zh = "质量规则的参数有误，未保存。请按提示修改。"
    usual_field = "parameters"


class UnknownCheck(InvalidInput):
    """There is no such kind of check: the list is closed."""

    code = "unknown-check"
    zh = "没有这一检查类别。请从列表中选择。"
    usual_field = "kind"


class NoticesUnreadable(InvalidInput):
    """The list of another agency cannot be read."""

    code = "notices-unreadable"
    zh = "通报文件不能读取，未收录任何一行。请核对编码（UTF-8 或 GB18030）和表头。"
    usual_field = "file"


class FindingIsDecided(Conflict):
    """The finding was decided, or has cleared itself, and is open no more."""

    code = "finding-is-decided"
    zh = "该疑点已经裁定或已消除，不能再次裁定。请刷新页面查看结果；裁定有误的，先撤销原裁定。"


class OwnFinding(Forbidden):
    """Nobody decides about their own record."""

    code = "own-finding"
    zh = "该疑点涉及您本人的户口登记，您应当回避。请由其他民警裁定。"


class NotTheOwningOffice(Forbidden):
    """The finding, or the registration that would end, belongs to another office."""

    code = "not-the-owning-office"
    zh = "该疑点或将被注销的户口不属于您的机关管辖。请移交责任机关或上级机关裁定。"


class NeedsAChief(Forbidden):
    """Merging people, and editing rules, is for chiefs and approvers."""

    code = "needs-a-chief"
    zh = "合并人员和修改质量规则须由所长以上岗位办理。请提交所长办理。"


class VerdictDoesNotFit(RuleViolated):
    """This verdict cannot be given on this finding."""

    code = "verdict-does-not-fit"
    zh = "该疑点不适用这一裁定。请核对疑点类别和所选人员。"


class KeptIsNotRegistered(RuleViolated):
    """The record to be kept is registered nowhere, while the other is: keep the other one."""

    code = "kept-is-not-registered"
    zh = "拟保留的人员目前没有登记户口，而另一条有。请保留有户口登记的一条。"


class NothingToUndo(Conflict):
    """There is no standing decision on this finding to undo."""

    code = "nothing-to-undo"
    zh = "该疑点没有可撤销的裁定。请刷新页面查看。"
