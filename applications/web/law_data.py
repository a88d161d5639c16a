"""What a text rules beside settling, its targets, and its key groups, as panels of its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.queries.groups import group_counts
from hukou.law import Aim, Bar, Measure, Target, Topic, Transfer, load_law
from hukou.law.measures import Unit
from registry.queries import names_of

from .panels import Asked

TOPICS: Final[Mapping[Topic, Promise]] = {
    Topic.RIGHTS: _("农村权益"),
    Topic.REGISTRATION: _("户口登记"),
    Topic.PERMITS: _("居住证"),
    Topic.SERVICES: _("公共服务"),
    Topic.DATA: _("人口信息"),
    Topic.POWERS: _("审批权限"),
    Topic.STATISTICS: _("统计考核"),
    Topic.COLLECTIVE: _("集体户"),
    Topic.FEES: _("收费"),
}
TRANSFERS: Final[Mapping[Transfer, Promise]] = {
    Transfer.OWN_COLLECTIVE: _("权益只能在本集体经济组织内部转让"),
    Transfer.MARKET: _("权益可通过市场流转"),
    Transfer.PILOT: _("权益自愿有偿转让，试点"),
    Transfer.VOLUNTARY: _("权益自愿有偿转让"),
    Transfer.UNSAID: _("转让范围没有写"),
}
UNITS: Final[Mapping[str, Promise]] = {
    Unit.ITEMS: _("项"),
    Unit.POINTS: _("分"),
    Unit.PERSONS: _("人"),
    Unit.VISITS: _("次"),
    "percent": _("%"),
    "percentage_points": _("个百分点"),
}
AIMS: Final[Mapping[Aim, Promise]] = {
    Aim.PERSONS_SETTLED: _("落户城镇人数"),
    Aim.HUKOU_RATE: _("户籍人口城镇化率"),
    Aim.HUKOU_RATE_RISE: _("户籍人口城镇化率提升"),
    Aim.RATE_GAP_CUT: _("两个城镇化率差距缩小"),
    Aim.RELOCATED_SETTLED: _("搬迁入住人员落户"),
    Aim.NEW_SYSTEM: _("新型户籍制度"),
    Aim.POINTS_QUOTA: _("积分制入户名额"),
}
BARS: Final[Mapping[Bar, Promise]] = {
    Bar.GE: _("不低于"),
    Bar.LE: _("不超过"),
    Bar.ABOUT: _("约"),
    Bar.ALL: _("应落尽落"),
    Bar.DONE: _("建成"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTold:
    """A measure as the page shows it; `figures` are words like “5 项”."""

    measure: Measure
    topic: Promise
    transfer: Promise | str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTold:
    """A target as the page shows it."""

    target: Target
    aim: Promise
    bar: Promise
    unit: Promise | str
    area: str


def measures(asked: Asked) -> Mapping[str, object] | None:
    """Return what the text rules beside settling, by topic."""
    found = sorted(load_law().measures.of(asked.regulation.id), key=_by_topic)
    return {"measures": [_measure(each) for each in found]} if found else None


def _by_topic(measure: Measure) -> int:
    return list(Topic).index(measure.topic)


def _measure(measure: Measure) -> MeasureTold:
    return MeasureTold(
        measure=measure,
        topic=TOPICS[measure.topic],
        transfer=TRANSFERS[measure.transfer] if measure.transfer else "",
        figures=tuple((each.name, f"{each.value} {UNITS[each.unit]}") for each in measure.figures),
    )


def targets(asked: Asked) -> Mapping[str, object] | None:
    """Return the targets of the text, and the tables it names that were not received."""
    law = load_law().targets
    found, missing = law.of(asked.regulation.id), law.missing_of(asked.regulation.id)
    if not found and not missing:
        return None
    names = names_of([each.area for each in found])
    told = [
        TargetTold(
            target=each,
            aim=AIMS[each.aim],
            bar=BARS[each.bar],
            unit=UNITS.get(each.aim.unit, ""),
            area=names.get(each.area, ""),
        )
        for each in found
    ]
    return {"targets": told, "missing": missing}


def groups(asked: Asked) -> Mapping[str, object] | None:
    """Return how many applications each key group (重点群体) has, as far as one may see."""
    scope = getattr(asked.request, "scope", None)
    if scope is None or scope.sees_nobody:
        return None
    found = group_counts(asked.regulation, scope=scope)
    return {"groups": found} if found else None
