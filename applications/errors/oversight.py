"""Refusals of looking at decisions afterwards (抽查复核)."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput


class MayNotReview(Forbidden):
    """Looking at delegated decisions is for who is in charge of the office, or above it."""

    code = "may-not-review"
    zh = "抽查复核由本所所长或者上级审批岗位办理。请由有权限的人员办理。"


class ReviewsOwnDecision(Forbidden):
    """Nobody reviews what they decided, or what concerns themselves or their kin."""

    code = "reviews-own-decision"
    zh = "这件决定由您本人作出，或者当事人是您本人、近亲属，应当回避。请由其他负责人复核。"


class AlreadyReviewed(Conflict):
    """Somebody has looked at this decision before."""

    code = "already-reviewed"
    zh = "此件已经复核，结论不再改动。请刷新页面。"


class WrongWithoutReason(InvalidInput):
    """What was wrong with a decision has to be said."""

    code = "wrong-without-reason"
    zh = "认为决定有误的，须写明错在哪里。"
    usual_field = "note"
