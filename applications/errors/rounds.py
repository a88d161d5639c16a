"""Why something about a year of settling by points is refused (积分年度)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, RuleViolated


class PointsAbolished(RuleViolated):
    """This place has ended settling by points; its other channels remain."""

    code = "points-abolished"
    zh = "该地已取消积分入户，不能组织年度申报。请改按该地其他落户途径办理。"


class MayNotRunRounds(Forbidden):
    """Only the bureau of the place that has the scheme runs its rounds."""

    code = "may-not-run-rounds"
    zh = "年度申报由方案实施地的市、县公安局审批人组织，您的岗位不能办理。"


class RoundDeclaredAlready(Conflict):
    """The round of this year was declared already."""

    code = "round-declared-already"
    zh = "该方案这一年度已经录入年度通告。请从积分年度进入；确有错误的，先取消再重新录入。"


class RoundStageWrong(Conflict):
    """The round has not come to this step yet, or is past it."""

    code = "round-stage-wrong"
    zh = "该年度当前的进度不能办理这一步，请刷新后按进度办理。"


class RoundFrozen(RoundStageWrong):
    """The inputs of the round are frozen: quota and facts of its lists change no more."""

    code = "round-frozen"
    zh = "该年度的数据已经封存，名额、申请和封存的事实不再改变。有异议的，请在异议期内提出。"


class HasApplicants(Conflict):
    """Somebody has applied in this round, so that it cannot be taken back."""

    code = "round-has-applicants"
    zh = "该年度已有人申请，不能取消。请按程序办理完毕。"


class WindowOpen(Conflict):
    """People may still apply in this round."""

    code = "window-open"
    zh = "申请期尚未结束，截止后才能封存数据。"


class OutsideWindow(RuleViolated):
    """Nobody may apply by points on this day."""

    code = "outside-window"
    zh = "现在不在年度申请期内，不能按积分提出申请。请在下一年度的申请期内申请。"


class AppliedInRound(Conflict):
    """This person has an application in this round already; each has one."""

    code = "applied-in-round"
    zh = "此人在本年度已有积分申请，每人每年度只能申请一次。请查询已有的申请。"


class NumberNeeded(InvalidInput):
    """Whoever applies by points is known by an identity number."""

    code = "number-needed"
    zh = "积分申请须有公民身份号码，请先核对申请人的号码。"
    usual_field = "parties.0.newcomer.identity_number"


class Barred(RuleViolated):
    """This person may not apply by points for now, because of false papers."""

    code = "barred"
    zh = "此人因弄虚作假在限制期内，不能按积分申请。"


class QuestionsWaiting(Conflict):
    """Agencies still have time to answer; nothing is frozen before."""

    code = "questions-waiting"
    zh = "尚有部门在答复期限内未答复。答复齐全，或者期限届满之后才能封存数据。"


class AnswersDisagree(Conflict):
    """Somebody must compare what agencies and papers say differently before it is ranked."""

    code = "answers-disagree"
    zh = "有核查答复与材料或者其他答复不一致，尚未核对。请先在答复不一致页面逐项核对，再封存数据。"


class HeldByRound(Conflict):
    """The round holds this file until its final list."""

    code = "held-by-round"
    zh = "此件正在参加年度积分排名，正式名单公布后再受理，此前不受理、不补正。"


class NotOnFinalList(RuleViolated):
    """Only who is within the quota on the final list of the round is admitted."""

    code = "not-on-final-list"
    zh = "申请人不在该年度积分入户的正式名单之内，不能准予。"


class PlaceIsOnesOwn(RuleViolated):
    """A place in a round is for whoever applied, by the same channel, with whom they named then."""

    code = "place-is-ones-own"
    zh = (
        "此件已参加年度积分排名，补正不能更换申请人和落户途径，也不能增加申请时没有列明的随迁人。"
        "须更换的，请撤回后重新申请。"
    )


class NobodyApplied(RuleViolated):
    """Nobody applied in this round, so there is nothing to list."""

    code = "nobody-applied"
    zh = "该年度没有人申请，没有可以封存的数据。"


class PeriodRunning(Conflict):
    """The list is still shown, or may still be objected to."""

    code = "period-running"
    zh = "公示期或异议期尚未届满，期满之后才能公布正式名单。"


class ListNotShown(Conflict):
    """The list was made anew, and has not been shown to the public since."""

    code = "list-not-shown"
    zh = "重新核算后的名单尚未公示。请先公示，公示期和异议期届满之后才能公布正式名单。"


class ObjectionsOpen(Conflict):
    """Somebody has objected and has no answer yet, or the list does not show it yet."""

    code = "objections-open"
    zh = "尚有异议没有答复，或者成立的异议还没有重新核算。请先办理完毕，再公布正式名单。"


class AnsweredOtherwise(Conflict):
    """The agency has answered this question already; another answer changes nothing in a round."""

    code = "answered-otherwise"
    zh = "该部门对此项已有答复，年度积分排名不再接受不同的答复。确有错误的，由民警凭材料更正。"
