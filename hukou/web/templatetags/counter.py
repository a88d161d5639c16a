"""What templates of the counter say the same way everywhere: dates, tags, masked numbers, facts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from hukou.kernel import clock
from hukou.kernel.identity_number import mask
from hukou.kernel.periods import full_years
from hukou.web import fact_words
from hukou.web.menu import MENU, Group

register = template.Library()

TONES: Final[Mapping[str, str]] = {
    # statuses of an application
    "draft": "line",
    "submitted": "run",
    "supplement": "warn",
    "accepted": "run",
    "assessed": "warn",
    "approved": "ok",
    "registered": "ok",
    "lapsed": "bad",
    # how far a question to an agency has come
    "pending": "plain",
    "awaited": "run",
    "answered": "ok",
    "replaced": "ok",
    "unknown_to_agency": "warn",
    "by_hand": "warn",
    "left_unknown": "plain",
    # how a channel stands for somebody
    "met": "ok",
    "met_on": "run",
    "missing": "warn",
    "refused": "bad",
    # outcomes of a judgement
    "eligible": "ok",
    "partial": "warn",
    "review": "warn",
    "evidence": "warn",
    "not_eligible": "bad",
    "refuse_route": "bad",
    "no_policy": "plain",
}
DAY_SECONDS: Final = 86_400
HOUR_SECONDS: Final = 3_600


@register.simple_tag
def between() -> str:
    """Return what stands between the words of a list, in the language of the page."""
    return fact_words.between()


@register.filter
def age_on(born: date | None, on: date | None) -> str:
    """Return somebody's age in words."""
    return gettext("%(n)d 周岁") % {"n": full_years(born, on)} if born and on else ""


@register.filter
def masked(number: str | None) -> str:
    """Return an identity number with its birth date hidden."""
    return mask(number) if number else ""


@register.filter
def grouped(number: str | None) -> str:
    """Return an identity number in the groups people read aloud: 6 4 4 4."""
    text = number or ""
    return " ".join((text[:6], text[6:10], text[10:14], text[14:])).strip()


@register.filter
def clock_time(value: datetime | None) -> str:
    """Return the time of day: 14:05."""
    return f"{localtime(value):%H:%M}" if value else ""


@register.filter
def channel_name(channel: object) -> str:
    """Return the name of a channel in the language of the page."""
    return str(getattr(channel, "name_en" if fact_words.english() else "name", ""))


@register.filter
def state_words(state: str) -> str:
    """Return how a channel stands for somebody, in words."""
    return str(fact_words.STATES.get(state, state))


@register.filter
def relation_words(kind: str) -> str:
    """Return what somebody is to the applicant, or a parent to the newborn."""
    return fact_words.relation(kind)


@register.filter
def day(value: date | None) -> str:
    """Return a day as the registers write it."""
    return value.isoformat() if value else ""


@register.filter
def written_day(value: date | None) -> str:
    """Return a day as letters write it: 2026年11月22日."""
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def last_day(due_at: datetime | None) -> date | None:
    """Return the last whole day before a moment: what is due at midnight is due the day before."""
    return localtime(due_at - timedelta(seconds=1)).date() if due_at else None


@register.filter
def moment(value: datetime | None) -> str:
    """Return a time of this year without the year."""
    if value is None:
        return ""
    local = localtime(value)
    same_year = local.year == clock.today().year
    return f"{local:%m-%d %H:%M}" if same_year else f"{local:%Y-%m-%d %H:%M}"


@register.filter
def tone(value: object) -> str:
    """Return the class of a tag for a status or an outcome."""
    return f"tag tag-{TONES.get(str(value), 'plain')}"


@register.inclusion_tag("hukou/components/deadline.html")
def deadline(due_at: datetime | None, met_at: datetime | None = None) -> dict[str, object]:
    """Show the time left: amber below a day, red when it has passed."""
    if due_at is None or met_at is not None:
        return {"words": gettext("已完成") if met_at else "", "tone": "plain", "due_at": due_at}
    seconds = (due_at - clock.now()).total_seconds()
    if seconds < 0:
        return {"words": _time(-seconds, late=True), "tone": "bad", "due_at": due_at}
    urgent = "warn" if seconds < DAY_SECONDS else "plain"
    return {"words": _time(seconds, late=False), "tone": urgent, "due_at": due_at}


def _time(seconds: float, *, late: bool) -> str:
    days, hours = int(seconds // DAY_SECONDS), max(1, int(seconds // HOUR_SECONDS))
    if days:
        words = (
            ngettext("超期 %(n)d 天", "超期 %(n)d 天", days)
            if late
            else ngettext("剩 %(n)d 天", "剩 %(n)d 天", days)
        )
        return words % {"n": days}
    words = (
        ngettext("超期 %(n)d 小时", "超期 %(n)d 小时", hours)
        if late
        else ngettext("剩 %(n)d 小时", "剩 %(n)d 小时", hours)
    )
    return words % {"n": hours}


@register.inclusion_tag("hukou/components/menu.html", takes_context=True)
def menu(context: template.Context) -> dict[str, object]:
    """Draw the menu, marking where we are."""
    request: HttpRequest = context["request"]
    match = request.resolver_match
    here = (
        match.url_name or "" if match else "",
        str(match.kwargs.get("kind", "")) if match else "",
    )
    post = getattr(getattr(request, "posting", None), "role", "")
    drawn = (_drawn(group, *here, post=str(post)) for group in MENU)
    return {"groups": [each for each in drawn if each["items"]]}


def _drawn(group: Group, here: str, kind: str, *, post: str) -> dict[str, object]:
    open_to = [item for item in group.items if post in item.only]
    items = [(item, item.holds(here, kind)) for item in open_to]
    is_open = group.is_daily or any(current for _item, current in items)
    return {"label": group.label, "items": items, "open": is_open}


@register.filter
def fact_label(name: str) -> str:
    """Return what a fact is called, in the language of the page."""
    return fact_words.label(name)


@register.filter
def fact_value(value: object, name: str = "") -> str:
    """Return the value of a fact in words, with its unit."""
    return fact_words.value(value, name)


@register.filter
def agency_label(slug: str) -> str:
    """Return what an agency is called, in the language of the page."""
    return fact_words.agency(slug)


@register.filter
def requirement(finding: object) -> str:
    """Return what a finding's clause requires, in words: `至少 12 个月`."""
    return fact_words.requirement(finding)


@register.filter
def paper_label(slug: str) -> str:
    """Return what a kind of document is called."""
    return fact_words.paper(slug)


@register.filter
def outcome_words(outcome: object) -> str:
    """Return the outcome of a judgement in words."""
    return str(fact_words.OUTCOMES.get(str(outcome), outcome))


@register.filter
def say(words: str | None) -> str:
    """Translate words that come from a code table."""
    return gettext(words) if words else ""


@register.filter
def item(mapping: Mapping[str, object] | str | None, key: object) -> object:
    """Return one entry of a mapping whose key is only known at run time."""
    return mapping.get(str(key), "") if isinstance(mapping, Mapping) else ""


@register.simple_tag
def card_reader() -> str:
    """Return where this machine's identity card reader answers; empty where there is none."""
    return settings.CARD_READER_URL


@register.filter
def change_words(told: Mapping[str, object]) -> str:
    """Return what would have to be otherwise for a condition to hold."""
    return fact_words.change(told)
