"""Addresses of this room, below /api/v1/."""

from django.urls import path

import hukou.api.converters  # noqa: F401 - registers <name:…>

from .answers import AnswerView
from .benefit_check import CheckView
from .benefits import BenefitsView, StandingView
from .cases import ActionView, ApplicationsView, ApplicationView
from .eligibility import EligibilityView
from .faces import FaceFindingView, FacesView
from .fees import FeesView
from .law import FactsView, RegulationsView, RegulationView
from .papers import DocumentsView
from .permit_card_check import CardCheckView
from .points import ScoreView
from .powers import PowersView
from .quotas import QuotasView
from .rounds import RoundListView, RoundsView

urlpatterns = [
    path("fees", FeesView.as_view(), name="api-fees"),
    path("benefits", BenefitsView.as_view(), name="api-benefits"),
    path("benefits/check", CheckView.as_view(), name="api-benefits-check"),
    path("permit-cards/check", CardCheckView.as_view(), name="api-permit-cards-check"),
    path("benefits/standing", StandingView.as_view(), name="api-benefits-standing"),
    path("facts", FactsView.as_view(), name="api-facts"),
    path("regulations", RegulationsView.as_view(), name="api-regulations"),
    path("regulations/<name:regulation_id>", RegulationView.as_view(), name="api-regulation"),
    path("powers", PowersView.as_view(), name="api-powers"),
    path("quotas", QuotasView.as_view(), name="api-quotas"),
    path("eligibility", EligibilityView.as_view(), name="api-eligibility"),
    path("points/score", ScoreView.as_view(), name="api-points-score"),
    path("rounds", RoundsView.as_view(), name="api-rounds"),
    path("rounds/<uuid:round_id>/list", RoundListView.as_view(), name="api-round-list"),
    path("applications", ApplicationsView.as_view(), name="api-applications"),
    path("applications/<uuid:application_id>", ApplicationView.as_view(), name="api-application"),
    path(
        "applications/<uuid:application_id>/documents",
        DocumentsView.as_view(),
        name="api-documents",
    ),
    path("applications/<uuid:application_id>/faces", FacesView.as_view(), name="api-faces"),
    path(
        "applications/<uuid:application_id>/faces/<uuid:face_id>",
        FaceFindingView.as_view(),
        name="api-face-finding",
    ),
    path(
        "applications/<uuid:application_id>/<name:action>", ActionView.as_view(), name="api-action"
    ),
    path("verifications/<uuid:verification_id>/answer", AnswerView.as_view(), name="api-answer"),
]
