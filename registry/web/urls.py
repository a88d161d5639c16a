"""Addresses of this room. No address holds an identity number: people are found by POST."""

from django.urls import URLPattern, path

import hukou.api.converters  # noqa: F401 - registers <key:…>

from .collectives import collective, collectives, public_board, set_up
from .divisions import division_picker
from .households import change, household
from .issued import issued_document, print_issued, replace_issued, void_issued
from .keepers import end, name
from .last_resort import place, receipt
from .leaving import leavers, transfer
from .numbers import number_check
from .papers import household_booklet, person_paper, print_centre
from .people import person, reveal
from .searching import head_search, search
from .signing_in import sign_in, sign_out
from .verifying import verify

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-out", sign_out, name="sign-out"),
    path("search", search, name="search"),
    path("head", head_search, name="head-search"),
    path("numbers/check", number_check, name="number-check"),
    path("divisions", division_picker, name="division-picker"),
    path("people/<key:person_id>", person, name="person"),
    path("people/<key:person_id>/number", reveal, name="person-number"),
    path("people/<key:person_id>/address", place, name="person-address"),
    path("people/<key:person_id>/address/receipt", receipt, name="address-receipt"),
    path("people/<key:person_id>/transfer", transfer, name="collective-transfer"),
    path("collectives", collectives, name="collectives"),
    path("collectives/new", set_up, name="collective-new"),
    path("collectives/public", public_board, name="public-collectives"),
    path("collectives/<key:household_id>", collective, name="collective"),
    path("collectives/<key:household_id>/leavers", leavers, name="collective-leavers"),
    path("collectives/<key:household_id>/keepers", name, name="keeper-name"),
    path("collectives/<key:household_id>/keepers/<key:keeper_id>/end", end, name="keeper-end"),
    path("households/<key:household_id>", household, name="household"),
    path("households/<key:household_id>/head", change, name="household-head"),
    path("households/<key:household_id>/booklet", household_booklet, name="household-booklet"),
    path("people/<key:person_id>/papers/<name:paper>", person_paper, name="person-paper"),
    path("papers", print_centre, name="print-centre"),
    path("papers/<key:issued_id>", issued_document, name="issued-document"),
    path("papers/<key:issued_id>/print", print_issued, name="issued-document-print"),
    path("papers/<key:issued_id>/void", void_issued, name="issued-document-void"),
    path("papers/<key:issued_id>/replace", replace_issued, name="issued-document-replace"),
    path("verify/<code:code>", verify, name="verify"),
]
