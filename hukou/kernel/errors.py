"""The ways a request can be refused, said without HTTP.

A subclass says in its docstring's first line what it always means (the problem's title), gives a
`code` (the problem's type) and `zh`, a Chinese sentence for the counter that says what to do next.
"""

from collections.abc import Iterable
from typing import ClassVar, Final, Self, TypedDict


class FieldError(TypedDict):
    """One thing that is wrong with one field of a request."""

    field: str
    detail: str
    code: str


class DomainError(Exception):
    """The request was understood and refused; nothing was written."""

    code: ClassVar[str] = "refused"
    zh: ClassVar[str] = "系统不能办理此项请求，未保存任何内容。请核对后重试。"

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail or self.title())
        self.detail = detail
        self.facts = facts

    @classmethod
    def title(cls) -> str:
        """Return the first line of the class docstring: what this error always means."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0]


class Conflict(DomainError):
    """The record is not in a state that allows this."""

    code = "conflict"
    zh = "记录的当前状态不允许此操作，可能已被他人更新。请刷新页面后再办理。"


class RuleViolated(DomainError):
    """A rule of registration forbids this."""

    code = "rule-violated"
    zh = "此项登记不符合户口登记规定。请按提示核对有关条款和登记内容。"


class Forbidden(DomainError):
    """This account may not do this here."""

    code = "forbidden"
    zh = "您的账号无权办理此项业务。请由有权限的民警办理，或联系管理员。"


class NotFound(DomainError):
    """There is no such record, or this account may not know of it."""

    code = "not-found"
    zh = "没有找到该记录：不在本机关辖区，或您无权查看。请核对后重新查询。"


class TryAgain(DomainError):
    """The record is busy; the same request will work in a moment."""

    code = "try-again"
    zh = "该记录正在被其他人办理，请稍候几秒再提交一次。"
    RETRY_AFTER_SECONDS: Final = 3
    SQL_STATES: Final = frozenset({"55P03", "40P01", "40001"})
    """lock_timeout, deadlock, serialisation failure (SQLSTATE)."""

    @classmethod
    def is_meant_by(cls, error: BaseException) -> bool:
        """Whether the database gave up waiting for somebody else, so that trying again helps."""
        return getattr(error.__cause__, "sqlstate", None) in cls.SQL_STATES


class InvalidInput(DomainError):
    """What was sent cannot be accepted as it stands."""

    code = "invalid-input"
    zh = "填写的内容有误，未保存。请按提示修改后再提交。"
    usual_field: ClassVar[str] = ""
    """The field that is meant where none is named."""

    def __init__(
        self,
        detail: str = "",
        *,
        field: str | None = None,
        errors: Iterable[FieldError] = (),
        **facts: object,
    ) -> None:
        """Say what is wrong with `field`, or with several fields by `errors`."""
        told = list(errors)
        super().__init__(detail or ("" if told else self.zh), **facts)
        at = self.usual_field if field is None else field
        own = FieldError(field=at, detail=detail or self.zh, code=self.code)
        self.errors: list[FieldError] = told or [own]
        self.facts = {**facts, "errors": self.errors}

    @property
    def field(self) -> str:
        """The first field at fault; empty when the whole request is."""
        return self.errors[0]["field"]

    @classmethod
    def gather(cls, problems: Iterable["InvalidInput"]) -> Self:
        """Make one refusal of many, so that a form is corrected in one go."""
        return cls(errors=[error for problem in problems for error in problem.errors])
