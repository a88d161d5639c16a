"""Where everything is mounted."""

from django.urls import include, path, re_path
from django.views.i18n import set_language
from django_prometheus.exports import ExportToDjangoView

from applications.admin import console
from hukou import health
from hukou.api.views import (
    DescriptionView,
    DocsView,
    NowhereView,
    ProblemTypeView,
    RevokeView,
    TokenView,
)

handler400 = "hukou.admission.bad_request"
handler403 = "hukou.web.errors.forbidden"
handler404 = "hukou.web.errors.not_found"
handler500 = "hukou.web.errors.failed"

oauth = [
    path("token", TokenView.as_view(), name="token"),
    path("revoke", RevokeView.as_view(), name="revoke-token"),
]

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", ExportToDjangoView, name="metrics"),
    path("language", set_language, name="set_language"),
    path("oauth/", include((oauth, "oauth2_provider"))),
    path("api/v1/schema", DescriptionView.as_view(), name="schema"),
    path("api/docs", DocsView.as_view(), name="docs"),
    path("api/v1/", include("applications.api.urls")),
    path("api/v1/", include("registry.api.urls")),
    path("problems/<slug:code>", ProblemTypeView.as_view(), name="problem-type"),
    re_path(r"^api(/[\s\S]*)?$", NowhereView.as_view()),
    path("console/", console.urls),
    path("", include("applications.web.urls")),
    path("", include("registry.web.urls")),
]
