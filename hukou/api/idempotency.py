"""Idempotency-Key: a request that creates or decides happens once, however often it is sent.

The first request with a key claims it; the answer is kept under the key when it succeeds. The
same request again gets that answer; another request under the key is refused (422); one that
comes while the first is still at work is told to wait (409). A refused request frees its key,
because it changed nothing. A claim whose process or database died is free at once, so that sending
again helps; what it may have done is then guarded by the workflow, which takes no step twice.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.module_loading import import_string
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView

from hukou.kernel.errors import Conflict, DomainError, InvalidInput, TryAgain

from .authentication import principal_of
from .problems import IdempotencyKeyReused

LONGEST_KEY: Final = 200
KEPT_HEADERS: Final = ("ETag", "Location")

View = TypeVar("View", bound=APIView)
Handler = Callable[..., Response]


class Kept(NamedTuple):
    """What is known under a key: of which request, and its answer once there is one."""

    digest: str
    status: int | None
    body: Any


class AnswerStore(Protocol):
    """Where answers are kept; `settings.IDEMPOTENCY_STORE` names the class."""

    def claim(self, principal: str, key: str, *, digest: str) -> Kept | None:
        """Claim the key for this request; None means it is ours, else what stands there.

        An unanswered claim that nobody works under any more may be claimed again.
        """

    def leave(self, principal: str, key: str) -> None:
        """Work under the key no longer, whatever came of it."""

    def remember(self, principal: str, key: str, *, status: int, body: object) -> None:
        """Keep the answer of the request that claimed the key."""

    def forget(self, principal: str, key: str) -> None:
        """Free the key of a request that was refused."""


class RequestInProgress(Conflict):
    """The first request with this Idempotency-Key has not been answered yet."""

    code = "request-in-progress"
    zh = "相同的请求正在处理，请稍候查询结果，不要重复提交。"


@cache
def store() -> AnswerStore:
    made: AnswerStore = import_string(settings.IDEMPOTENCY_STORE)()
    return made


def once(handler: Handler) -> Handler:
    """Make a view's handler answer a repeated Idempotency-Key from what is kept."""

    @wraps(handler)
    def answered_once(view: View, request: Request, *args: object, **kwargs: object) -> Response:
        key = _key_of(request)
        if not key:
            return handler(view, request, *args, **kwargs)
        principal, digest = principal_of(request), digest_of(request)
        kept = store().claim(principal, key, digest=digest)
        if kept is not None:
            return _again(kept, digest)
        try:
            response = handler(view, request, *args, **kwargs)
            store().remember(principal, key, status=response.status_code, body=_keep(response))
        except Exception as refused:
            if _changed_nothing(refused):
                store().forget(principal, key)
            raise
        finally:
            store().leave(principal, key)
        return response

    return answered_once


def _changed_nothing(refused: Exception) -> bool:
    """Whether it was refused or gave up waiting for a lock; of other faults nobody knows."""
    if TryAgain.is_meant_by(refused):
        return True
    return isinstance(refused, DomainError | APIException | Http404)


def digest_of(request: Request) -> str:
    """Digest what was asked: method, path, If-Match and the body as it was understood."""
    asked = [request.method, request.path, request.headers.get("If-Match", ""), request.data]
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False, default=_digestible)
    return hashlib.sha256(text.encode()).hexdigest()


def _digestible(value: object) -> str:
    if isinstance(value, UploadedFile):
        digest = hashlib.sha256()
        for chunk in value.chunks():
            digest.update(chunk)
        value.seek(0)
        return f"{value.name} {digest.hexdigest()}"
    return str(value)


def _key_of(request: Request) -> str:
    key: str = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isascii() or not (key.isprintable() or not key):
        raise InvalidInput("at most 200 printable ASCII characters", field="Idempotency-Key")
    return key


def _keep(response: Response) -> object:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response.headers}
    return json.loads(json.dumps({"data": response.data, "headers": headers}, cls=JSONEncoder))


def _again(kept: Kept, digest: str) -> Response:
    if kept[0] != digest:
        raise IdempotencyKeyReused
    if kept[1] is None:
        raise RequestInProgress
    headers = {**kept[2]["headers"], "Idempotent-Replayed": "true"}
    return Response(kept[2]["data"], status=kept[1], headers=headers)
