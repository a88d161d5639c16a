"""Why a division or its class cannot be changed so."""

from hukou.kernel.errors import Conflict, NotFound, RuleViolated


class DivisionNotThen(RuleViolated):
    """The division does not exist on that day, or began on it: it lasts at least one day."""

    code = "division-not-then"
    zh = "该区划在这一日期尚未设立、当天才设立或已经撤销。请核对区划代码和生效日期。"


class DivisionCodeTaken(RuleViolated):
    """The code means another division on these days: a code never has two names on one day."""

    code = "division-code-taken"
    zh = "该区划代码在这些日期已有名称，同一天一个代码只能有一个名称。请核对代码。"


class DivisionLivedIn(RuleViolated):
    """Households or divisions below are left, and no division takes them over."""

    code = "division-lived-in"
    zh = "该区划内还有户或下级区划，撤销时须指定承接的区划。"


class NoSuchDivision(NotFound):
    """There is no such division on that day, or it lies outside this office's area."""

    code = "no-such-division"
    zh = "该日期没有这个区划，或不在本机关辖区内。请核对区划代码和日期。"


class ChangeAlreadyUndone(Conflict):
    """The change was taken back before, or cannot be taken back as a batch."""

    code = "change-already-undone"
    zh = "该变更已经撤回，或不是可整批撤回的村改居。请核对变更记录。"


class ChangeBuiltUpon(Conflict):
    """The divisions of this change have changed again since."""

    code = "change-built-upon"
    zh = "该变更涉及的区划此后又有变更，不能整批撤回。请先处理后面的变更。"


class ClassUnchanged(RuleViolated):
    """The place has this class on that day already."""

    code = "class-unchanged"
    zh = "该村（社区）在这一日期已是此城乡分类，无需变更。"


class ReferenceRequired(RuleViolated):
    """A special area (code 123) is entered only with the statistics bureau's reference."""

    code = "reference-required"
    zh = "特殊区域代码（123）须凭国家统计局的批复录入，请填写批复文号。"


class NotASpecialArea(RuleViolated):
    """The area does not meet the tests of a special area."""

    code = "not-a-special-area"
    zh = "该区域不符合特殊区域的认定条件，不能使用代码123。"
