"""Why a counter does not accept, or hand over, an identity card (居民身份证异地受理)."""

from hukou.kernel.errors import Conflict, Forbidden, RuleViolated


class NotAnAcceptancePoint(RuleViolated):
    """This counter is no declared point for cards of this kind of people from so far away."""

    code = "not-an-acceptance-point"
    zh = (
        "本窗口没有设立为这一范围、这一事项的居民身份证异地受理点，或者设立期已满。"
        "请申请人到已公布的受理点或者户籍地办理。"
    )


class PointDeclaredAlready(Conflict):
    """The same is declared already for some of these days."""

    code = "acceptance-point-declared-already"
    zh = "这一受理点的这一范围、事项在所选期间已经设立，不用重复设立。"


class PointEnded(Conflict):
    """The point has been closed before."""

    code = "acceptance-point-ended"
    zh = "该受理点的这一项已经撤销，请刷新后核对。"


class MayNotDeclarePoints(Forbidden):
    """Only who is in charge of a point's office, or above it, declares it."""

    code = "may-not-declare-points"
    zh = "异地受理点由该窗口的所长或者上级公安机关设立、撤销。请由有权限的人员办理。"


class MayNotHandleCard(Forbidden):
    """This account does not serve where this step of the card is done."""

    code = "may-not-handle-card"
    zh = "签发、送制由户籍地机关办理，接收、发放由领取地点的窗口办理。请交由该机关的人员办理。"
