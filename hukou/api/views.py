"""Addresses of the plumbing: the description, its pages, and everything that is not there."""

from functools import cache
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from oauth2_provider.views import RevokeTokenView as LibraryRevokeView
from oauth2_provider.views import TokenView as LibraryTokenView
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .problems import CONTENT_TYPE, TooLarge, problem, problem_types
from .throttling import PublicRate, TokenRate


class OneDescription(SchemaGenerator):
    """Describes once per language: it takes longer than any other answer, and never changes."""

    def get_schema(self, request: Request | None = None, public: bool = False) -> Any:  # noqa: ANN401, ARG002, FBT001, FBT002
        return _described(get_language())


@cache
def _described(_language: str | None) -> Any:  # noqa: ANN401 - an OpenAPI document
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    return generator.get_schema(request=None, public=True)


class DescriptionView(SpectacularAPIView):
    """The OpenAPI 3.1 description of this API."""

    generator_class = OneDescription
    throttle_classes = [PublicRate]
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer]


class DocsView(SpectacularSwaggerSplitView):
    """The description to read and to try out; served from here, with nothing inline."""

    http_method_names = ["get", "head"]  # a page has no answer to OPTIONS
    template_name = "hukou/api_docs.html"
    url_name = "schema"


class OpenView(APIView):
    """A view that needs no sign-in, at a limited rate."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [PublicRate]


class PrivateView(APIView):
    """A view whose answers are somebody's data: no cache on the way keeps them."""

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Cache-Control"] = "no-store"
        return final


class UploadView(PrivateView):
    """A view that takes a file beside its fields; at most `most_bytes` of all together."""

    parser_classes = [MultiPartParser]
    most_bytes: ClassVar[int]

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Refuse what is far too large before it is read."""
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.most_bytes:
            raise TooLarge


class CountedTries(View):
    """Where an agency shows its secret: each try costs a slow hash, so tries are counted.

    Our `dispatch` hides the library's mark that no form's token is needed; every view says it anew.
    """

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        rate = TokenRate()
        if rate.allow_request(request, self):
            return super().dispatch(request, *args, **kwargs)
        refusal = problem(429)
        return JsonResponse(
            refusal.data,
            status=429,
            content_type=CONTENT_TYPE,
            headers={"Retry-After": f"{rate.wait():.0f}"},
        )


@method_decorator(csrf_exempt, name="dispatch")
class TokenView(CountedTries, LibraryTokenView):  # type: ignore[misc] # published without types
    """Where agencies fetch tokens."""


@method_decorator(csrf_exempt, name="dispatch")
class RevokeView(CountedTries, LibraryRevokeView):  # type: ignore[misc] # published without types
    """Where agencies give tokens back."""


class ProblemTypeView(APIView):
    """What the `type` of a problem leads to: its title, its status, and what to do about it."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request, code: str) -> Response:  # noqa: ARG002
        for known, status, title, advice in problem_types():
            if known == code:
                return Response({"title": title, "status": status, "advice": advice})
        raise NotFound


class NowhereView(APIView):
    """Every address below /api/ that does not exist: a problem, not a page."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = []

    @extend_schema(exclude=True)
    def initial(self, request: Request, *args: object, **kwargs: object) -> None:  # noqa: ARG002
        """Refuse before the method is looked at: no method works on nothing."""
        raise NotFound
