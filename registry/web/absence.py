"""Why there is nothing to show on a day (该日无登记): not yet, no longer, or not yet known."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from hukou.kernel import clock
from hukou.web.templatetags.counter import day
from registry.web.forms import AsOfForm


@dataclass(frozen=True, slots=True)
class Absence:
    """What is the matter, a sentence more, and the last day that can be shown instead."""

    words: str
    more: str
    instead: date | None = None


def household_absence(since: date | None, until: date | None, asof: AsOfForm) -> Absence:
    """Return why a household, there from `since` to before `until`, has no book on the day."""
    on = asof.asked.get("on") or clock.today()
    if since is not None and on < since:
        return Absence(
            gettext("该日尚未立户"), gettext("此户于 %(on)s 立户。") % {"on": day(since)}, since
        )
    if until is not None and on >= until:
        return Absence(
            gettext("此户已注销"),
            gettext("此户自 %(on)s 起已无在册人员，予以注销。") % {"on": day(until)},
            until - timedelta(days=1),
        )
    return Absence(gettext("登记簿当日尚无此户"), gettext("按“当时所知”的日期，此户尚未登记入簿。"))


def person_absence(born: date, asof: AsOfForm) -> Absence:
    """Return why nothing is registered about somebody on the day."""
    if (asof.asked.get("on") or clock.today()) < born:
        return Absence(
            gettext("该日尚未出生"), gettext("此人出生日期为 %(on)s。") % {"on": day(born)}
        )
    return Absence(
        gettext("登记簿当日尚无此人"), gettext("按所选日期，此人尚未登记入簿。请改选日期。")
    )
