"""Why somebody may not ask, or asks for what is not there."""

from hukou.kernel.errors import Conflict, Forbidden, NotFound


class NoPosting(Forbidden):
    """The account holds no post on this day, so no office can answer for the entry."""

    code = "no-posting"
    zh = "您的账号今天没有任职机关，不能办理登记。请联系管理员。"


class KeptElsewhere(Forbidden):
    """Another office keeps this person's register today; it writes what is to be written."""

    code = "kept-elsewhere"
    zh = "此人的户口现在由别的机关登记，您只能查看。请由现登记机关办理。"


class NoSuchRecord(NotFound):
    """The register holds no such person or household."""

    code = "no-such-record"


class NoticeAcknowledged(Conflict):
    """The notice of a correction was acknowledged before, with another answer."""

    code = "notice-acknowledged"
    zh = "该更正通知已确认过，处理结果不能再改。"
