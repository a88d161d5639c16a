"""Codes of the register in words (代码), in the language of the page."""

from datetime import date

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.kernel.codes import Scheme, of
from hukou.web.fact_words import english
from registry.models import (
    CollectiveSort,
    EntryKind,
    HouseholdKind,
    NoticeAnswer,
    Particulars,
)
from registry.queries import Link

register = template.Library()

REASONS = {
    "birth": _("出生"),
    "settlement": _("落户"),
    "household_opened": _("立户"),
    "household_split": _("分户"),
    "households_merged": _("并户"),
    "transferred": _("成员转户"),
    "loaded": _("初始录入"),
    "lost_dwelling": _("失去住所，按顺序确定地址"),
    "dwelling_had": _("有住所后迁出集体户"),
    "collective_set_up": _("设立集体户"),
    "collective_changed": _("变更集体户资料"),
    "keeper_ended": _("管理人任期结束"),
    "moved_within": _("辖区内搬家"),
    "renumbered": _("门牌变更"),
    "renumbering_undone": _("撤销门牌变更"),
}

CODED_REASONS = {
    "cancelled": Scheme.CANCELLATION_REASON,
    "restored": Scheme.RESTORATION_REASON,
    "late": Scheme.UNREGISTERED_KIND,
}
"""Events whose reasons are codes: `cancelled.service`."""


def code_name(scheme: Scheme, code: str) -> str:
    """Return what a code stands for; a code that is not in the set is shown as it is."""
    known = of(scheme)
    if code not in known:
        return code
    return known[code].name_en if english() else known[code].name


@register.filter
def sex_name(code: str) -> str:
    """Return a sex as booklets write it: 男, 女."""
    short = {"1": _("男"), "2": _("女")}.get(code)
    return str(short) if short is not None else code_name(Scheme.SEX, code)


@register.filter
def ethnic_name(code: str) -> str:
    """Return an ethnic group by its GB/T 3304 code."""
    return code_name(Scheme.ETHNIC_GROUP, code)


@register.filter
def relation_name(code: str) -> str:
    """Return a relation to the head by its GB/T 4761 code."""
    return code_name(Scheme.FAMILY_RELATION, code)


@register.filter
def household_kind(value: str) -> str:
    """Return the kind of a household (户别)."""
    return gettext(str(HouseholdKind(value).label)) if value else ""


@register.filter
def collective_sort(value: str) -> str:
    """Return the sort of a collective household (集体户类型)."""
    return gettext(str(CollectiveSort(value).label)) if value else ""


@register.filter
def entry_kind(value: str) -> str:
    """Return what an entry records (登记事项类别)."""
    return gettext(str(EntryKind(value).label)) if value in EntryKind.values else value


LINKS = {
    ("household_split", True): _("分出"),
    ("household_split", False): _("分户自"),
    ("households_merged", True): _("并入"),
    ("households_merged", False): _("并来"),
    ("household_changed", True): _("成员转往"),
    ("household_changed", False): _("成员转自"),
}


@register.filter
def link_words(link: Link) -> str:
    """Return how a household is linked to another one: split from it, merged into it."""
    return str(LINKS.get((link.kind, link.onward), ""))


@register.filter
def reason_name(value: str) -> str:
    """Return why somebody came or left, where it is one of the register's own words."""
    event, _, code = value.partition(".")
    if event in CODED_REASONS:
        return code_name(CODED_REASONS[event], code)
    return str(REASONS.get(value, value))


@register.filter
def on_later_day(event_on: date, recorded_on: date) -> bool:
    """Whether an event was recorded after the day it happened."""
    return recorded_on > event_on


@register.filter
def item_name(column: str) -> str:
    """Return what a column of the particulars is called."""
    columns = {each.name: str(each.verbose_name) for each in Particulars._meta.concrete_fields}
    return gettext(columns.get(column, column))


@register.filter
def notice_answer(value: str) -> str:
    """Return what a recipient did about a wrong value."""
    return gettext(str(NoticeAnswer(value).label)) if value else ""
