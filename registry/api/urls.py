"""Addresses of this room, below /api/v1/."""

from django.urls import path

import hukou.api.converters  # noqa: F401 - registers <key:…>

from .changes import HeadView, MergeView, RehearsalView, SplitView, TransferView
from .collectives import CollectivesView, PublicCollectivesView
from .correction_notices import AcknowledgeView, CorrectionNoticesView
from .former_types import FormerTypeView
from .permits import PermitStandingView
from .places import ActualResidenceView, LivingApartView, RenumberingView
from .quality import FindingsView, NoticesView
from .residents import HouseholdView, ResidentHistoryView, ResidentView, SearchView
from .verifying import VerifyView
from .visits import VisitPhotosView, VisitResultsView, VisitTasksView, VisitTaskView

urlpatterns = [
    path("living-apart", LivingApartView.as_view(), name="api-living-apart"),
    path("addresses/renumbering", RenumberingView.as_view(), name="api-renumbering"),
    path(
        "residents/<key:person_id>/actual-residence",
        ActualResidenceView.as_view(),
        name="api-actual-residence",
    ),
    path("residence-permits/standing", PermitStandingView.as_view(), name="api-permit-standing"),
    path("notices", NoticesView.as_view(), name="api-notices"),
    path("quality/findings", FindingsView.as_view(), name="api-findings"),
    path("correction-notices", CorrectionNoticesView.as_view(), name="api-correction-notices"),
    path(
        "correction-notices/<key:notice_id>/acknowledge",
        AcknowledgeView.as_view(),
        name="api-acknowledge",
    ),
    path("collective-households", CollectivesView.as_view(), name="api-collectives"),
    path(
        "collective-households/public",
        PublicCollectivesView.as_view(),
        name="api-public-collectives",
    ),
    path("residents/search", SearchView.as_view(), name="api-search"),
    path("residents/<key:person_id>", ResidentView.as_view(), name="api-resident"),
    path("residents/<key:person_id>/history", ResidentHistoryView.as_view(), name="api-history"),
    path("residents/<key:person_id>/former-type", FormerTypeView.as_view(), name="api-former-type"),
    path("households/<key:household_id>", HouseholdView.as_view(), name="api-household"),
    path("households/<key:household_id>/rehearse", RehearsalView.as_view(), name="api-rehearse"),
    path("households/<key:household_id>/split", SplitView.as_view(), name="api-split"),
    path("households/<key:household_id>/merge", MergeView.as_view(), name="api-merge"),
    path("households/<key:household_id>/transfer", TransferView.as_view(), name="api-transfer"),
    path("households/<key:household_id>/change-head", HeadView.as_view(), name="api-head"),
    path("visits", VisitTasksView.as_view(), name="api-visits"),
    path("visits/<key:task_id>", VisitTaskView.as_view(), name="api-visit"),
    path("visits/<key:task_id>/results", VisitResultsView.as_view(), name="api-visit-results"),
    path(
        "visits/reports/<uuid:report_id>/photos",
        VisitPhotosView.as_view(),
        name="api-visit-photos",
    ),
    path("verify/<code:code>", VerifyView.as_view(), name="api-verify"),
]
