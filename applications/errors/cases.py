"""Why a case cannot go on (办件)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, RuleViolated


class ActionNotAllowed(Conflict):
    """The application is not in a status that allows this action."""

    code = "action-not-allowed"
    zh = "当前状态不能办理这一步，请刷新后按可办理的步骤继续。"


class ChangedMeanwhile(Conflict):
    """Somebody changed the application since it was read."""

    code = "changed-meanwhile"
    zh = "此件已被他人修改，请刷新后核对再办。"


class VerificationsOutstanding(Conflict):
    """Agencies have not answered yet, and nobody has put a document in their place."""

    code = "verifications-outstanding"
    zh = "尚有部门未答复，请等待答复，或以书面材料代替并说明理由。"


class AssessmentOutdated(Conflict):
    """Facts changed after the assessment; assess again before deciding."""

    code = "assessment-outdated"
    zh = "评定之后事实有变化，请重新评定后再作决定。"


class AssignedToAnother(Conflict):
    """A colleague handles this application; take it over first, saying why."""

    code = "assigned-to-another"
    zh = "此件由其他民警经办。需要您办理的，请先接办并写明理由，或请所长分派。"


class AlreadyApplying(Conflict):
    """One of these people is already in an open application."""

    code = "already-applying"
    zh = "其中有人已有在办的申请，请先办结或撤回。"


class NoPolicyInForce(RuleViolated):
    """No regulation in force can decide this application on this day."""

    code = "no-policy-in-force"
    zh = "该日没有可以据以决定的现行规定（草案不得用于实际决定）。"


class NotEligible(RuleViolated):
    """The assessment does not allow an approval."""

    code = "not-eligible"
    zh = "评定结果不支持准予，请看评定依据。"


class GroundsMissing(RuleViolated):
    """A refusal needs its clause, and a decision by discretion needs its reason."""

    code = "grounds-missing"
    zh = "请写明理由；不予的决定必须有条款依据。"


class CitesStoppedRule(RuleViolated):
    """An old rule that is stopped cannot be cited any more."""

    code = "cites-stopped-rule"
    zh = "引用的旧规定已停止执行，不能再作依据。请改按现行规定重新评定，或者改引现行条款。"


class MayNotHandle(Forbidden):
    """This account may not handle applications of this office, or not this step."""

    code = "may-not-handle"
    zh = "您的岗位不能办理此件的这一步，请交由办理机关的民警办理。"


class MayNotDecide(Forbidden):
    """This account may not decide this application."""

    code = "may-not-decide"
    zh = "您无权决定此件。"


class DecidesOwnCase(MayNotDecide):
    """Nobody decides an application of their own, of their kin, or one they entered."""

    code = "decides-own-case"
    zh = "本人、近亲属或本人录入的申请，应由他人决定（回避）。"


class NoOfficeThere(InvalidInput):
    """No office keeps the register of this place."""

    code = "no-office"
    zh = "该地址没有对应的户口登记机关，请核对区划。"


class NotOfThisApplication(InvalidInput):
    """The document or person does not belong to this application."""

    code = "not-of-this-application"
    zh = "该材料或人员不属于此件，请核对。"


class DocumentRefused(InvalidInput):
    """The uploaded file is not of an accepted type or size."""

    code = "document-refused"
    zh = "文件类型或大小不符合要求，请上传 PDF、JPEG 或 PNG，且不超过限制。"


class TransitionUnsettled(Conflict):
    """The text changed while the application was pending, and no rule says which one decides."""

    code = "transition-unsettled"
    zh = "申请后文件已更换，过渡办法没有载明。请先择定适用的规定并写明理由，再作决定。"


class NothingToChoose(Conflict):
    """By which text the application is decided is settled already, or that text is none of them."""

    code = "nothing-to-choose"
    zh = "此件适用的规定已经确定，或所选规定不在可选之列，不用择定。"
