"""Collective households: set up as the law says, and changed (集体户立户、变更)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from hukou.kernel import division_code, unified_credit_code
from hukou.kernel.errors import InvalidInput
from hukou.law import Citation, Outcome, SetUpJudgement
from registry.errors import (
    CollectiveNotAllowed,
    GroundsNeeded,
    NotACollectiveHousehold,
    PublicWithoutDistrict,
    constraints_explained,
)
from registry.models import (
    Account,
    Address,
    CollectiveHousehold,
    CollectiveSort,
    Division,
    DivisionLevel,
    EntryKind,
    Household,
    HouseholdKind,
    Office,
)
from registry.queries.collective_law import judge_set_up

from .days import EventDay
from .households import open_household
from .recording import Pen


@dataclass(frozen=True, kw_only=True)
class CollectiveDetails:
    """What is registered of a collective household beside its name and address.

    `credit_code` is that of the unit (GB 32100); a public one has none.
    """

    sort: str
    contact: str
    phone: str
    credit_code: str = ""


@transaction.atomic
@constraints_explained()
def open_collective_household(
    address: Address,
    details: CollectiveDetails,
    *,
    name: str,
    facts: Mapping[str, object],
    office: Office,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    grounds: str = "",
    application: UUID | None = None,
) -> Household:
    """Open a collective household, judged by the law of the place (集体户立户).

    `facts` are those of the vocabulary's `collective.` group that somebody looked at; what is
    left out is unknown. Where the law leaves the decision to an officer, `grounds` says why.
    The entry keeps the judgement.

    Raises:
        CollectiveNotAllowed: a confirmed condition fails; `cite` and `unmet` say which.
        GroundsNeeded: the decision is an officer's, and no grounds are given.
        PublicWithoutDistrict, BadCreditCode, InvalidInput, EventInFuture
    """
    checked = checked_details(details)
    district = _district(address, on=on) if checked.sort == CollectiveSort.PUBLIC else None
    judged = judge_set_up(
        checked.sort,
        facts,
        credit_code=checked.credit_code,
        division=address.division.code,
        on=on,
    )
    _refuse_unless_allowed(judged, grounds)
    household = open_household(
        address,
        kind=HouseholdKind.COLLECTIVE,
        office=office,
        on=on,
        by=by,
        basis=basis,
        name=name,
        application=application,
    )
    CollectiveHousehold.objects.create(household=household, district=district, **asdict(checked))
    pen = Pen(by=by, on=on, basis=basis, application=application)
    pen.note(
        EntryKind.HOUSEHOLD_CHANGED,
        office_id=office.pk,
        household_id=household.pk,
        reason="collective_set_up",
        details={
            **asdict(checked),
            "district": district.code if district else "",
            "facts": dict(facts),
            "judgement": judged.as_json(),
            "grounds": grounds.strip(),
        },
    )
    pen.write()
    return household


@transaction.atomic
@constraints_explained()
def change_collective(
    household: Household,
    details: CollectiveDetails,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
) -> CollectiveHousehold:
    """Correct or complete what is registered of a collective household (变更集体户资料).

    One that came without these details, from old data, is given them.

    Raises:
        NotACollectiveHousehold, PublicWithoutDistrict, BadCreditCode, InvalidInput
    """
    [household] = Household.objects.lock(household.pk)
    refuse_a_family(household)
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    checked = checked_details(details)
    district = None
    if checked.sort == CollectiveSort.PUBLIC:
        lived = household.addresses.on(on).select_related("address__division").get()
        district = _district(lived.address, on=on)
    before = CollectiveHousehold.objects.filter(household=household).first()
    stored, _ = CollectiveHousehold.objects.update_or_create(
        household=household, defaults={**asdict(checked), "district": district}
    )
    was = {name: getattr(before, name, "") for name in asdict(checked)}
    pen = Pen(by=by, on=on, basis=basis)
    pen.note(
        EntryKind.HOUSEHOLD_CHANGED,
        office_id=household.office_id,
        household_id=household.pk,
        reason="collective_changed",
        details={"from": was, "to": asdict(checked)},
    )
    pen.write()
    return stored


def refuse_a_family(household: Household) -> None:
    """Refuse what only collective households have."""
    if household.kind != HouseholdKind.COLLECTIVE:
        raise NotACollectiveHousehold(household=household.number, field="household")


def checked_details(details: CollectiveDetails) -> CollectiveDetails:
    """Return the details as stored; refuse every fault at once, each with its field."""
    problems: list[InvalidInput] = []
    if details.sort not in CollectiveSort.values:
        problems.append(InvalidInput("请选择集体户类型。", field="sort"))
    problems += [
        InvalidInput("请填写集体户的联系人和联系电话。", field=field)
        for field in ("contact", "phone")
        if not getattr(details, field).strip()
    ]
    code = details.credit_code.strip()
    if details.sort == CollectiveSort.PUBLIC and code:
        problems.append(
            InvalidInput("公共集体户没有统一社会信用代码，请清空此项。", field="credit_code")
        )
    elif details.sort != CollectiveSort.PUBLIC:
        try:
            code = unified_credit_code.parse(code).text
        except unified_credit_code.BadCreditCode as problem:
            problems.append(problem)
    if problems:
        raise problems[0] if len(problems) == 1 else InvalidInput.gather(problems)
    return CollectiveDetails(
        sort=details.sort,
        contact=details.contact.strip(),
        phone=details.phone.strip(),
        credit_code=code,
    )


def _refuse_unless_allowed(judged: SetUpJudgement, grounds: str) -> None:
    if judged.outcome is Outcome.NOT_ELIGIBLE:
        unmet = judged.unmet
        raise CollectiveNotAllowed(
            "；".join(f"{each.condition}（{_said(each.cite)}）" for each in unmet),
            cite=unmet[0].cite.as_json(),
            unmet=[each.as_json() for each in unmet],
        )
    if judged.outcome is Outcome.REVIEW and not grounds.strip():
        raise GroundsNeeded(
            "；".join(
                f"{each.reason}（{each.cite.document}{each.cite.clause}）"
                for each in judged.reasons
            ),
            field="grounds",
            cite=judged.reasons[0].cite.as_json(),
        )


def _said(cite: Citation) -> str:
    return f"{cite.document} {cite.clause}"


def _district(address: Address, *, on: date) -> Division:
    """Return the county-level division an address lies in."""
    code = division_code.county(address.division.code)
    district = (
        Division.objects.on(on).filter(code=code, level=DivisionLevel.COUNTY).first()
        if code
        else None
    )
    if district is None:
        raise PublicWithoutDistrict(division=address.division.code, field="division")
    return district
