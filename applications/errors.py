"""Why a case cannot go on."""

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


class MayNotHandleLaw(Forbidden):
    """This account may not keep, read in or confirm the texts of regulations, or not of there."""

    code = "may-not-handle-law"
    zh = "规定由制定地公安机关的系统管理员或审批人收存、核对和清理，请交由他们办理。"


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


class TextRefused(InvalidInput):
    """The text handed in is empty, too large, unnamed, or of no known regulation."""

    code = "text-refused"
    zh = "原文不能收存：请选择规定的原文文件（不为空、不超过 10 MB），写明名称，并核对规定代号。"


class DoubtUnanswered(InvalidInput):
    """The answer to a doubt about a text says nothing."""

    code = "doubt-unanswered"
    zh = "请选择答复；采用某种读法的，须写明读法。"
    usual_field = "answer"


class TextAnsweredMeanwhile(Conflict):
    """Somebody else answered this doubt since it was read."""

    code = "text-answered-meanwhile"
    zh = "此处已由他人答复，请看过他的答复再定。"


class NothingToActivate(RuleViolated):
    """Only a final regulation without a date of its own can be put into force by a record."""

    code = "nothing-to-activate"
    zh = "只有已定稿而来源未载明施行日期的规定才可启用；草案不得启用。"


class AlreadyActivated(Conflict):
    """The regulation is in force from another day already."""

    code = "already-activated"
    zh = "该规定已按另一日期启用，不能再改。"


class MayNotActivate(Forbidden):
    """Only a system administrator of the place may put its regulations into force."""

    code = "may-not-activate"
    zh = "规定的启用、更正和撤销，由该地公安机关的系统管理员办理。"


class AsksForRuralRights(RuleViolated):
    """A text that makes giving up rural land rights a condition is never put into force."""

    code = "asks-for-rural-rights"
    zh = "该规定以退出土地承包权、宅基地使用权或集体收益分配权为条件，不得启用。请先修改文本。"


class OfficialTextMissing(InvalidInput):
    """A regulation is put into force by its official number and its official text."""

    code = "official-text-missing"
    zh = "启用规定须填写正式文号并附正式文本。"
    usual_field = "text"


class BeforeConsultationEnded(RuleViolated):
    """A text cannot be in force before the public consultation on it has ended."""

    code = "before-consultation-ended"
    zh = "施行日期不得早于征求意见截止之后，请按正式文本核对日期。"


class BeginsTogether(Conflict):
    """Another text of the same matter and place begins on that very day."""

    code = "begins-together"
    zh = "同一事项的另一文件也自该日施行，请核对日期。"


class CasesDecided(Conflict):
    """Cases were decided on days whose text would change."""

    code = "cases-decided"
    zh = (
        "这些日子已有依当时规定作出的决定，不能再改变当日适用的规定。请从最近一件决定的次日起办理。"
    )


class TransitionStated(RuleViolated):
    """The text itself says what becomes of pending applications."""

    code = "transition-stated"
    zh = "正式文本已载明在办申请的过渡办法，不能另选。"


class CorrectedMeanwhile(Conflict):
    """The activation was corrected or withdrawn already."""

    code = "corrected-meanwhile"
    zh = "该启用记录已被更正或撤销，请刷新后核对。"


class TransitionUnsettled(Conflict):
    """The text changed while the application was pending, and no rule says which one decides."""

    code = "transition-unsettled"
    zh = "申请后文件已更换，过渡办法没有载明。请先择定适用的规定并写明理由，再作决定。"


class NothingToChoose(Conflict):
    """By which text the application is decided is settled already, or that text is none of them."""

    code = "nothing-to-choose"
    zh = "此件适用的规定已经确定，或所选规定不在可选之列，不用择定。"


class ForeignPaperUsed(Conflict):
    """A migration paper of another register serves once, and this one has."""

    code = "foreign-paper-used"
    zh = "该迁移证件编号已经使用过，不能再次使用。请核对编号；确属重号的，与签发机关联系。"


class ForeignPaperExpired(RuleViolated):
    """The term of the migration paper had run out on the day it was handed in."""

    code = "foreign-paper-expired"
    zh = "该迁移证件在交验时不在有效期内。请由签发机关补发后再办理。"


class NobodyFromOutside(RuleViolated):
    """A permit to move in is for people of another register, and nobody here is one."""

    code = "nobody-from-outside"
    zh = "获准人员都已在本登记簿登记，两地一并办理，不用签发准予迁入证明。"


class PermitOutstanding(Conflict):
    """A permit to move in was issued for this file already."""

    code = "permit-outstanding"
    zh = "此件已签发准予迁入证明。遗失、损坏或过期的，请在证件打印中补发。"


class CertificateMissing(InvalidInput):
    """A permit was issued on paper, so the migration certificate it led to must be handed in."""

    code = "certificate-missing"
    zh = "此件已签发准予迁入证明，办结时须交验迁出地签发的户口迁移证：请填写编号和签发日期。"
    usual_field = "certificate_number"


class MayNotCompare(Forbidden):
    """Comparing regulations is for those who draft and evaluate them."""

    code = "may-not-compare"
    zh = "政策比较由县局、市局的审批岗位办理。请由上级机关起草或评估人员办理。"


class ComparisonsRunning(Conflict):
    """An office has as many comparisons running as it may; workers verify facts, too."""

    code = "comparisons-running"
    zh = "本机关已有多项比较正在进行。请等其中一项完成后再发起。"


class NobodyToCompare(InvalidInput):
    """There is no family to compare regulations over."""

    code = "nobody-to-compare"
    zh = "没有可以比较的家庭。请改选其他人群，或者上传事实文件。"
    usual_field = "population"


class BeforeItsFacts(InvalidInput):
    """A fact of these people is later than the day to judge on."""

    code = "before-its-facts"
    zh = "判断日期早于人群中最晚的事实日期。请改用该日或以后的日期。"
    usual_field = "on"
