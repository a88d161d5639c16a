"""Runs a small round of settling by points as far as its frozen list, for the demonstration."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.actions import (
    AddressDetails,
    DraftRequest,
    Newcomer,
    PartyRequest,
    RoundRequest,
    Upload,
    attach,
    declare_round,
    draft,
    freeze,
    record_answer,
    replace_by_document,
    submit,
)
from applications.connectors import Answer
from applications.county import demonstration_paper
from applications.county.round import (
    APPLICANTS,
    CITY,
    ROUND_ACCOUNTS,
    ROUND_OFFICES,
    UNCLAIMED,
    USUAL,
    RoundApplicant,
)
from applications.models import Application, Kind, PartyRole, Round, VerificationStatus
from applications.queries.policy import standing
from hukou import env
from hukou.kernel import clock
from hukou.kernel.identity_number import check_character
from hukou.kernel.periods import full_years
from hukou.law import load_law
from registry.actions import found_office, open_account, post
from registry.models import Account, Office
from registry.queries import account_named, villages_of

RUNNER, OFFICER = "suijifen", "tianhe"
ANY_PAPER: Final = "written_statement"
TEXT, CHANNEL, PLACES = "gz-points-2023", "GZP-1", 4
DOCUMENT: Final = "演示用年度通告（不对应任何真实文件）"
BACK: Final = timedelta(days=90)
"""How long ago the window opened: every agency's term has passed since."""
NEXT: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the made-up year: its window lies back, and the list is frozen today."""

    opens: datetime
    closes: datetime
    during: datetime


class Command(BaseCommand):
    help = "Run a made-up round of settling by points up to its frozen list (a demonstration)."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up people.")
        days = _days()
        if not _speaks(days):
            self.stdout.write("no round of points: its text does not speak on those days")
            return
        _staff()
        round_ = _declared(days)
        villages = villages_of([ROUND_OFFICES[-1].areas[0]], on=clock.today())
        village = villages[ROUND_OFFICES[-1].areas[0]][0]
        for each in APPLICANTS:
            _apply(each, village, days)
        made = freeze(round_.pk, by=account_named(RUNNER))
        self.stdout.write(f"Round of points: {made.applicants} applied, {made.admitted} admitted")
        for account in ROUND_ACCOUNTS:
            self.stdout.write(f"  {account.username:<10} {account.role:<22} {account.name}")


def _days() -> Days:
    first = clock.today() - BACK
    opens = datetime.combine(first, time(9), tzinfo=clock.ZONE)
    return Days(opens, opens + timedelta(days=30), opens + NEXT)


def _speaks(days: Days) -> bool:
    """Whether the text decides on these days, and leaves the year's order to be made up."""
    scheme = load_law().schemes.by_id[TEXT]
    on = days.opens.date()
    said = days.opens.year in scheme.quotas or days.opens.year in scheme.windows
    return not said and standing().silence(scheme.regulation, on=on) is None


def _declared(days: Days) -> Round:
    with clock.frozen(days.opens - NEXT):
        return declare_round(
            RoundRequest(
                division=CITY,
                year=days.opens.year,
                quota=PLACES,
                opens_at=days.opens,
                closes_at=days.closes,
                facts_until=days.opens.date(),
                publicity_days=5,
                objection_days=5,
                document=DOCUMENT,
                clause="第一条",
            ),
            by=account_named(RUNNER),
        )


def _apply(who: RoundApplicant, village: str, days: Days) -> None:
    officer = account_named(OFFICER)
    with clock.frozen(days.during + timedelta(minutes=who.serial)):
        application = submit(draft(_asking(who, village), by=officer).pk, by=officer)
        sex = "male" if who.serial % 2 else "female"
        age = full_years(who.born, days.opens.date())
        born = {"person.birth_date": who.born.isoformat(), "person.age": age, "person.sex": sex}
        truth = {**USUAL, **born, **who.differs}
        _answer(application, truth)
        _prove(application, truth, by=officer)


def _asking(who: RoundApplicant, village: str) -> DraftRequest:
    newcomer = Newcomer(
        name=who.name,
        identity_number=_number(who),
        sex="1" if who.serial % 2 else "2",
        birth_date=who.born,
    )
    applicant = PartyRequest(role=PartyRole.APPLICANT, newcomer=newcomer, declared=dict(UNCLAIMED))
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation=TEXT,
        channel=CHANNEL,
        applied_on=clock.today(),
        parties=[applicant],
        address=AddressDetails(division=village, street="示例路", plate=f"{who.serial}号"),
    )


def _number(who: RoundApplicant) -> str:
    body = f"440199{who.born:%Y%m%d}{who.serial:03d}"
    return body + check_character(body)


def _answer(application: Application, truth: dict[str, object]) -> None:
    """Have the agencies answer by the truth; where it says None, one stays silent."""
    asked = application.verifications.filter(status=VerificationStatus.PENDING)
    silent = {fact for fact, value in truth.items() if value is None}
    while rows := list(asked.exclude(fact__in=silent)):
        for row in rows:
            value = truth.get(row.fact)
            answer = Answer(
                request_id=row.pk,
                fact=row.fact,
                known=value is not None,
                value=value,
                answered_at=clock.now(),
                receipt="演示",
            )
            record_answer(row.pk, answer)


def _prove(application: Application, truth: dict[str, object], *, by: Account) -> None:
    """Show by a paper what no agency that is connected can be asked."""
    title = "演示材料（非真实文件）"
    for row in application.verifications.filter(status=VerificationStatus.BY_HAND):
        if truth.get(row.fact) is None:
            continue
        paper = Upload(
            name="demo.pdf",
            content_type="application/pdf",
            content=demonstration_paper((title, row.fact)),
        )
        kind = next(iter(load_law().vocabulary[row.fact].documents), ANY_PAPER)
        document = attach(application.pk, paper, kind=kind, party=row.party_id, by=by)
        replace_by_document(
            row.pk,
            by=by,
            document_id=document.pk,
            value=truth[row.fact],
            reason="该部门未联通，以所交材料为准",
        )


def _staff() -> None:
    offices: dict[str, Office] = {}
    for planned in ROUND_OFFICES:
        offices[planned.code] = found_office(
            planned.code,
            name=planned.name,
            level=planned.level,
            parent=offices.get(planned.parent or ""),
            areas=planned.areas,
            on=clock.today(),
        )
    for member in ROUND_ACCOUNTS:
        account: Account = open_account(
            member.username,
            name=member.name,
            password=env.text("DEMO_PASSWORD"),
            badge_number=member.badge,
            is_demo=True,
        )
        post(
            account,
            to=offices[member.office],
            role=member.role,
            since=clock.today() - 10 * BACK,
        )
