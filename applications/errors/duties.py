"""Why nothing can be recorded about a duty that a text lays down (任务)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, RuleViolated


class NoSuchDuty(NotFound):
    """No text lays down this duty, or not for this day."""

    code = "no-such-duty"
    zh = "没有这项任务，或者这一天不是它的到期日。请从任务清单进入。"


class DraftObligesNobody(RuleViolated):
    """A draft was never in force, so nothing is owed under it."""

    code = "draft-obliges-nobody"
    zh = "该文本是送审稿（征求意见稿），从未生效，所列任务只供对照，不登记进展。"


class DutyOfAnotherOffice(Forbidden):
    """Another place or another office answers for this duty."""

    code = "duty-of-another-office"
    zh = "这项任务由其他地区或其他机关负责。请由负责机关登记，或先由上级改派。"


class DutyAlreadyDone(Conflict):
    """The duty is recorded as done already; reopen it first, saying why."""

    code = "duty-already-done"
    zh = "这项任务已登记完成。确有错误的，请先写明理由重新打开。"


class DutyNotDone(Conflict):
    """Only what is recorded as done can be opened again."""

    code = "duty-not-done"
    zh = "这项任务没有登记完成，不用重新打开。"


class ReportedAlready(Conflict):
    """The same was the last thing recorded about this duty."""

    code = "reported-already"
    zh = "同样的内容刚刚登记过，没有重复保存。请刷新后核对。"


class EvidenceOfDutyMissing(InvalidInput):
    """A duty is done only with something to show: an official number, or the document itself."""

    code = "evidence-missing"
    zh = "登记完成须有依据：请填写文号，或上传文件。"
    usual_field = "official_number"
