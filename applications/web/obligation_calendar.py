"""The calendar of reports and deadlines (报告日历, E08): a year on a page, and as RFC 5545."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.obligations import Duty, calendar_of, list_duties
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import DutyStanding
from hukou.web.downloads import attached
from registry.web import DeskRequest, desk_page

from .obligations import READERS

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
MOST_OCTETS: Final = 75
MONTHS: Final = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year view with what is due in it."""

    number: int
    duties: list[Duty]
    is_now: bool


@never_cache
@require_safe
@desk_page(READERS)
def calendar(request: DeskRequest) -> HttpResponse:
    """Show what is due in a year, month by month; what names no day stands below."""
    today = clock.today()
    year = _year(request)
    duties = calendar_of(year, on=today)
    months = [
        Month(
            number,
            [each for each in duties if each.due_on and each.due_on.month == number],
            (year, number) == (today.year, today.month),
        )
        for number in MONTHS
    ]
    loose = [each for each in list_duties(on=today) if each.due_on is None]
    context = {"year": year, "months": months, "count": len(duties), "loose": loose}
    return render(request, "applications/obligation_calendar.html", context)


@never_cache
@require_safe
@desk_page(READERS)
def calendar_file(request: DeskRequest) -> HttpResponse:
    """Return the year as an iCalendar file for an officer's own calendar."""
    year = _year(request)
    body = as_icalendar(calendar_of(year, on=clock.today()))
    return attached(body, name=f"hukou-{year}.ics", media_type="text/calendar; charset=utf-8")


def as_icalendar(duties: list[Duty]) -> bytes:
    """Return the duties as whole-day events (RFC 5545); a draft's are tentative."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hukou//obligations//ZH"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for duty in duties:
        if duty.due_on is not None:
            lines += _event(duty, duty.due_on)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(duty: Duty, due_on: date) -> Iterator[str]:
    told, stamp = duty.obligation, f"{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    is_draft = duty.standing is DutyStanding.DRAFT
    mark = gettext("【草案】") if is_draft else ""
    doubt = gettext("【期限存疑】") if told.doubt else ""
    lead = "、".join(told.lead) or gettext("文本没有写明")
    joined = "、".join(told.partners)
    words = [
        f"{told.cite.document} {told.cite.clause}",
        gettext("牵头：%(lead)s") % {"lead": lead},
        gettext("参加：%(partners)s") % {"partners": joined} if joined else "",
        gettext("期限：%(said)s") % {"said": told.said},
        told.doubt,
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{told.id}-{due_on:%Y%m%d}@hukou"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(mark + doubt + told.what)}"
    described = "\n".join(filter(None, words))
    yield f"DESCRIPTION:{escaped(described)}"
    yield f"STATUS:{'TENTATIVE' if is_draft or told.doubt else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Return a text value with what means something in it escaped (RFC 5545, 3.3.11)."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> bytes:
    """Return a content line in folds of 75 octets, never through a character (RFC 5545, 3.1)."""
    folds, room = [b""], MOST_OCTETS
    for character in line:
        octets = character.encode()
        if len(folds[-1]) + len(octets) > room:
            folds.append(b"")
            room = MOST_OCTETS - 1  # the space that begins it counts
        folds[-1] += octets
    return b"\r\n ".join(folds) + b"\r\n"


def _year(request: DeskRequest) -> int:
    typed = request.GET.get("year", "")
    if not typed:
        return clock.today().year
    if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed) <= LAST_YEAR):
        words = gettext("年份写作四位数字，%(first)d 至 %(last)d")
        raise InvalidInput(words % {"first": FIRST_YEAR, "last": LAST_YEAR}, field="year")
    return int(typed)
