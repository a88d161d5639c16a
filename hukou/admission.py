"""What is turned away before anything of it is read, in the form its address answers in."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from hukou.api.problems import CONTENT_TYPE, TooLarge, problem
from hukou.kernel.errors import InvalidInput
from hukou.web.errors import Refusal, page

PROGRAMS: Final = ("/api/", "/oauth/")
"""Addresses that programs call, and that answer problems."""
MOST_BYTES: Final = 11 * 1024 * 1024
"""A file of 10 MB with what multipart puts around it."""
MOST_OF_STRANGERS: Final = 1024 * 1024
"""Bytes: enough for every form that needs no sign-in."""


class BodyLimit:
    """Refuses a body by its announced length: parsing one writes files, whoever sent it.

    Stands inside AuthenticationMiddleware and before whatever reads the body, the check of the
    form's token included.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return refused(request, 411, InvalidInput.zh)
        length = _length(request)
        if length > MOST_BYTES or (length > MOST_OF_STRANGERS and _is_stranger(request)):
            return refused(request, 413, TooLarge.zh, code=TooLarge.code, title=TooLarge.title())
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read: one for another host, for example (handler400)."""
    del exception
    return refused(request, 400, InvalidInput.zh)


def refused(
    request: HttpRequest, status: int, words: str, *, code: str = "", title: str = ""
) -> HttpResponse:
    """Answer a problem to a program, a page to a person."""
    if not request.path.startswith(PROGRAMS):
        return page(request, Refusal(status, words))
    told = problem(status, code=code, title=title)
    return JsonResponse(told.data, status=status, content_type=CONTENT_TYPE)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # which is how Django reads it


def _is_stranger(request: HttpRequest) -> bool:
    """Whether nobody is signed in; tokens are checked below /api/ before a body is read."""
    if request.path.startswith("/api/") and "HTTP_AUTHORIZATION" in request.META:
        return False
    return not request.user.is_authenticated
