"""Addresses of the plumbing: the description, its pages, and everything that is not there."""

from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView


class DescriptionView(SpectacularAPIView):
    """The OpenAPI 3.1 description of this API."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer]


class DocsView(SpectacularSwaggerSplitView):
    """The description to read and to try out; served from here, with nothing inline."""

    template_name = "hukou/api_docs.html"
    url_name = "schema"


class NowhereView(APIView):
    """Every address below /api/ that does not exist: a problem, not a page."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = []

    @extend_schema(exclude=True)
    def initial(self, request: Request, *args: object, **kwargs: object) -> None:  # noqa: ARG002
        """Refuse before the method is looked at: no method works on nothing."""
        raise NotFound
