"""Facts, agencies and papers in words, in the language of the page."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hukou.law import load_law

UNKNOWN: Final = _("未知")
YES_NO: Final[Mapping[bool, Promise]] = {True: _("是"), False: _("否")}
OUTCOMES: Final[Mapping[str, Promise]] = {
    "eligible": _("符合"),
    "not_eligible": _("不符合"),
    "partial": _("部分人员符合"),
    "review": _("须民警审查"),
    "evidence": _("待补证据"),
    "refuse_route": _("不予受理此途径"),
    "no_policy": _("无可适用规定"),
}
REQUIREMENTS: Final[Mapping[str, Promise]] = {
    "eq": _("应为 %(required)s"),
    "ne": _("不得为 %(required)s"),
    "in": _("应为 %(required)s 之一"),
    "not_in": _("不得为 %(required)s"),
    "ge": _("至少 %(required)s"),
    "lt": _("不足 %(required)s"),
    "le": _("至多 %(required)s"),
    "gt": _("超过 %(required)s"),
    "is_true": _("应为 是"),
    "is_false": _("应为 否"),
    "exists": _("应有记载"),
    "absent": _("应无记载"),
    "within": _("应在 %(required)s 范围内"),
    "not_within": _("不得在 %(required)s 范围内"),
}
STATES: Final[Mapping[str, Promise]] = {
    "met": _("已满足"),
    "review": _("须审查"),
    "refused": _("不符合"),
}
CHANGES: Final[Mapping[str, Promise]] = {
    "prove": _("%(fact)s：尚未查明，%(required)s"),
    "wait": _("%(fact)s：现为 %(found)s，%(required)s，%(on)s 届满"),
    "change": _("%(fact)s：现为 %(found)s，%(required)s"),
}
PARENTS: Final[Mapping[str, Promise]] = {"mother": _("母亲"), "father": _("父亲")}
PLACES: Final[Mapping[str, Promise]] = {"same_county": _("迁入地同一县（市、区）")}


def label(name: str) -> str:
    """Return the label of a fact; the name itself if no fact is so called."""
    vocabulary = load_law().vocabulary
    if name not in vocabulary:
        return name
    return vocabulary[name].label_en if english() else vocabulary[name].label


def value(found: object, name: str = "") -> str:
    """Return a value as a person reads it, with its unit; nothing found is unknown."""
    if found is None or found == "":
        return str(UNKNOWN)
    if isinstance(found, bool):
        return str(YES_NO[found])
    if isinstance(found, list | tuple):
        return between().join(value(each, name) for each in found)
    vocabulary = load_law().vocabulary
    return vocabulary[name].says(found, english=english()) if name in vocabulary else str(found)


def between() -> str:
    """Return what stands between the words of a list."""
    return ", " if english() else "、"


def unit(name: str) -> str:
    """Return the unit a fact is counted in; empty where it has none."""
    known = load_law().vocabulary[name]
    return known.says("", english=english()) if known.unit else ""


def relation(kind: str) -> str:
    """Return what somebody is to the applicant; for a newborn, which parent."""
    parent = PARENTS.get(kind)
    if parent is not None:
        return str(parent)
    return value(kind, "relation.kind") if kind else ""


def requirement(finding: object) -> str:
    """Return what a finding requires; findings come fresh from the law or stored as JSON."""
    get = finding.get if isinstance(finding, Mapping) else partial(getattr, finding)
    required, fact = get("required"), str(get("fact"))
    place = PLACES.get(str(required))
    words = str(place) if place is not None else value(required, fact)
    return str(REQUIREMENTS.get(str(get("op")), "%(required)s")) % {"required": words}


def change(told: Mapping[str, Any]) -> str:
    """Return what would have to be otherwise, in one line: of a tenure, from when it is met."""
    words = {
        "fact": label(told["fact"]),
        "required": requirement(told),
        "found": value(told["found"], told["fact"]),
        "on": told["met_on"] or "",
    }
    return str(CHANGES[told["step"]]) % words


def agency(slug: str) -> str:
    """Return what an agency is called."""
    named = load_law().vocabulary.agencies.get(slug)
    return slug if named is None else named.label_en if english() else named.label


def paper(slug: str) -> str:
    """Return what a kind of document is called."""
    named = load_law().vocabulary.documents.get(slug)
    return slug if named is None else named.label_en if english() else named.label


def english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith("en")
