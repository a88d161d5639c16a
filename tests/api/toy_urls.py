"""A small API under which the plumbing is tested: it counts what was really done."""

from typing import Any, ClassVar

from django.db import OperationalError
from django.urls import path
from psycopg.errors import LockNotAvailable
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hukou.api.etags import etag, expected_revision
from hukou.api.idempotency import once
from hukou.api.throttling import PublicRate
from hukou.kernel.errors import Conflict


class OrderView(APIView):
    permission_classes = [AllowAny]
    done: ClassVar[list[Any]] = []

    @once
    def post(self, request: Request) -> Response:
        asked: Any = request.data
        if asked.get("refuse"):
            raise Conflict
        if asked.get("busy"):
            raise OperationalError from LockNotAvailable()
        if asked.get("break"):
            raise RuntimeError
        self.done.append(asked)
        headers = {"ETag": etag(len(self.done)), "Location": "/orders/1"}
        return Response({"count": len(self.done)}, status=201, headers=headers)


class RevisionView(APIView):
    permission_classes = [AllowAny]

    def post(self, request: Request) -> Response:
        return Response({"revision": expected_revision(request)})


class OpenView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [PublicRate]

    def get(self, request: Request) -> Response:
        del request
        return Response({})


class ClosedView(APIView):
    scopes: ClassVar = {"GET": "residents:read"}

    def get(self, request: Request) -> Response:
        return Response({"who": str(request.user.pk)})

    def post(self, request: Request) -> Response:
        del request
        return Response({})


urlpatterns = [
    path("orders", OrderView.as_view()),
    path("revisions", RevisionView.as_view()),
    path("open", OpenView.as_view()),
    path("closed", ClosedView.as_view()),
]
