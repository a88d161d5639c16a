"""Villages that become communities (村改居): a batch with a preview, and taken back as a batch.

Nobody's registration is written again: where people live follows from the division of the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from hukou.kernel.errors import InvalidInput
from registry.errors import (
    ChangeAlreadyUndone,
    ChangeBuiltUpon,
    NoSuchDivision,
    constraints_explained,
)
from registry.models import (
    SPECIAL_AREA,
    Account,
    Division,
    DivisionChange,
    DivisionChangeKind,
    DivisionLevel,
    UrbanRuralCode,
)

from .classifying import Classifying
from .redrawing import Redrawing

COMMUNITIES: Final = range(1, 200)
"""Committee codes of residents' committees, by the statistics bureau's rules of coding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """One village: what its community is called, its code, and its class from then on."""

    village: Division
    name: str
    code: str
    urban_rural_class: str = ""


@transaction.atomic
@constraints_explained()
def turn_into_communities(
    conversions: Sequence[Conversion], *, on: date, source: str, approver: str, by: Account
) -> DivisionChange:
    """Make communities of villages from this day: all of the batch, or none (村改居).

    Raises:
        InvalidInput: no village, or every one of them that is wrong, by its place in the batch.
        DivisionNotThen, DivisionCodeTaken, LaterEventStands, EventInFuture, NoPosting
    """
    _refuse_wrong(conversions)
    change = Redrawing(on=on, source=source, approver=approver, by=by)
    villages = change.take(*(each.village for each in conversions))
    classes = Classifying(on=on, source=source, approver=approver, by=by)
    for each, village in zip(conversions, villages, strict=True):
        before = classes.on_day(village.code)
        change.follow(village, name="".join(each.name.split()), code=each.code)
        classes.hand_on(before, each.code, each.urban_rural_class)
    return change.record(
        DivisionChangeKind.VILLAGE_TO_COMMUNITY,
        classes=[[each.village.code, each.code, each.urban_rural_class] for each in conversions],
    )


@transaction.atomic
@constraints_explained()
def undo_turning_into_communities(
    change: DivisionChange, *, on: date, source: str, approver: str, by: Account
) -> DivisionChange:
    """Make villages again of the communities of a batch, from this later day, as a new batch.

    The days in between stay what they were. Name, code and class are those of before.

    Raises:
        ChangeAlreadyUndone: it was taken back, or is no 村改居.
        ChangeBuiltUpon: one of the communities has changed since.
        DivisionNotThen: the day is not after the one of the change.
        EventInFuture, NoPosting, InvalidInput
    """
    if change.kind != DivisionChangeKind.VILLAGE_TO_COMMUNITY:
        raise ChangeAlreadyUndone(change=change.pk)
    steps = list(change.steps.select_related("former", "following").order_by("pk"))
    pairs = [(each.former, each.following) for each in steps if each.former and each.following]
    undoing = Redrawing(on=on, source=source, approver=approver, by=by, undoes=change)
    undoing.lock(*(community for _, community in pairs))
    if DivisionChange.objects.filter(undoes=change).exists():
        raise ChangeAlreadyUndone(change=change.pk)
    ended = Division.objects.filter(
        pk__in=[community.pk for _, community in pairs], period__upper_inf=False
    )
    if ended.exists():
        raise ChangeBuiltUpon(change=change.pk)
    communities = undoing.take(*(community for _, community in pairs))
    classes = Classifying(on=on, source=source, approver=approver, by=by)
    for (village, _), community in zip(pairs, communities, strict=True):
        undoing.follow(community, name=village.name, code=village.code)
        former = _class_before(village.code, change.on)
        classes.hand_on(classes.on_day(community.code), village.code, former)
    return undoing.record(DivisionChangeKind.UNDONE, undoes=change.pk)


def _class_before(code: str, on: date) -> str:
    rows = UrbanRuralCode.objects.filter(division_code=code, period__startswith__lt=on)
    last = rows.order_by("-period").first()
    return last.urban_rural_class if last else ""


def _refuse_wrong(conversions: Sequence[Conversion]) -> None:
    if not conversions:
        raise InvalidInput("请选择要改为社区的村。", field="villages")
    if strange := [each for each in conversions if each.village.level != DivisionLevel.VILLAGE]:
        raise NoSuchDivision(division=strange[0].village.code)
    wrong = [
        InvalidInput(f"第{place}个村：{problem}", field=f"villages.{place}")
        for place, each in enumerate(conversions, start=1)
        if (problem := _problem(each))
    ]
    codes = {each.code for each in conversions}
    villages = {each.village.pk for each in conversions}
    if min(len(codes), len(villages)) < len(conversions):
        wrong.append(InvalidInput("同一个村或代码出现多次。", field="villages"))
    if wrong:
        raise InvalidInput.gather(wrong)


def _problem(each: Conversion) -> str:
    if not each.name.strip():
        return "请填写社区名称"
    if each.urban_rural_class == SPECIAL_AREA:
        return "特殊区域须另凭批复录入"
    own, tail = each.village.code[:-3], each.code[-3:]
    if each.code != own + tail or not tail.isdigit() or int(tail) not in COMMUNITIES:
        return "社区代码为本街道（镇）下12位，后三位在001至199之间"
    return ""
