"""Why something must not be decided yet, or not by this account (防线)."""

from hukou.kernel.errors import Conflict


class NobodyHandles(Conflict):
    """Nobody handles this application, so nobody can give it back."""

    code = "nobody-handles"
    zh = "此件现在无人经办，不用退出。需要办理的，可以直接接办。"
