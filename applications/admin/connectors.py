"""The connectors to other agencies (部门接口): where each answers, what it is asked, what waits."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from applications.queries.connectors import connectors
from registry.admin import console


def connectors_page(request: HttpRequest) -> HttpResponse:
    """List every connector; no secret and nobody's answer is shown."""
    context = {
        **console.each_context(request),
        "title": gettext("部门接口"),
        "connectors": connectors(),
    }
    request.current_app = console.name
    return TemplateResponse(request, "admin/connectors.html", context)


console.add_page("connectors", connectors_page)
