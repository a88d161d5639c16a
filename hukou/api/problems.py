"""Every refusal leaves as an RFC 9457 problem: domain errors, HTTP errors, faults of our own."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_framework_handler

from hukou import statuses
from hukou.kernel.errors import (
    DomainError,
    FieldError,
    Forbidden,
    InvalidInput,
    NotFound,
    TryAgain,
)
from hukou.logs import mask

log = structlog.get_logger()

CONTENT_TYPE: Final = "application/problem+json"
TITLES: Final[dict[int, tuple[str, str]]] = {
    400: ("malformed-request", "The request cannot be read."),
    401: ("not-authenticated", "Sign in, or send a valid access token."),
    403: (Forbidden.code, Forbidden.title()),
    404: (NotFound.code, NotFound.title()),
    405: ("method-not-allowed", "This address does not take that method."),
    406: ("not-acceptable", "This address answers in JSON only."),
    411: ("length-required", "Say with Content-Length how long the body is."),
    415: ("unsupported-media-type", "This address does not read that media type."),
    429: ("too-many-requests", "Too many requests; wait and send it again."),
    500: ("internal-error", "The service failed; nothing says that the request was carried out."),
    503: (TryAgain.code, TryAgain.title()),
}


class PreconditionFailed(DomainError):
    """The record is no longer as the If-Match header says."""

    code = "precondition-failed"
    zh = "记录已被他人修改，请重新读取后再提交。"


class IdempotencyKeyReused(DomainError):
    """This Idempotency-Key was used for another request."""

    code = "idempotency-key-reused"
    zh = "幂等键已用于另一请求，请更换后重试。"


class PreconditionRequired(DomainError):
    """Say with If-Match which revision this replaces."""

    code = "precondition-required"
    zh = "请注明所依据的修订号（If-Match）。"


class TooLarge(DomainError):
    """What was sent is too large."""

    code = "too-large"
    zh = "上传的内容超过大小限制。"


OF_HTTP: Final[Mapping[type[DomainError], int]] = {
    PreconditionFailed: 412,
    TooLarge: 413,
    IdempotencyKeyReused: 422,
    PreconditionRequired: 428,
}
"""What only a request over HTTP can do wrong."""


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response:
    """Answer any exception of a view; what nobody foresaw is logged and answers 500."""
    if TryAgain.is_meant_by(exc):
        exc = TryAgain()
    if isinstance(exc, DomainError):
        return _refusal(exc)
    if isinstance(exc, RequestDataTooBig):
        return _refusal(TooLarge())
    if isinstance(exc, SuspiciousOperation | TooManyFilesSent):
        return problem(400)
    answer = rest_framework_handler(exc, context)
    if answer is None:
        log.error("unforeseen", view=type(context.get("view")).__name__, exc_info=exc)
        return problem(500)
    return _http_refusal(exc, answer)


def problem(
    status: int,
    *,
    code: str = "",
    title: str = "",
    detail: str = "",
    facts: Mapping[str, object] | None = None,
) -> Response:
    """Build a problem; the standard members come last, so that no fact can replace them."""
    usual_code, usual_title = TITLES.get(status, ("refused", HTTPStatus(status).phrase))
    members = {
        **(facts or {}),
        "type": f"/problems/{code or usual_code}",
        "title": title or usual_title,
        "status": status,
        "detail": detail,
    }
    headers = {"Retry-After": str(TryAgain.RETRY_AFTER_SECONDS)} if status == 503 else {}  # noqa: PLR2004
    return Response(_masked(members), status=status, content_type=CONTENT_TYPE, headers=headers)


def problem_types() -> Iterator[tuple[str, int, str, str]]:
    """Yield every kind of problem: its code, status, title, and what to do (in Chinese)."""
    for status, (code, title) in TITLES.items():
        yield code, status, title, ""
    waiting: list[type[DomainError]] = [DomainError]
    while waiting:
        family = waiting.pop()
        waiting += family.__subclasses__()
        yield family.code, status_of(family), family.title(), family.zh


def status_of(family: type[DomainError]) -> int:
    return OF_HTTP.get(family) or statuses.status_of(family)


def _masked(value: object) -> object:
    """Mask identity numbers in every text of a problem; other values stay what they are."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {name: _masked(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(entry) for entry in value]
    return value


def _refusal(error: DomainError) -> Response:
    return problem(
        status_of(type(error)),
        code=error.code,
        title=error.title(),
        detail=error.detail,
        facts=error.facts,
    )


def _http_refusal(exc: Exception, answer: Response) -> Response:
    if isinstance(exc, exceptions.ValidationError):
        return _refusal(InvalidInput(errors=list(field_errors(exc.detail))))
    detail = "" if isinstance(exc, Http404 | PermissionDenied) else str(answer.data["detail"])
    refusal = problem(answer.status_code, detail=detail)
    for header in ("WWW-Authenticate", "Retry-After", "Allow"):
        if header in answer.headers:
            refusal.headers[header] = answer.headers[header]
    return refusal


def field_errors(detail: Any, path: str = "") -> Iterator[FieldError]:  # noqa: ANN401 - any JSON
    """Flatten REST framework's nested errors to dotted fields: `parties.0.role`."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            here = path if name == "non_field_errors" else f"{path}.{name}" if path else str(name)
            yield from field_errors(inner, here)
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | Sequence) and not isinstance(inner, str)
            yield from field_errors(inner, f"{path}.{index}" if nested else path)
    else:
        code = str(getattr(detail, "code", InvalidInput.code))
        yield FieldError(field=path, detail=str(detail), code=code)
