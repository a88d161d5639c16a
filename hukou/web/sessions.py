"""Sessions (会话) end after half an hour without a request, at no cost to most requests."""

from collections.abc import Callable
from typing import Final

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from hukou.kernel import clock

RENEWED: Final = "renewed_at"
EVERY: Final = 5 * 60
"""Seconds: a session is written again at most this often, not on every read of the register."""


class SessionRenewal:
    """Moves the end of a used session on; stands inside SessionMiddleware, which then saves it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session:
            now = int(clock.now().timestamp())
            if now - session.get(RENEWED, 0) >= EVERY:
                session[RENEWED] = now
        return response
