"""Addresses of this room, below /api/v1/."""

from django.urls import path, register_converter

from hukou.api.converters import KeyConverter

from .residents import HouseholdView, ResidentHistoryView, ResidentView, SearchView

register_converter(KeyConverter, "key")

urlpatterns = [
    path("residents/search", SearchView.as_view(), name="api-search"),
    path("residents/<key:person_id>", ResidentView.as_view(), name="api-resident"),
    path("residents/<key:person_id>/history", ResidentHistoryView.as_view(), name="api-history"),
    path("households/<key:household_id>", HouseholdView.as_view(), name="api-household"),
]
