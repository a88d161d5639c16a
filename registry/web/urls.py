"""Addresses of this room. No address holds an identity number: people are found by POST."""

from typing import Final

from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import hukou.api.converters  # noqa: F401 - registers <key:…>

from . import changes, rehousing, reversals, visit_stops, visits
from .actual_residences import actual_residence, living_apart
from .auditing import audit, audit_heads, readings
from .collectives import collective, collectives, public_board, set_up
from .division_pages import division_change, division_tree
from .divisions import division_picker
from .finding import assign, finding
from .households import household
from .imports import import_run, imports
from .issued import issued_document, print_issued, replace_issued, void_issued
from .keepers import end, name
from .last_resort import place, receipt
from .leaving import leavers, transfer
from .numbers import number_check
from .own_factors import own_factor_remove, own_factors, own_password, own_recovery_codes
from .papers import household_booklet, person_paper, print_centre
from .people import person, reveal
from .quality import findings, summary
from .quality_rules import rule, rules
from .renumbering import address_export, renumbering, renumberings
from .rural_rights import rural_right, rural_rights
from .searching import choose_household, search
from .signing_in import first_factor, second_step, sign_in, sign_out
from .staff import account, account_log, account_new, accounts
from .urban_rural import urban_rural, urban_rural_change, urban_rural_export
from .verifying import verify
from .village_to_community import division_undo, village_to_community

CHOOSING: Final[dict[str, Promise]] = {
    "open": _("立户：先查到成员所在的户"),
    "split": _("分户：先查到户"),
    "merge": _("并户：先查到并入他户的一户"),
    "transfer": _("成员转户：先查到成员所在的户"),
    "head": _("变更户主：先查到户"),
    "address": _("住址变动：先查到户"),
}

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in/second", second_step, name="second-step"),
    path("sign-in/enrol", first_factor, name="first-factor"),
    path("sign-in/factors", own_factors, name="own-factors"),
    path("sign-in/factors/remove", own_factor_remove, name="own-factor-remove"),
    path("sign-in/factors/codes", own_recovery_codes, name="own-recovery-codes"),
    path("sign-in/password", own_password, name="own-password"),
    path("accounts", accounts, name="accounts"),
    path("accounts/new", account_new, name="account-new"),
    path("accounts/<key:account_id>", account, name="account"),
    path("audit/accounts", account_log, name="account-log"),
    path("sign-out", sign_out, name="sign-out"),
    path("search", search, name="search"),
    path("numbers/check", number_check, name="number-check"),
    path("divisions", division_picker, name="division-picker"),
    path("divisions/tree", division_tree, name="division-tree"),
    path("divisions/<key:division_id>/change/<name:kind>", division_change, name="division-change"),
    path("divisions/changes/<key:change_id>", division_undo, name="division-undo"),
    path("divisions/villages", village_to_community, name="village-to-community"),
    path("divisions/classes", urban_rural, name="urban-rural"),
    path("divisions/classes.csv", urban_rural_export, name="urban-rural-export"),
    path("divisions/<key:division_id>/class", urban_rural_change, name="urban-rural-change"),
    path("addresses", renumberings, name="renumberings"),
    path("addresses.csv", address_export, name="address-export"),
    path("addresses/batches/<key:batch_id>", renumbering, name="renumbering"),
    path("living-apart", living_apart, name="living-apart"),
    path("people/<key:person_id>/rights", rural_rights, name="rural-rights"),
    path("people/<key:person_id>/rights/<key:note_id>", rural_right, name="rural-right"),
    path("people/<key:person_id>/home", actual_residence, name="actual-residence"),
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
    path("entries/<key:entry_id>/reverse", reversals.reverse, name="entry-reverse"),
    path("corrections", reversals.corrections, name="corrections"),
    path(
        "corrections/<key:notice_id>/acknowledge",
        reversals.acknowledge,
        name="correction-acknowledge",
    ),
    path("households/<key:household_id>", household, name="household"),
    path("households/<key:household_id>/open", changes.found, name="household-open"),
    path("households/<key:household_id>/split", changes.split, name="household-split"),
    path("households/<key:household_id>/merge", changes.merge, name="household-merge"),
    path("households/<key:household_id>/transfer", changes.transfer, name="household-transfer"),
    path("households/<key:household_id>/head", changes.head, name="household-head"),
    path("households/<key:household_id>/address", rehousing.address, name="household-address"),
    *(
        path(
            change,
            choose_household,
            {"leads_to": f"household-{change}", "heading": heading},
            name=f"{change}-search",
        )
        for change, heading in CHOOSING.items()
    ),
    path("households/<key:household_id>/booklet", household_booklet, name="household-booklet"),
    path("people/<key:person_id>/papers/<name:paper>", person_paper, name="person-paper"),
    path("papers", print_centre, name="print-centre"),
    path("papers/<key:issued_id>", issued_document, name="issued-document"),
    path("papers/<key:issued_id>/print", print_issued, name="issued-document-print"),
    path("papers/<key:issued_id>/void", void_issued, name="issued-document-void"),
    path("papers/<key:issued_id>/replace", replace_issued, name="issued-document-replace"),
    path("verify/<code:code>", verify, name="verify"),
    path("audit", audit, name="audit"),
    path("audit/heads", audit_heads, name="audit-heads"),
    path("people/<key:person_id>/readings", readings, name="person-readings"),
    path("imports", imports, name="imports"),
    path("imports/<key:run_id>", import_run, name="import-run"),
    path("quality", findings, name="findings"),
    path("quality/summary", summary, name="quality-summary"),
    path("quality/rules", rules, name="quality-rules"),
    path("quality/rules/<key:rule_id>", rule, name="quality-rule"),
    path("quality/findings/<key:finding_id>", finding, name="finding"),
    path("quality/findings/<key:finding_id>/assign", assign, name="finding-assign"),
    path("visits", visits.visits, name="visits"),
    path("visits/new", visits.visit_new, name="visit-new"),
    path("visits/<key:task_id>", visits.visit_task, name="visit-task"),
    path("visits/<key:task_id>/close", visits.visit_close, name="visit-close"),
    path("visits/<key:task_id>/route.pdf", visits.visit_route, name="visit-route"),
    path("visits/<key:task_id>/stops/<key:stop_id>", visit_stops.visit_stop, name="visit-stop"),
    path(
        "visits/<key:task_id>/stops/<key:stop_id>/compare",
        visit_stops.visit_compare,
        name="visit-compare",
    ),
    path("visits/photos/<uuid:photo_id>", visit_stops.visit_photo, name="visit-photo"),
]
