"""Addresses of a year of settling by points (积分年度)."""

from django.urls import path

import hukou.api.converters  # noqa: F401 - registers <key:…>

from .acts import round_act
from .applicant import round_applicant, round_applicant_act
from .console import round_console
from .declaring import rounds
from .objecting import round_objection, round_objections
from .papers import round_paper
from .public import round_public

urlpatterns = [
    path("rounds", rounds, name="rounds"),
    path("rounds/<uuid:round_id>", round_console, name="round"),
    path("rounds/<uuid:round_id>/list", round_public, name="round-list"),
    path("rounds/<uuid:round_id>/objections", round_objections, name="round-objections"),
    path(
        "rounds/<uuid:round_id>/objections/<key:objection_id>",
        round_objection,
        name="round-objection",
    ),
    path(
        "rounds/<uuid:round_id>/applicants/<key:entry_id>", round_applicant, name="round-applicant"
    ),
    path(
        "rounds/<uuid:round_id>/applicants/<key:entry_id>/<slug:act>",
        round_applicant_act,
        name="round-applicant-act",
    ),
    path("rounds/<uuid:round_id>/papers/<slug:paper>/<key:of>", round_paper, name="round-paper"),
    path("rounds/<uuid:round_id>/<slug:act>", round_act, name="round-act"),
]
