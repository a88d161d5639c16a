"""The OpenAPI description: what every address takes, and every way it can refuse.

drf-spectacular reads serializers; the problems, which the house answers in one place, are added
in one place here. A view names what it can refuse beyond the usual in `refuses`.
"""

from collections.abc import Mapping
from typing import Final, Literal

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.permissions import AllowAny

from .authentication import BearerToken, OfficerSession
from .describing import Schema
from .permissions import scopes_needed
from .problems import CONTENT_TYPE, TITLES

Direction = Literal["request", "response"]

IDEMPOTENCY_KEY: Final[Schema] = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "The same key and body get the same answer again; another body gets 422.",
    "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~]*$"},
}
IF_MATCH: Final[Schema] = {
    "in": "header",
    "name": "If-Match",
    "description": "The ETag of the revision that was read; 412 when it has changed since.",
    "schema": {"type": "string", "pattern": '^(\\*|"[0-9]{1,9}")$'},
}
PURPOSE: Final[Schema] = {
    "in": "header",
    "name": "Purpose",
    "description": "What the data is needed for (percent-encoded UTF-8); kept in the access log.",
    "schema": {"type": "string", "maxLength": 600},
}
PROBLEM: Final[Schema] = {
    "type": "object",
    "description": "A problem (RFC 9457). Further members say what the particular case is.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/action-not-allowed"]},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail", "code"],
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
    "additionalProperties": True,
}
BODY: Final = frozenset({"POST", "PUT", "PATCH"})
MEANING: Final[Mapping[int, str]] = {
    409: "The record is not in a state that allows this; the problem names what is.",
    413: "What was sent is too large.",
    428: "Say with If-Match which revision this replaces.",
    412: "The record is no longer as the If-Match header says.",
    422: "A rule forbids this; the problem says which.",
    **{status: title for status, (_, title) in TITLES.items()},
}


class HouseSchema(AutoSchema):
    """Adds to each operation its problems and the headers that its view understands."""

    def get_summary(self) -> str:
        """Return the first sentence of what the view says of itself."""
        return self.get_description().partition("\n")[0].rstrip(".")

    def _get_parameters(self) -> list[Schema]:
        parameters: list[Schema] = super()._get_parameters()
        known = {(parameter["in"], parameter["name"]) for parameter in parameters}
        ours = getattr(self.view, "takes", {}).get(self.method, ())
        return parameters + [one for one in ours if (one["in"], one["name"]) not in known]

    def _get_request_body(self, direction: Direction = "request") -> Schema | None:
        shape = getattr(self.view, "request_schema", None)
        if self.method not in BODY or shape is None:
            body: Schema | None = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
            return body
        return {"content": {"application/json": {"schema": shape()}}, "required": True}

    def _get_response_bodies(self, direction: Direction = "response") -> Schema:
        bodies: Schema = super()._get_response_bodies(direction)
        for status in sorted(self._refusals()):
            bodies.setdefault(str(status), self._refusal(status))
        return bodies

    def _refusals(self) -> set[int]:
        """Return the statuses below 600 with which this operation can refuse."""
        statuses = {406, 429, 500, 503, *getattr(self.view, "refuses", {}).get(self.method, ())}
        if getattr(self.view, "takes", {}).get(self.method):
            statuses.add(400)
        if self.method in BODY:
            statuses |= {400, 413, 415}
        if "{" in self.path:
            statuses.add(404)
        if not self._is_open():
            statuses |= {401, 403}
        return statuses

    def _is_open(self) -> bool:
        return any(isinstance(one, AllowAny) for one in self.view.get_permissions())

    def _refusal(self, status: int) -> Schema:
        component = ResolvedComponent(  # type: ignore[no-untyped-call]
            name="Problem", type=ResolvedComponent.SCHEMA, object="Problem", schema=PROBLEM
        )
        self.registry.register_on_missing(component)
        return {
            "description": MEANING.get(status, "Refused."),
            "content": {CONTENT_TYPE: {"schema": component.ref}},
        }


class AgencyTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names access tokens, with the scope that each operation takes."""

    target_class = BearerToken
    match_subclasses = True
    name = "agency"

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[str]]]:
        scopes = scopes_needed(auto_schema.view, auto_schema.method)
        return [{self.name: [scope]} for scope in scopes] or [{self.name: []}]

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:  # noqa: ARG002
        return {
            "type": "oauth2",
            "flows": {
                "clientCredentials": {"tokenUrl": "/oauth/token", "scopes": settings.API_SCOPES}
            },
        }


class OfficerSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names the counter's session."""

    target_class = OfficerSession
    name = "officer"

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:  # noqa: ARG002
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
