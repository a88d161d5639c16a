"""Facts in words: labels from the law's vocabulary, values as an officer would say them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hukou.law import load_law

UNKNOWN: Final = _("未知")
YES_NO: Final[Mapping[bool, Promise]] = {True: _("是"), False: _("否")}
UNITS: Final[Mapping[str, Promise]] = {
    "months": _("个月"),
    "m2": _("平方米"),
    "yuan": _("元"),
    "hours": _("小时"),
    "persons": _("人"),
    "years": _("周岁"),
}
NONE: Final = _("无")
OTHER: Final = _("其他")
VALUES: Final[Mapping[str, Promise]] = {
    "none": NONE,
    "other": OTHER,
    # dwelling
    "owned": _("自有"),
    "leased": _("租赁"),
    "public_rental": _("公共租赁住房"),
    "employer_dormitory": _("单位宿舍"),
    "relative_home": _("亲属住所"),
    "county_seat_town": _("县政府驻地镇"),
    "street": _("街道"),
    "other_jianzhi_town": _("其他建制镇"),
    "village": _("村"),
    "urban_core": _("中心城区"),
    "town": _("镇"),
    # insurance, education, titles
    "urban_employee": _("城镇职工"),
    "resident": _("城乡居民"),
    "below_college": _("高中以下"),
    "senior_secondary": _("普通高中"),
    "vocational": _("中等职业教育"),
    "junior_college": _("大专"),
    "bachelor": _("本科"),
    "master": _("硕士研究生"),
    "doctor": _("博士研究生"),
    "junior": _("初级"),
    "intermediate": _("中级"),
    "senior": _("高级"),
    "level5": _("初级工（五级）"),
    "level4": _("中级工（四级）"),
    "level3_senior_worker": _("高级工（三级）"),
    "level2_technician": _("技师（二级）"),
    "level1_senior_technician": _("高级技师（一级）"),
    "county": _("县级"),
    "city": _("市级"),
    "provincial": _("省级"),
    "national": _("国家级"),
    # work and honours
    "legal_representative": _("法定代表人"),
    "middle_or_higher_manager": _("中层以上管理人员"),
    "technical_staff": _("技术人员"),
    "labour_model": _("劳动模范"),
    "outstanding_migrant_worker": _("优秀农民工"),
    "brave_act": _("见义勇为"),
    "state_organ": _("国家机关"),
    "public_institution": _("事业单位"),
    # people
    "male": _("男"),
    "female": _("女"),
    "spouse": _("配偶"),
    "child": _("子女"),
    "parent": _("父母"),
    "grandparent": _("祖父母或外祖父母"),
    "grandchild": _("孙子女或外孙子女"),
    "sibling": _("兄弟姐妹"),
    "both_guardians": _("双方监护人同意"),
    "one_guardian": _("一方监护人同意"),
    "disputed": _("有争议"),
    # areas
    "mine": _("矿区"),
    "development_zone": _("开发区"),
    "industrial_park": _("工业园区"),
    "research_institute": _("科研单位"),
    "college": _("高等院校"),
    "village_like": _("类似村庄的区域"),
}
# Where a value means something else for one fact.
EXCEPTIONS: Final[Mapping[tuple[str, str], Promise]] = {
    ("honour.level", "town"): _("乡镇级"),
    ("person.legacy_type", "none"): _("无记载"),
}


def label(name: str) -> str:
    """Return the label of a fact in the page's language; the name itself if no fact is so called."""
    vocabulary = load_law().vocabulary
    if name not in vocabulary:
        return name
    fact = vocabulary[name]
    return fact.label_en if english() else fact.label


def agency(slug: str) -> str:
    """Return the label of an agency in the page's language."""
    named = load_law().vocabulary.agencies.get(slug)
    if named is None:
        return slug
    return named.label_en if english() else named.label


def paper(slug: str) -> str:
    """Return the label of a kind of document in the page's language."""
    named = load_law().vocabulary.documents.get(slug)
    if named is None:
        return slug
    return named.label_en if english() else named.label


def value(found: object, name: str = "") -> str:
    """Return a value in words: nothing is unknown, lists are joined, numbers carry their unit."""
    if found is None or found == "":
        return str(UNKNOWN)
    if isinstance(found, bool):
        return str(YES_NO[found])
    if isinstance(found, list | tuple):
        return gettext("、").join(value(each, name) for each in found)
    text = str(found)
    special = EXCEPTIONS.get((name, text)) or VALUES.get(text)
    return str(special) if special is not None else f"{text}{unit(name)}"


def unit(name: str) -> str:
    """Return the unit of a fact in words, with a space before it; empty where it has none."""
    vocabulary = load_law().vocabulary
    words = UNITS.get(vocabulary[name].unit) if name in vocabulary else None
    return f" {words}" if words is not None else ""


def english() -> bool:
    return (get_language() or "").startswith("en")
