"""A city that lets people settle by points, its bureau and a station, and who applies there."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    RoundRequest,
    declare_round,
    draft,
    freeze,
    submit,
)
from applications.models import Application, Kind, PartyRole, Round, RoundList
from hukou.kernel import clock
from hukou.kernel.identity_number import check_character
from registry.models import Account, Division, DivisionLevel, OfficeLevel, PostingRole
from tests.factories import DivisionFactory, OfficeFactory
from tests.filing import Counter, Place, answer, counter, posted

TIANHE: Final = Place("440106001001", "天河区", "五山街道", "示例社区")
CITY: Final = "440100"
YEAR: Final = 2026
OPENS: Final = datetime(2026, 7, 1, 9, tzinfo=clock.ZONE)
CLOSES: Final = datetime(2026, 7, 31, 17, tzinfo=clock.ZONE)
DURING: Final = datetime(2026, 7, 6, 10, tzinfo=clock.ZONE)
AFTER: Final = datetime(2026, 9, 7, 10, tzinfo=clock.ZONE)
"""A day when every term of an agency that was asked in the window has passed."""

ORDER: Final = RoundRequest(
    division=CITY,
    year=YEAR,
    quota=2,
    opens_at=OPENS,
    closes_at=CLOSES,
    facts_until=date(2026, 6, 30),
    publicity_days=5,
    objection_days=5,
    document="示例市2026年度积分制入户通告",
    clause="第一条至第六条",
)


@dataclass(frozen=True)
class City:
    """A station of the city with its counter, and who runs the city's rounds."""

    here: Counter
    runner: Account

    def declared(self, **changes: Any) -> Round:
        with clock.frozen(OPENS - timedelta(days=10)):
            return declare_round(replace(ORDER, **changes), by=self.runner)


def city() -> City:
    """Set up the station of 天河 and the city's bureau."""
    here = counter(dated=False, at=TIANHE)
    above = DivisionFactory.create(code=CITY, name="广州市", level=DivisionLevel.PREFECTURE)
    Division.objects.filter(code=TIANHE.code[:6]).update(parent=above)
    bureau = OfficeFactory.create(name="广州市公安局", level=OfficeLevel.CITY)
    bureau.areas.add(above)
    here.bureau.parent = bureau
    here.bureau.save(update_fields=["parent"])
    return City(here, posted(bureau, PostingRole.CITY_APPROVER))


NOTHING: Final[dict[str, object]] = {
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
"""What an ordinary applicant does not claim: it is not asked of anybody."""

TRUTH: Final[dict[str, object]] = {
    "person.birth_date": "1990-05-01",
    "person.sex": "male",
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
"""What the agencies say of somebody who qualifies: 80 + 20 + 16 + 16 + 30 + 30 = 192 points."""


def number_of(serial: int, born: str = "19900501") -> str:
    """Return the identity number of a man by the serial of his birth day."""
    digits = f"440199{born}{serial * 2 + 1:03d}"
    return digits + check_character(digits)


def number_in(at: int) -> str:
    """Return one of many numbers: 400 men were born on each day of 1990."""
    born = date(1990, 1, 1) + timedelta(days=at // 400)
    return number_of(at % 400, f"{born:%Y%m%d}")


def asking(serial: int, *, name: str = "陈立志", number: str = "", **changes: Any) -> DraftRequest:
    """Return the request of a newcomer who asks to settle by points."""
    number = number or number_of(serial)
    born = date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    newcomer = Newcomer(identity_number=number, name=name, sex="1", birth_date=born)
    applicant = PartyRequest(
        role=PartyRole.APPLICANT,
        newcomer=newcomer,
        declared=dict(NOTHING) | dict(changes.pop("declared", {})),
    )
    request = DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="gz-points-2023",
        channel="GZP-1",
        applied_on=DURING.date(),
        parties=[applicant],
        address=replace(TIANHE.address, room=str(100 + serial)),
    )
    return replace(request, **changes)


def applies(city_: City, serial: int, *, at: datetime = DURING, **changes: Any) -> Application:
    """Have somebody apply in the window."""
    with clock.frozen(at):
        by = city_.here.auxiliary
        request = replace(asking(serial, **changes), applied_on=at.date())
        return submit(draft(request, by=by).pk, by=by)


def told(application: Application, **facts: object) -> None:
    """Have every agency that is asked answer by the truth, or otherwise as told (a → a.b)."""
    says = TRUTH | {name.replace("__", "."): value for name, value in facts.items()}
    asked = application.verifications.filter(status="pending")
    with clock.frozen(DURING):
        while rows := list(asked.all()):
            for row in rows:
                answer(row, says.get(row.fact))


def frozen(round_: Round, city_: City) -> RoundList:
    """Freeze a round after every term has passed."""
    with clock.frozen(AFTER):
        return freeze(round_.pk, by=city_.runner)
