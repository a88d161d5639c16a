"""Applications (申请) over HTTP: written down, read, and taken from step to step."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.actions import draft, file, revise
from applications.models import Application
from applications.queries.case import case_file
from hukou.api.authentication import Agency
from hukou.api.etags import etag, expected_revision
from hukou.api.idempotency import once
from hukou.api.problems import PreconditionRequired
from hukou.api.schema import IDEMPOTENCY_KEY, IF_MATCH, PURPOSE
from hukou.api.shapes import read_body
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, Forbidden, NotFound
from registry.actions import note_disclosure

from .access import actor_of, caller_of, refusal
from .acts import ACTS, application_of, arguments
from .case_schema import CASE, CREATED, SUMMARY
from .case_shown import case, summary
from .requests import ApplicationBody, RevisionBody, draft_request, refuse_ended, refuse_unseen

READ: Final = "applications:read"
WRITE: Final = "applications:write"


class ApplicationsView(PrivateView):
    """Write an application down; with `"submit": true` hand it in at once, both or neither."""

    scopes = {"POST": WRITE}
    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [409, 422]}

    @extend_schema(operation_id="createApplication", request=ApplicationBody, responses=CREATED)
    @once
    def post(self, request: Request) -> Response:
        refuse_ended(request.data)
        asked = read_body(ApplicationBody, request)
        wanted = draft_request(asked)
        refuse_unseen(wanted, partial(caller_of, request))
        write = file if asked.get("submit") else draft
        application = write(wanted, **actor_of(request))
        headers = {"Location": f"{request.path}/{application.pk}"}
        return _answer(application, status=201, headers=headers)


class ApplicationView(PrivateView):
    """One application with its people, verifications, assessment and decision."""

    scopes = {"GET": READ, "PUT": WRITE}
    takes = {"GET": [PURPOSE], "PUT": [{**IF_MATCH, "required": True}]}
    refuses = {"PUT": [409, 412, 422, 428]}

    @extend_schema(operation_id="application", responses=CASE)
    def get(self, request: Request, application_id: UUID) -> Response:
        caller = caller_of(request)
        found = case_file(application_id, scope=caller.scope, on=clock.today())
        note_disclosure(
            scope=caller.scope,
            kind="application",
            people=[party.person_id for party in found.parties if party.person_id],
            fields=sorted(caller.scope.fields),
            purpose=caller.scope.purpose,
            application=application_id,
        )
        headers = {"ETag": etag(found.application.revision)}
        return Response(case(found, caller.scope), headers=headers)

    @extend_schema(operation_id="reviseApplication", request=RevisionBody, responses=SUMMARY)
    def put(self, request: Request, application_id: UUID) -> Response:
        """Rewrite an application that was not handed in, or that must be supplemented."""
        revision = expected_revision(request)
        if revision is None:
            raise PreconditionRequired
        refuse_ended(request.data)
        wanted = draft_request(read_body(RevisionBody, request))
        try:
            refuse_unseen(wanted, partial(caller_of, request))
            application = revise(application_id, wanted, **actor_of(request), revision=revision)
        except DomainError as refused:
            raise refusal(refused, request, application_id) from refused
        return _answer(application)


class ActionView(PrivateView):
    """Take an application to its next step; a refusal names the status and what is allowed."""

    scopes = {"POST": WRITE}
    takes = {"POST": [IDEMPOTENCY_KEY, IF_MATCH]}
    refuses = {"POST": [409, 412, 422]}

    @extend_schema(
        operation_id="actOnApplication",
        parameters=[OpenApiParameter("action", str, OpenApiParameter.PATH, enum=list(ACTS))],
        request=PolymorphicProxySerializer(
            component_name="Act",
            serializers=[act.shape for act in ACTS.values()],
            resource_type_field_name=None,
        ),
        responses=SUMMARY,
    )
    @once
    def post(self, request: Request, application_id: UUID, action: str) -> Response:
        act = ACTS.get(action)
        if act is None:
            raise NotFound
        if isinstance(request.user, Agency) and not act.for_agencies:
            raise Forbidden
        asked = arguments(read_body(act.shape, request)) | act.actor(actor_of(request))
        revision = expected_revision(request)
        try:
            done = act.call(application_id, **asked, revision=revision)
        except DomainError as refused:
            raise refusal(refused, request, application_id) from refused
        return _answer(application_of(done))


def _answer(application: Application, **how: Any) -> Response:
    headers = {**how.pop("headers", {}), "ETag": etag(application.revision)}
    return Response(summary(application), headers=headers, **how)
