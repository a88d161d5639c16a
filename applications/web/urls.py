"""Addresses of this room."""

from django.urls import URLPattern, path

import hukou.api.converters  # noqa: F401 - registers <key:…>

from .acceptance_points import card_point_end, card_points
from .acting import act
from .activating import regulation_activate, regulation_pending, regulation_withdraw
from .benefits import benefits
from .births import check_birth, edit_birth, new_birth
from .cases import application, of_person, progress
from .clean_up import old_rule, old_rule_enter, old_rules
from .comparisons import (
    compared_family,
    comparison,
    comparison_export,
    comparison_progress,
    comparison_report,
    comparisons,
    new_comparison,
)
from .delegations import delegation, delegation_new, delegation_revoke, delegations
from .disagreeing import disagreeing
from .events import check_event, edit_event, new_event
from .explaining import explain, hotline_sheet
from .faces import face_finding, faces
from .identity_card_notices import notice, notices
from .identity_cards import card, card_step, cards
from .lint import lint_finding
from .notices import acceptance, issue, letter, supplement
from .obligation_calendar import calendar, calendar_file
from .obligations import evidence, obligation, obligations, record
from .one_visit import one_visit
from .operations import operations, resend_question
from .oversight import (
    oversight,
    oversight_acknowledge,
    oversight_draw,
    oversight_review,
    oversight_rule,
)
from .papers import document, receipt, replace, upload
from .permit_cards import permit_cards, residence_permit_card, residence_permit_card_print
from .permit_coverage import permit_coverage
from .points import points
from .quotas import quota, quotas
from .receptions import reception_end, receptions
from .regulations import regulation, regulations
from .rehearsing import rehearsal
from .residence_permits import (
    residence_permit,
    residence_permit_end,
    residence_permit_endorse,
    residence_permit_move,
    residence_permit_restore,
    residence_permits,
)
from .residence_register import residence_register
from .rights import rights
from .rounds.urls import urlpatterns as rounds
from .service_gaps import service_gaps, service_gaps_export
from .settling import check, edit, finder, new, newcomer, submitted
from .site_visits import site_visits
from .texts import answer, new_text, original, text
from .watching import deadlines
from .worklist import work
from .workload import workload

