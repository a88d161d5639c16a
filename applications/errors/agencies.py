"""Why something sent by, or to, an agency is refused (部门往来)."""

from hukou.kernel.errors import Conflict


class MessageIdReused(Conflict):
    """The id of this message was used for another one; give each message an id of its own."""

    code = "message-id-reused"
    zh = "此报文编号已用于另一答复，未采用本次内容。请使用新的报文编号重新发送。"
