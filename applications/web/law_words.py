"""Conditions and channels in words (条件表述), in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hukou.law import Channel, Effect
from hukou.law.conditions import Condition, Either, Leaf
from hukou.web.fact_words import english

EFFECTS: Final[Mapping[Effect, Promise]] = {
    Effect.SETTLE: _("符合即可落户"),
    Effect.REVIEW: _("由民警审查"),
    Effect.REFUSE_ROUTE: _("不受理此途径"),
    Effect.UNSPECIFIED: _("文件未写条件，不提供"),
}
APPROVALS: Final[Mapping[str, Promise]] = {
    "": _("所长以上审批"),
    "station": _("派出所审批"),
    "county_bureau": _("县级公安机关审批"),
    "county_government": _("县级以上人民政府核准"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTold:
    """A condition as people read it: one line, or a heading over several."""

    words: str
    fact: str = ""
    clause: str = ""
    note: str = ""
    is_choice: bool = False
    members: tuple["ConditionTold", ...] = ()


def told(condition: Condition) -> ConditionTold:
    """Return a condition in words, with the ambiguity each line rests on."""
    if isinstance(condition, Leaf):
        words = condition.label_en if english() else condition.label
        return ConditionTold(
            words=words, fact=condition.fact, clause=condition.cite.clause, note=condition.note
        )
    is_choice = isinstance(condition, Either)
    return ConditionTold(
        words=str(_("具备下列之一")) if is_choice else str(_("同时具备")),
        is_choice=is_choice,
        members=tuple(told(each) for each in condition.members),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionTold:
    """Who may come along, and on which conditions."""

    label: str
    condition: ConditionTold


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTold:
    """A channel as a page shows it."""

    channel: Channel
    effect: Promise
    approval: Promise | str
    condition: ConditionTold
    companions: tuple[CompanionTold, ...]


def told_channel(channel: Channel) -> ChannelTold:
    """Return a channel with its conditions and its companions in words."""
    family = channel.family
    return ChannelTold(
        channel=channel,
        effect=EFFECTS[channel.effect],
        approval=APPROVALS.get(channel.approval, channel.approval),
        condition=told(channel.rule.conditions),
        companions=tuple(
            CompanionTold(
                label="、".join(kind.label for kind in family.kinds if kind.relation == relation),
                condition=told(family.rules[relation].conditions),
            )
            for relation in dict.fromkeys(kind.relation for kind in family.kinds)
        ),
    )
