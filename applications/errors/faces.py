"""Why faces are not compared, or a finding on them is not taken (人像比对)."""

from hukou.kernel.errors import Conflict, InvalidInput


class PictureRefused(InvalidInput):
    """The picture is none, or is too large to be compared."""

    code = "picture-refused"


class AlreadyFound(Conflict):
    """An officer has written their finding on this comparison; a new look is a new comparison."""

    code = "already-found"
    zh = "这次比对已有民警认定，不能改写。需要重新认定的，请重新比对。"
