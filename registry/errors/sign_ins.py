"""Refusals on the way in (登录) and of what administrators do to accounts."""

from hukou.kernel.errors import Conflict, Forbidden, InvalidInput, RuleViolated


class TriedTooOften(Conflict):
    """The second step failed too often; it opens again after a while."""

    code = "tried-too-often"
    zh = "验证连续失败次数过多，请 15 分钟后再试；仍不能登录的，请联系安全管理员。"


class WrongEnrolmentCode(InvalidInput):
    """The enrolment code is wrong, spent or expired."""

    code = "wrong-enrolment-code"
    zh = "登记码不正确、已使用或已过期。请核对；需要新的登记码，请向安全管理员当面领取。"
    usual_field = "enrolment_code"


class NotProven(InvalidInput):
    """The authenticator or key did not prove itself."""

    code = "not-proven"
    zh = "验证没有通过。请重新操作；动态口令不对的，请核对手机时间。"
    usual_field = "code"


class KeyAlreadyEnrolled(Conflict):
    """This security key is enrolled already."""

    code = "key-already-enrolled"
    zh = "这把安全密钥已经登记过。请换一把，或直接使用。"


class LastFactor(RuleViolated):
    """Whoever decides or administers keeps at least one second factor."""

    code = "last-factor"
    zh = "您的岗位至少要保留一种第二因素。请先登记新的，再停用这一种。"


class SignInTooOld(RuleViolated):
    """Ways of signing in are changed soon after signing in only."""

    code = "sign-in-too-old"
    zh = "更改登录方式须在登录后 15 分钟内办理。请退出后重新登录，再行更改。"


class AdministratorsStayApart(RuleViolated):
    """One person is never two of the three administrators, nor one of them and an officer."""

    code = "administrators-stay-apart"
    zh = "系统、安全、审计管理员须由不同的人担任，管理员账号也不得兼办户籍业务。请另行指定人员。"


class OnOneself(Forbidden):
    """No administrator acts on their own account."""

    code = "on-oneself"
    zh = "不能办理自己账号的事项。请由另一名管理员办理。"


class PersonNotNamed(RuleViolated):
    """Whoever is to decide must be known as a person first, so that kin are recognised."""

    code = "person-not-named"
    zh = "此岗位要作决定，须先写明账号的本人（用于回避）。请先办理“写明本人”，再授予任职。"


class PersonHasAccount(Conflict):
    """Another account stands for this person: one person, one account."""

    code = "person-has-account"
    zh = "此人已有账号，一人一个账号。请在原账号上办理。"


class PostingOverlaps(Conflict):
    """The account holds a post in this period already."""

    code = "posting-overlaps"
    zh = "该账号此期间已有任职。请先结束原任职，再授予新的任职。"
