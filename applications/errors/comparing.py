"""Why regulations cannot be compared (政策比较)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput


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
