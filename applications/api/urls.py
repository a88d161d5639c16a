"""Addresses of this room, below /api/v1/."""

from django.urls import path, register_converter

from hukou.api.converters import NameConverter

from .eligibility import EligibilityView
from .law import FactsView, RegulationsView, RegulationView

register_converter(NameConverter, "name")

urlpatterns = [
    path("facts", FactsView.as_view(), name="api-facts"),
    path("regulations", RegulationsView.as_view(), name="api-regulations"),
    path("regulations/<name:regulation_id>", RegulationView.as_view(), name="api-regulation"),
    path("eligibility", EligibilityView.as_view(), name="api-eligibility"),
]
