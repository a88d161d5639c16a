"""Why something sent by, or to, an agency is refused (部门往来)."""

from hukou.kernel.errors import Conflict, Forbidden


class MessageIdReused(Conflict):
    """The id of this message was used for another one; give each message an id of its own."""

    code = "message-id-reused"
    zh = "此报文编号已用于另一答复，未采用本次内容。请使用新的报文编号重新发送。"


class NothingToResend(Conflict):
    """The question has an answer, waits for one, or has no agency to go to."""

    code = "nothing-to-resend"
    zh = "这项核查已有答复、正在等待答复，或者没有已联通的部门可问，不需要重新发出。请刷新页面。"


class MayNotResend(Forbidden):
    """Sending questions again is for the administrator of the system and who is in charge."""

    code = "may-not-resend"
    zh = "重新发出核查由系统管理员、所长或者上级审批岗位办理。请由有权限的人员办理。"
