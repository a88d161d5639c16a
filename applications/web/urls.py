"""Addresses of this room."""

from django.urls import URLPattern, path

import hukou.api.converters  # noqa: F401 - registers <key:…>

from .acting import act
from .births import check_birth, edit_birth, new_birth
from .cases import application, of_person, progress
from .events import check_event, edit_event, new_event
from .obligation_calendar import calendar, calendar_file
from .obligations import evidence, obligation, obligations, record
from .papers import document, letter, receipt, replace, supplement, upload
from .regulations import regulation, regulations
from .settling import check, edit, finder, new, newcomer, submitted
from .worklist import work

urlpatterns: list[URLPattern] = [
    path("", work, name="worklist"),
    path("regulations", regulations, name="regulations"),
    path("regulations/<slug:regulation_id>", regulation, name="regulation"),
    path("obligations", obligations, name="obligations"),
    path("obligations/calendar", calendar, name="obligation-calendar"),
    path("obligations/calendar.ics", calendar_file, name="obligation-calendar-file"),
    path("obligations/evidence/<key:step_id>", evidence, name="obligation-evidence"),
    path("obligations/<slug:obligation_id>", obligation, name="obligation"),
    path("obligations/<slug:obligation_id>/<slug:act>", record, name="obligation-record"),
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
    path("applications/<uuid:application_id>/receipt", receipt, name="application-receipt"),
    path(
        "applications/<uuid:application_id>/supplement", supplement, name="application-supplement"
    ),
    path("applications/<uuid:application_id>/letter", letter, name="application-letter"),
    path("applications/<uuid:application_id>/documents", upload, name="application-attach"),
    path(
        "applications/<uuid:application_id>/documents/<uuid:document_id>", document, name="document"
    ),
    path(
        "applications/<uuid:application_id>/verifications/<uuid:verification_id>",
        replace,
        name="verification-replace",
    ),
    path("applications/<uuid:application_id>/<slug:action>", act, name="application-act"),
]
