"""Addresses of this room. No address holds an identity number: people are found by POST."""

from django.urls import URLPattern, path

import hukou.api.converters  # noqa: F401 - registers <key:…>

from .divisions import division_picker
from .households import change, household
from .numbers import number_check
from .people import person, reveal
from .searching import head_search, search
from .signing_in import sign_in, sign_out

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-out", sign_out, name="sign-out"),
    path("search", search, name="search"),
    path("head", head_search, name="head-search"),
    path("numbers/check", number_check, name="number-check"),
    path("divisions", division_picker, name="division-picker"),
    path("people/<key:person_id>", person, name="person"),
    path("people/<key:person_id>/number", reveal, name="person-number"),
    path("households/<key:household_id>", household, name="household"),
    path("households/<key:household_id>/head", change, name="household-head"),
]
