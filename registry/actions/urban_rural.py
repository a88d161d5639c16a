"""A village or community given another class (城乡分类变更); code 123 by the bureau's paper."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from hukou.kernel.errors import InvalidInput
from hukou.law import load_law, parse_facts
from registry.errors import (
    NoSuchDivision,
    NotASpecialArea,
    ReferenceRequired,
    constraints_explained,
)
from registry.models import (
    SPECIAL_AREA,
    Account,
    Division,
    DivisionLevel,
    EntryKind,
    UrbanRuralCode,
)

from .classifying import Classifying
from .days import EventDay
from .people import office_of_actor
from .recording import Pen


@transaction.atomic
@constraints_explained()
def change_urban_rural_class(
    division_code: str,
    *,
    to: str,
    on: date,
    source: str,
    approver: str,
    by: Account,
    reference: str = "",
    facts: Mapping[str, object] | None = None,
) -> UrbanRuralCode:
    """Give a village or community another class from this day, by whose decision and paper.

    Class 123 (特殊区域) takes the `reference` of the statistics bureau, and the `facts` of the
    area (`area.…` of the vocabulary), which must meet the tests of the law.

    Raises:
        NoSuchDivision, ClassUnchanged, LaterEventStands, EventInFuture, NoPosting
        ReferenceRequired, NotASpecialArea: with `cite`.
        InvalidInput: a fact is not known, or no source or approver is given.
    """
    EventDay(on).is_near()
    there = Division.objects.on(on).filter(code=division_code, level=DivisionLevel.VILLAGE)
    if not there.select_for_update(no_key=True).exists():
        raise NoSuchDivision(division=division_code, on=on.isoformat())
    grounds = judged(facts or {}, reference=reference, on=on) if to == SPECIAL_AREA else {}
    given = Classifying(
        on=on,
        source=source,
        approver=approver,
        by=by,
        reference=reference if to == SPECIAL_AREA else "",
    ).give(division_code, to, grounds=grounds)
    pen = Pen(by=by, on=on, basis={"document": given.source, "clause": ""})
    pen.note(
        EntryKind.DIVISION_CHANGED,
        office_id=office_of_actor(by),
        reason="urban_rural_class",
        details={
            "division": division_code,
            "class": given.urban_rural_class,
            "approver": given.approver,
            "reference": given.reference,
        },
    )
    pen.write()
    return given


def judged(facts: Mapping[str, object], *, reference: str, on: date) -> dict[str, object]:
    """Return the findings by which an area is a special one.

    Raises:
        ReferenceRequired, NotASpecialArea, InvalidInput
    """
    law = load_law().special_areas
    if not reference.strip():
        raise ReferenceRequired(cite=law.reference_cite.as_json(), field="reference")
    told = parse_facts(facts, on=on, prefix="facts.")
    verdict = law.judge(told.values, on=on)
    if verdict.missing:
        raise InvalidInput.gather(
            [
                InvalidInput("请填写此项认定情况。", field=f"facts.{name}")
                for name in verdict.missing
            ]
        )
    findings = [each.as_json() for each in verdict.findings]
    if not verdict.is_met:
        raise NotASpecialArea(cite=law.cite.as_json(), findings=findings)
    return {"findings": findings, "cite": law.cite.as_json()}
