"""Families of a made-up county that apply to settle in town, and the officers who decide."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.management import call_command

from applications.actions import accept, approve, carry_out, draft, refuse, submit
from applications.connectors.sandbox import Truth, write_truth
from applications.county import DESTINATION, OFFICES, PlannedHousehold, plan_county
from applications.kinds import AddressDetails, DraftRequest, PartyRequest
from applications.models import Application, Kind, PartyRole
from applications.workflow import Status
from hukou.kernel import clock
from registry.models import Account, HeldNumber
from registry.queries.divisions import villages_of

PEOPLE: Final = 400
SEED: Final = 11
CHANNEL: Final = "QZF-1"
ADULT_FROM: Final = 18
KINDS: Final = {"1": "spouse", "2": "child", "3": "child"}
"""By the first digit of GB/T 4761; families with others in them do not apply here."""


def file_applications(count: int) -> list[UUID]:
    """Make a county, let `count` of its families apply, and accept every application."""
    call_command("generate_county", people=PEOPLE, seed=SEED, stdout=io.StringIO())
    today = clock.today()
    officer = Account.objects.get(username="wangfang")
    areas = [area for office in OFFICES for area in office.areas]
    villages = villages_of(areas, on=today)
    town = next(office for office in OFFICES if office.code == DESTINATION).areas[0]
    plan = plan_county(PEOPLE, seed=SEED, today=today, villages=villages)
    families = [each for each in plan.households if _may_apply(each, today)][:count]
    assert len(families) == count
    write_truth(Path(settings.DATA_DIR, "truth.sqlite"), _eligible(families))
    filed = []
    for room, family in enumerate(families, start=101):
        address = AddressDetails(
            division=villages[town][0], street="演练路", plate="1号", room=f"{room}室"
        )
        application = draft(_request(family, address, today), by=officer)
        submit(application.pk, by=officer)
        accept(application.pk, by=officer)
        filed.append(application.pk)
    return filed


def decide_what_is_ready(filed: Sequence[UUID]) -> None:
    """Decide every assessed application and carry out every approved one."""
    chief = Account.objects.get(username="lichief")
    officer = Account.objects.get(username="wangfang")
    for application in Application.objects.filter(id__in=filed, status=Status.ASSESSED):
        assessment = application.assessments.get()
        if assessment.outcome == "eligible":
            approve(application.pk, by=chief, grounds="符合条件")
        else:
            refuse(application.pk, by=chief, grounds="不符合条件")
    for application in Application.objects.filter(id__in=filed, status=Status.APPROVED):
        carry_out(application.pk, by=officer)


def _may_apply(family: PlannedHousehold, today: date) -> bool:
    """Couples and parents with minor children who live elsewhere: all can settle together."""
    others = family.members[1:]
    return (
        family.office != DESTINATION
        and not family.story
        and all(each.left_on is None for each in family.members)
        and all(each.relation[0] in KINDS for each in others)
        and all(
            KINDS[each.relation[0]] == "spouse" or today.year - each.person.born.year < ADULT_FROM
            for each in others
        )
    )


def _eligible(families: Sequence[PlannedHousehold]) -> Iterator[Truth]:
    for family in families:
        for member in family.members:
            number = member.person.number
            yield Truth(number, "dwelling.tenure", "owned")
            yield Truth(number, "dwelling.legal_and_stable", value=True)
            yield Truth(number, "relation.cohabits", value=True)


def _request(family: PlannedHousehold, address: AddressDetails, today: date) -> DraftRequest:
    numbers = [member.person.number for member in family.members]
    people = dict(HeldNumber.objects.filter(number__in=numbers).values_list("number", "person_id"))
    parties = [
        PartyRequest(
            role=PartyRole.APPLICANT if position == 0 else PartyRole.COMPANION,
            person_id=people[member.person.number],
            relation="" if position == 0 else KINDS[member.relation[0]],
            consented_on=today,
        )
        for position, member in enumerate(family.members)
    ]
    return DraftRequest(
        kind=Kind.SETTLEMENT, applied_on=today, channel=CHANNEL, address=address, parties=parties
    )
