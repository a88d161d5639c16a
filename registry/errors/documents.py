"""Why a document cannot be issued, printed or used."""

from hukou.kernel.errors import Conflict, InvalidInput, RuleViolated


class CharactersNotPrintable(RuleViolated):
    """A character of the document has no glyph in the fonts that documents are printed with."""

    code = "characters-not-printable"
    zh = (
        "以下字符在打印字库中没有字形，不能打印。请由管理员安装 GB 18030-2022 实现级别 3 的字体，"
        "并以 HUKOU_PRINT_FONT 指明字体文件；私用区字符请先更正为标准编码。"
    )


class NoTemplate(RuleViolated):
    """No template of this kind is in force on the day at this office."""

    code = "no-template"
    zh = "当日没有本机关可用的此种证件模板，不能签发。请联系管理员配置模板。"


class TemplateAltered(Conflict):
    """The template that the document was issued with is gone, or is not as it was that day."""

    code = "template-altered"
    zh = "签发时所用的证件模板已被改动或删除，不能重打。请联系管理员恢复原模板。"


class NothingToCertify(RuleViolated):
    """The register holds nothing that this document could certify on that day."""

    code = "nothing-to-certify"
    zh = "登记簿在该日没有可以证明的登记。请核对人员和日期。"


class DocumentVoided(Conflict):
    """The document has been voided."""

    code = "document-voided"
    zh = "该证件已作废，不能再打印、使用或作废。需要的请重新签发。"


class DocumentUsed(Conflict):
    """The document has been used; it serves once."""

    code = "document-used"
    zh = "该证件已使用。迁移证件只能使用一次，不能再使用、打印或作废。"


class DocumentReplaced(Conflict):
    """Another document has been issued in place of this one."""

    code = "document-replaced"
    zh = "该证件已换补，原证无效。请使用新签发的证件。"


class DocumentLost(Conflict):
    """The document was reported lost."""

    code = "document-lost"
    zh = "该证件已挂失，不能使用。请到签发机关补办。"


class DocumentExpired(RuleViolated):
    """The document's term has run out."""

    code = "document-expired"
    zh = "该证件已过有效期，不能打印或使用。请由签发机关凭原因重新签发。"


class NotUsedToMove(RuleViolated):
    """Documents of this kind are shown, never handed in: only papers of a move are used up."""

    code = "not-used-to-move"
    zh = "只有准予迁入证明和户口迁移证在迁移时交验使用；该证件不是迁移证件。"


class ReasonRequired(InvalidInput):
    """Printing again, replacing and voiding are done for a stated reason."""

    code = "reason-required"
    zh = "重打、换补、作废证件须写明事由。请填写后再提交。"
    usual_field = "reason"
