"""A small round of settling by points for the demonstration (演示年度), in Guangzhou's scheme.

The division and the scheme are real; offices, people and the order of the year are made up.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from .plan import PlannedAccount, PlannedOffice

CITY: Final = "440100"
ROUND_OFFICES: Final = (
    PlannedOffice(
        code="440100000000", name="广州市公安局（演示）", level="city", parent=None, areas=(CITY,)
    ),
    PlannedOffice(
        code="440106000000",
        name="天河区分局（演示）",
        level="county",
        parent="440100000000",
        areas=("440106",),
    ),
    PlannedOffice(
        code="440106510000",
        name="五山派出所（演示）",
        level="station",
        parent="440106000000",
        areas=("440106001",),
    ),
)
ROUND_ACCOUNTS: Final = (
    PlannedAccount(
        username="suijifen",
        name="梁穗",
        badge="D00021",
        role="city_approver",
        office="440100000000",
    ),
    PlannedAccount(
        username="tianhe", name="冼志明", badge="D00022", role="officer", office="440106510000"
    ),
)


class RoundApplicant(NamedTuple):
    """Somebody who applies: what differs from the usual truth, by fact."""

    name: str
    born: date
    serial: int
    differs: Mapping[str, object]


USUAL: Final[Mapping[str, object]] = {
    "permit.months": 120,
    "permit.continuous_months": 120,
    "permit.guangdong_valid_in_guangzhou": True,
    "dwelling.tenure": "owned",
    "employment.legal_stable": True,
    "insurance.social_months": 96,
    "insurance.pension_months": 96,
    "insurance.medical_months": 96,
    "insurance.pension_backpaid_months": 0,
    "insurance.medical_backpaid_months": 0,
    "education.level": "bachelor",
    "conduct.criminal_penalty_5y": False,
    "conduct.bad_credit_records": 0,
    "conduct.tax_evasions_5y": 0,
    "conduct.police_penalties_5y": 0,
    "conduct.evasions_in_credit": 0,
    "conduct.penalties_in_credit": 0,
}
"""What the agencies say of somebody who qualifies."""
UNCLAIMED: Final[Mapping[str, object]] = {
    "dwelling.lease_months_total": 0,
    "residence.months_outside_core": 0,
    "insurance.unemployment_months": 0,
    "insurance.injury_months": 0,
    "insurance.maternity_months": 0,
    "housing_fund.months": 0,
    "innovation.patent_inventors": [],
    "innovation.high_tech_months": 0,
    "skill.in_catalogue": False,
    "trade.hardship": False,
    "service.blood_donations": 0,
    "service.volunteer_hours_by_year": [],
    "tax.income_3y_yuan": 0,
    "tax.income_filed_each_of_3y": False,
    "tax.income_settled_last_year": False,
    "tax.enterprise_3y_yuan": 0,
    **dict.fromkeys((f"award.{each}" for each in ("central", "provincial", "city", "district")), 0),
    **dict.fromkeys(
        (f"award.military_{each}" for each in ("honour", "first", "second", "third")), 0
    ),
}
"""What these applicants do not claim: it is asked of nobody."""
APPLICANTS: Final = (
    RoundApplicant("陈立志", date(1990, 5, 1), 11, {}),
    RoundApplicant("欧阳小山", date(1988, 2, 9), 12, {"permit.months": 108}),
    RoundApplicant("𠮷尼玛", date(1992, 7, 21), 13, {"permit.months": 96}),
    RoundApplicant("阿依古丽·买买提", date(1993, 3, 8), 14, {"education.level": "junior_college"}),
    RoundApplicant("何嘉", date(1985, 11, 30), 15, {"insurance.medical_months": 84}),
    RoundApplicant("黄晓东", date(1991, 1, 17), 16, {"insurance.medical_months": 84}),
    RoundApplicant("伍丽珊", date(1987, 6, 5), 17, {"dwelling.tenure": "leased"}),
    RoundApplicant("郑启航", date(1994, 9, 12), 18, {"permit.months": 60}),
    RoundApplicant("苏敏仪", date(1989, 12, 3), 19, {"conduct.police_penalties_5y": 1}),
    RoundApplicant("谭国辉", date(1984, 4, 25), 20, {"education.level": None}),
)
"""None: the agency has not answered. Two are equals, one does not reach the threshold."""
