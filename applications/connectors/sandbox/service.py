"""The sandbox over HTTP, as plain WSGI: a desk for each agency and one control panel."""

import hmac
import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment

from .callbacks import Postbox, Promise
from .desks import LATER, Desk, DifferentQuestion, Mode, NotOurs, Office, distorted
from .faces import LARGEST as LARGEST_PICTURES
from .faces import SLUG as FACES
from .faces import FaceDesk

LARGEST: Final = 64 * 1024  # bytes


class Reply(NamedTuple):
    """A status line, a body, and the seconds a busy desk asks for."""

    status: str
    body: bytes = b"{}"
    retry_after: int = 0


class BadRequest(Exception):
    """The request is none this service understands."""


class Sandbox:
    """A WSGI application."""

    def __init__(self, office: Office, *, secret: str) -> None:
        self.office = office
        self.faces = FaceDesk()
        self.postbox = Postbox(office, secret)
        self.authorization = f"Bearer {secret}".encode()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            reply = self._reply(environ)
        except (BadRequest, ValueError, KeyError, TypeError) as problem:
            reply = _json("400 Bad Request", {"detail": f"{type(problem).__name__}: {problem}"})
        headers = [
            ("content-type", "application/json"),
            ("content-length", str(len(reply.body))),
        ]
        if reply.retry_after:
            headers.append(("retry-after", str(reply.retry_after)))
        start_response(reply.status, headers)
        return [reply.body]

    def _reply(self, environ: WSGIEnvironment) -> Reply:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if path == "/control":
            return self._control(method, environ)
        slug, _, rest = path.lstrip("/").partition("/")
        compares = (slug, rest) == (FACES, "v1/compare")
        if not compares and (slug not in self.office.desks or rest != "v1/facts"):
            return Reply("404 Not Found")
        if method != "POST":
            return Reply("405 Method Not Allowed")
        given = environ.get("HTTP_AUTHORIZATION", "").encode()
        if not hmac.compare_digest(given, self.authorization):
            return Reply("401 Unauthorized")
        if compares:
            return self._compare(_body(environ, LARGEST_PICTURES))
        return self._ask(slug, _body(environ))

    def _compare(self, question: Mapping[str, Any]) -> Reply:
        body = self.faces.advice(question)
        return _at_once(self.faces.desk) or Reply("200 OK", body)

    def _ask(self, slug: str, question: Mapping[str, Any]) -> Reply:
        try:
            answer = self.office.answer(slug, question)
        except (DifferentQuestion, NotOurs):
            return Reply("422 Unprocessable Content")
        desk = self.office.desks[slug]
        mode, seconds = desk.mode, desk.seconds
        if mode in LATER:
            promise = Promise(slug, mode, str(question["reply_to"]), answer)
            self.postbox.promise(promise, seconds=seconds)
            return Reply("202 Accepted")
        return _at_once(desk) or Reply("200 OK", distorted(answer, mode))

    def _control(self, method: str, environ: WSGIEnvironment) -> Reply:
        actions: dict[str, Callable[[], object]] = {
            "GET": lambda: None,
            "DELETE": self._forget,
            "POST": lambda: self._set(_body(environ)),
        }
        if method not in actions:
            return Reply("405 Method Not Allowed")
        actions[method]()
        return _json("200 OK", self.office.as_json())

    def _forget(self) -> None:
        self.postbox.forget()
        self.office.forget()
        self.faces.forget()

    def _set(self, order: Mapping[str, Any]) -> None:
        """Read {"agency", "mode", "seconds"?} or {"agency", "deliver": true}; * is every agency."""
        slug = order["agency"]
        if slug == FACES:
            seconds = order.get("seconds")
            self.faces.set_mode(Mode(order["mode"]), seconds)
            return
        if slug != "*" and slug not in self.office.desks:
            raise BadRequest(f"there is no agency {slug!r}")
        if order.get("deliver"):
            self.postbox.deliver_all(slug)
            return
        seconds = order.get("seconds")
        self.office.set_mode(
            slug, Mode(order["mode"]), None if seconds is None else max(0.0, float(seconds))
        )


def _at_once(desk: Desk) -> Reply | None:
    """Return what a desk in trouble sends; None, after its time, where it answers."""
    if desk.mode is Mode.BUSY:
        return Reply("429 Too Many Requests", retry_after=round(desk.seconds))
    if desk.mode is Mode.DOWN:
        return Reply("503 Service Unavailable")
    time.sleep(desk.seconds)
    if desk.mode is Mode.SILENT:  # whoever asked has long gone
        return Reply("504 Gateway Timeout")
    return None


def _body(environ: WSGIEnvironment, largest: int = LARGEST) -> dict[str, Any]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= largest:
        raise BadRequest("a JSON object is missing or too large")
    members = json.loads(environ["wsgi.input"].read(length))
    if not isinstance(members, dict):
        raise BadRequest("not a JSON object")
    return members


def _json(status: str, members: Mapping[str, object]) -> Reply:
    return Reply(status, json.dumps(members, ensure_ascii=False).encode())
