"""Why a door-to-door check (入户走访) is not planned, reported or closed so."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, RuleViolated


class NoSuchVisitTask(NotFound):
    """There is no such task of visits in this office's area."""

    code = "no-such-visit-task"


class PlansForOwnStation(Forbidden):
    """Visits are planned and closed by the officers of the station that makes them."""

    code = "plans-for-own-station"
    zh = "走访任务由派出所民警制定和结束。请由辖区派出所的民警或所长办理。"


class NothingToVisit(RuleViolated):
    """Nothing of what was chosen is to be visited there."""

    code = "nothing-to-visit"
    zh = "所选范围内没有可走访的地址，任务未建立。请换一个责任区、社区（村）或走访事由。"


class TooManyStops(InvalidInput):
    """The task would have more stops than one task may have."""

    code = "too-many-stops"
    usual_field = "division"


class VisitTaskClosed(Conflict):
    """The task has ended or was cancelled; nothing more comes in for it."""

    code = "visit-task-closed"
    zh = "走访任务已结束或取消，不再接收走访结果。仍需走访的，请另建任务。"


class BatchCutShort(InvalidInput):
    """The batch holds fewer or more results than it says; nothing of it was taken."""

    code = "batch-cut-short"
    zh = "收到的结果条数与声明的不符，可能传输中断，未保存任何一条。请整批重新发送。"
    usual_field = "count"


class VisitBatchReused(Conflict):
    """This batch key came with other results, or by somebody else."""

    code = "visit-batch-reused"
    zh = "这个批次编号已用于另一批结果，未保存。请用新的批次编号发送。"


class AnsweredMeanwhile(Conflict):
    """Somebody else's result for this stop came in at the same moment."""

    code = "answered-meanwhile"
    zh = "同一走访点刚刚收到他人的结果，本批未保存。请再发送一次，冲突的结果会留待比对。"


class NothingToCompare(Conflict):
    """This report is not waiting to be compared."""

    code = "nothing-to-compare"
    zh = "该结果已经比对过，或不需要比对。请刷新页面查看。"


class ComparesOwnReport(Forbidden):
    """Who reported one of two results does not choose between them."""

    code = "compares-own-report"
    zh = "两条结果中有您本人报送的，您应当回避。请由其他民警或所长比对。"


class ConflictsOutstanding(Conflict):
    """Two results of one stop have not been compared yet."""

    code = "conflicts-outstanding"
    zh = "还有走访点的两条结果不一致、没有比对。请先比对，再结束任务。"


class PhotoRefused(InvalidInput):
    """The photo is none, is too large, or is not the one that was told."""

    code = "photo-refused"
    usual_field = "file"
