"""Files and decides what a demo county decided in the year before, risky decisions among them."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.actions import (
    AddressDetails,
    DraftRequest,
    OrderRequest,
    PartyRequest,
    accept,
    approve,
    assess_if_ready,
    carry_out,
    delegate,
    draft,
    record_answer,
    refuse,
    submit,
)
from applications.connectors import Answer
from applications.county import (
    ACCOUNTS,
    DESTINATION,
    NEIGHBOUR,
    OFFICES,
    PILOT_BEGAN,
    REGULATION,
    Fate,
    PastFile,
    plan_county,
    plan_last_year,
)
from applications.models import Application, DelegateRole, Kind, PartyRole
from hukou.kernel import clock
from hukou.law import item_of
from registry.actions import reverse_entry
from registry.models import Account, Entry, EntryKind, Person
from registry.queries import account_named, office_coded, villages_of

CHANNEL: Final = "QZF-1"
GIVEN_BY: Final = "chenxian"
PLANTED: Final = "planted-decisions.csv"
BASIS: Final = {"document": "合成县", "clause": "演示数据，不对应任何真实人员"}
LOOKED_AT: Final = timedelta(days=2)
FOUND_OUT: Final = timedelta(days=9)


class Command(BaseCommand):
    help = "File and decide a year of made-up applications; what is risky is written down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, required=True, help="as for generate_county")
        parser.add_argument("--seed", type=int, required=True, help="as for generate_county")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up applications.")
        today = clock.today()
        villages = villages_of([area for office in OFFICES for area in office.areas], on=today)
        plan = plan_county(options["people"], seed=options["seed"], today=today, villages=villages)
        files = list(plan_last_year(plan, today=today, villages=villages))
        _hand_down(today - PILOT_BEGAN, until=today - timedelta(days=1))
        _hand_down_now(today)
        decided = [(each, _decide(each)) for each in files]
        _write_down(decided)
        self.stdout.write(f"{len(decided)} applications of the last year decided")


def _hand_down(on: date, *, until: date) -> None:
    """Enter the order of a trial that has ended: the counter of one station decided by itself."""
    with clock.frozen(on):
        request = OrderRequest(
            number="示例授权〔演示〕1号",
            document="演示授权书（合成，不对应任何真实文件）",
            clause="一",
            items=[item_of(event="", regulation=REGULATION, channel=CHANNEL)],
            office_id=office_coded(DESTINATION).pk,
            to_role=DelegateRole.OFFICER,
            start=on,
            until=until,
        )
        delegate(request, by=account_named(GIVEN_BY))


def _hand_down_now(on: date) -> None:
    """Enter an order without a last day: whenever the demonstration is opened, one is in force."""
    request = OrderRequest(
        number="示例授权〔演示〕2号",
        document="演示授权书（合成，不对应任何真实文件）",
        clause="二",
        items=[item_of(event="", regulation=REGULATION, channel=CHANNEL)],
        office_id=office_coded(NEIGHBOUR).pk,
        to_role=DelegateRole.OFFICER,
        start=on,
    )
    delegate(request, by=account_named(GIVEN_BY))


def _decide(past: PastFile) -> Application:
    """Take one file through, on the days it was."""
    officer, chief = (_posted(past.office, role) for role in ("officer", "chief"))
    entered_by = _posted(past.office, "auxiliary") if past.by_order else officer
    handed_in = clock.start_of(past.on) + timedelta(hours=9)
    with clock.frozen(handed_in):
        file = draft(_request(past), by=entered_by)
        submit(file.pk, by=entered_by)
        accept(file.pk, by=entered_by)
        _answer(file, past)
        assess_if_ready(file.pk)
    looked_at = timedelta(minutes=1) if past.fate is Fate.HASTY else LOOKED_AT
    decider = officer if past.by_order else chief
    _finish(file, past, officer=officer, decider=decider, at=handed_in + looked_at)
    return file


def _finish(
    file: Application, past: PastFile, *, officer: Account, decider: Account, at: datetime
) -> None:
    with clock.frozen(at):
        if past.fate is Fate.REFUSED:
            refuse(file.pk, by=decider, grounds="住所不属于合法稳定住所")
            return
        approve(file.pk, by=decider)
        carry_out(file.pk, by=officer)
    if past.fate is Fate.REVERSED:
        with clock.frozen(at + FOUND_OUT):
            moved = Entry.objects.get(application=file.pk, kind=EntryKind.MOVE_IN)
            reverse_entry(moved, by=decider, basis=BASIS, reason="事后查明住所证明不实")


def _posted(office: str, role: str) -> Account:
    [planned] = [each for each in ACCOUNTS if (each.office, each.role) == (office, role)]
    return account_named(planned.username)


def _request(past: PastFile) -> DraftRequest:
    person = Person.objects.get(held_numbers__number=past.number)
    lead = PartyRequest(role=PartyRole.APPLICANT, person_id=person.pk, consented_on=past.on)
    door = AddressDetails(division=past.division, street="往年路", plate=past.plate)
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        applied_on=past.on,
        regulation=REGULATION,
        channel=CHANNEL,
        address=door,
        parties=[lead],
    )


def _answer(file: Application, past: PastFile) -> None:
    """Give what the agencies answered then."""
    for row in file.verifications.all():
        value = past.facts.get(row.fact)
        record_answer(
            row.pk,
            Answer(
                request_id=row.pk,
                fact=row.fact,
                known=value is not None,
                value=value,
                answered_at=clock.now(),
                receipt="演示",
            ),
        )


def _write_down(decided: list[tuple[PastFile, Application]]) -> None:
    path = Path(settings.DATA_DIR, PLANTED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("number", "sign"))
        writer.writerows(
            (application.number, past.fate.value)
            for past, application in decided
            if past.fate is not Fate.ORDINARY and not past.by_order
        )
