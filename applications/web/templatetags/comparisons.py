"""Words of comparisons (政策比较), in the language of the page."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import ComparedPerson
from applications.queries.compared import Counted
from applications.web.comparison_view import relation_of
from hukou.law import Change, load_law
from hukou.web import fact_words

register = template.Library()

CHANGES: Final[Mapping[str, Promise]] = {
    Change.GAINED.value: _("可落户（新增）"),
    Change.LOST.value: _("不再可落户"),
    Change.CHANGED.value: _("结论有变"),
    Change.UNCHANGED.value: _("无变化"),
}
TONES: Final = {
    Change.GAINED.value: "tag tag-ok",
    Change.LOST.value: "tag tag-bad",
    Change.CHANGED.value: "tag tag-warn",
    Change.UNCHANGED.value: "tag",
}
DRAWN: Final = (Change.GAINED, Change.LOST, Change.CHANGED)
WIDTH: Final = 180
"""Of the longest bar, in units of its drawing."""


@register.filter
def became(change: str) -> str:
    """Return what becomes of somebody, in words."""
    return str(CHANGES.get(str(change), change))


@register.filter
def became_tag(change: str) -> str:
    """Return the classes of the tag of a change."""
    return TONES.get(str(change), "tag")


@register.filter
def regulation_title(name: str) -> str:
    """Return what a regulation is called; its id where it is not known any more."""
    found = load_law().regulations.get(name)
    return (found.short_title or found.title) if found else name


@register.filter
def regulation_status(name: str) -> str:
    """Return the status of a regulation as its pack states it."""
    found = load_law().regulations.get(name)
    return found.status.value if found else ""


@register.inclusion_tag("applications/components/change_bar.html")
def change_bar(counted: Counted) -> dict[str, object]:
    """Draw how many gained, lost and changed, one after the other, to the scale of the table."""
    at, parts = 0.0, []
    for change in DRAWN:
        people = counted.people.get(change, 0)
        width = people * WIDTH / counted.widest
        if people:
            parts.append(
                {"kind": change.value, "x": f"{at:.1f}", "width": f"{width:.1f}", "n": people}
            )
        at += width
    return {"parts": parts, "whole": WIDTH}


@register.filter
def compared_party(person: ComparedPerson) -> str:
    """Return the pseudonym of somebody and what they are to the applicant."""
    member = person.family.people[person.position]
    kin = fact_words.relation(relation_of(member["facts"]))
    return f"{member['party']} {kin if person.position else gettext('申请人')}"