urlpatterns: list[URLPattern] = [
    path("", work, name="worklist"),
    path("disagreements", disagreeing, name="disagreements"),
    path("points", points, name="points"),
    *rounds,
    path("cards", cards, name="cards"),
    path("cards/notices", notices, name="card-notices"),
    path("cards/notices/<key:notice_id>", notice, name="card-notice"),
    path("cards/points", card_points, name="card-points"),
    path("cards/points/<key:point_id>/end", card_point_end, name="card-point-end"),
    path("cards/<key:card_id>", card, name="card"),
    path("cards/<key:card_id>/<name:step>", card_step, name="card-step"),
    path("quotas", quotas, name="quotas"),
    path("quotas/<key:quota_id>", quota, name="quota"),
    path("residence-permits", residence_permits, name="residence-permits"),
    path("residence-permits/residence", residence_register, name="residence-register"),
    path("residence-permits/cards", permit_cards, name="permit-cards"),
    path("residence-permits/<key:permit_id>", residence_permit, name="residence-permit"),
    path(
        "residence-permits/<key:permit_id>/card/<name:act>",
        residence_permit_card,
        name="residence-permit-card",
    ),
    path(
        "residence-permits/<key:permit_id>/cards/<key:card_id>/print",
        residence_permit_card_print,
        name="residence-permit-card-print",
    ),
    path(
        "residence-permits/<key:permit_id>/endorse",
        residence_permit_endorse,
        name="residence-permit-endorse",
    ),
    path(
        "residence-permits/<key:permit_id>/restore",
        residence_permit_restore,
        name="residence-permit-restore",
    ),
    path(
        "residence-permits/<key:permit_id>/move",
        residence_permit_move,
        name="residence-permit-move",
    ),
    path(
        "residence-permits/<key:permit_id>/end", residence_permit_end, name="residence-permit-end"
    ),
    path("benefits", benefits, name="benefits"),
    path("benefits/coverage", permit_coverage, name="permit-coverage"),
    path("benefits/gap", service_gaps, name="service-gaps"),
    path("benefits/gap.csv", service_gaps_export, name="service-gaps-export"),
    path("workload", workload, name="workload"),
    path("delegations", delegations, name="delegations"),
    path("delegations/new", delegation_new, name="delegation-new"),
    path("delegations/<key:order_id>", delegation, name="delegation"),
    path("delegations/<key:order_id>/revoke", delegation_revoke, name="delegation-revoke"),
    path("rehearsal", rehearsal, name="rehearsal"),
    path("oversight", oversight, name="oversight"),
    path("oversight/draw", oversight_draw, name="oversight-draw"),
    path("oversight/rule", oversight_rule, name="oversight-rule"),
    path("oversight/<key:review_id>", oversight_review, name="oversight-review"),
    path(
        "oversight/pull-backs/<key:pull_back_id>",
        oversight_acknowledge,
        name="oversight-acknowledge",
    ),
    path("regulations", regulations, name="regulations"),
    path("regulations/<slug:regulation_id>", regulation, name="regulation"),
    path("obligations", obligations, name="obligations"),
    path("obligations/calendar", calendar, name="obligation-calendar"),
    path("obligations/calendar.ics", calendar_file, name="obligation-calendar-file"),
    path("obligations/evidence/<key:step_id>", evidence, name="obligation-evidence"),
    path("obligations/<slug:obligation_id>", obligation, name="obligation"),
    path("obligations/<slug:obligation_id>/<slug:act>", record, name="obligation-record"),
    path("explain/<slug:regulation_id>", explain, name="explain"),
    path("explain/<slug:regulation_id>/sheet", hotline_sheet, name="explain-sheet"),
    path("texts/new", new_text, name="text-new"),
    path("texts/<key:reading_id>", text, name="text"),
    path("texts/<key:reading_id>/original", original, name="text-original"),
    path("texts/<key:reading_id>/doubts/<key:doubt_id>", answer, name="text-doubt"),
    path(
        "regulations/<slug:regulation_id>/findings/<slug:finding_key>",
        lint_finding,
        name="lint-finding",
    ),
    path(
        "regulations/<slug:regulation_id>/activate",
        regulation_activate,
        name="regulation-activate",
    ),
    path(
        "regulations/<slug:regulation_id>/withdraw",
        regulation_withdraw,
        name="regulation-withdraw",
    ),
    path("regulations/<slug:regulation_id>/pending", regulation_pending, name="regulation-pending"),
    path("old-rules", old_rules, name="old-rules"),
    path("old-rules/enter", old_rule_enter, name="old-rule-enter"),
    path("old-rules/<key:old_rule_id>", old_rule, name="old-rule"),
    path("applications/new", new, name="application-new"),
    path("applications/new/elsewhere", newcomer, name="application-newcomer"),
    path("applications/finder", finder, name="application-finder"),
    path("births/new", new_birth, name="birth-new"),
    path("births/<uuid:application_id>/edit", edit_birth, name="birth-edit"),
    path("births/<uuid:application_id>/check", check_birth, name="birth-check"),
    path("events/<name:kind>/new", new_event, name="event-new"),
    path("events/<uuid:application_id>/edit", edit_event, name="event-edit"),
    path("events/<uuid:application_id>/check", check_event, name="event-check"),
    path("people/<key:person_id>/applications", of_person, name="applications-of-person"),
    path("applications/<uuid:application_id>", application, name="application"),
    path("applications/<uuid:application_id>/edit", edit, name="application-edit"),
    path("applications/<uuid:application_id>/check", check, name="application-check"),
    path("applications/<uuid:application_id>/submitted", submitted, name="application-submitted"),
    path("applications/<uuid:application_id>/progress", progress, name="application-progress"),
    path("applications/<uuid:application_id>/rights", rights, name="application-rights"),
    path("applications/<uuid:application_id>/receipt", receipt, name="application-receipt"),
    path(
        "applications/<uuid:application_id>/supplement", supplement, name="application-supplement"
    ),
    path("applications/<uuid:application_id>/letter", letter, name="application-letter"),
    path(
        "applications/<uuid:application_id>/acceptance", acceptance, name="application-acceptance"
    ),
    path(
        "applications/<uuid:application_id>/notices/<slug:paper>", issue, name="application-notice"
    ),
    path("applications/<uuid:application_id>/documents", upload, name="application-attach"),
    path("applications/<uuid:application_id>/faces", faces, name="application-faces"),
    path(
        "applications/<uuid:application_id>/faces/<uuid:face_id>",
        face_finding,
        name="application-face-finding",
    ),
    path(
        "applications/<uuid:application_id>/documents/<uuid:document_id>", document, name="document"
    ),
    path(
        "applications/<uuid:application_id>/verifications/<uuid:verification_id>",
        replace,
        name="verification-replace",
    ),
    path("applications/<uuid:application_id>/<slug:action>", act, name="application-act"),
    path("visits/questions", site_visits, name="site-visits"),
    path("operations", operations, name="operations"),
    path("operations/<uuid:verification_id>/resend", resend_question, name="question-resend"),
    path("deadlines", deadlines, name="deadlines"),
    path("one-visit", one_visit, name="one-visit"),
    path("receptions", receptions, name="receptions"),
    path("receptions/<key:agreement_id>/end", reception_end, name="reception-end"),
    path("comparisons", comparisons, name="comparisons"),
    path("comparisons/new", new_comparison, name="comparison-new"),
    path("comparisons/<uuid:comparison_id>", comparison, name="comparison"),
    path(
        "comparisons/<uuid:comparison_id>/progress",
        comparison_progress,
        name="comparison-progress",
    ),
    path(
        "comparisons/<uuid:comparison_id>/families/<key:ordinal>",
        compared_family,
        name="compared-family",
    ),
    path("comparisons/<uuid:comparison_id>/report", comparison_report, name="comparison-report"),
    path("comparisons/<uuid:comparison_id>/export", comparison_export, name="comparison-export"),
]
