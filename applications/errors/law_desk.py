"""Why a text is not kept, read in, or put into force (规定)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, RuleViolated


class MayNotHandleLaw(Forbidden):
    """This account may not keep, read in or confirm the texts of regulations, or not of there."""

    code = "may-not-handle-law"
    zh = "规定由制定地公安机关的系统管理员或审批人收存、核对和清理，请交由他们办理。"


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
