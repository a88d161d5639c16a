"""The project's addresses, and the yardsticks' below them."""

from django.urls import path

from hukou.urls import handler403, handler404, handler500
from hukou.urls import urlpatterns as ours
from tests.benchmarks import _views

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("yardstick/residents/<int:person_id>", _views.read),
    path("yardstick/residents/<int:person_id>/noted", _views.read_and_note),
    *ours,
]
