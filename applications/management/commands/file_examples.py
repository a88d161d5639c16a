"""Files applications for the example families, so that a demo's desk is not empty."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.actions import (
    AddressDetails,
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    accept,
    attach,
    draft,
    leave_unknown,
    replace_by_document,
    submit,
)
from applications.county import (
    DESTINATION,
    OFFICES,
    CountyPlan,
    PlannedPerson,
    Story,
    demonstration_paper,
    plan_county,
)
from applications.models import Application, Kind, PartyRole, Verification, VerificationStatus
from applications.queries.registered import registered
from hukou.kernel import clock
from hukou.kernel.kinship import relation_kind
from hukou.law import load_law
from registry.models import Account
from registry.queries import account_named, villages_of

STREET: Final = "荷花路"
ENTERED_BY: Final = "wangfang"
ACCEPTED_BY: Final = "zhaofu"
LEFT_FOR_THE_TOUR: Final = 1
"""The first family is the newcomer's own to settle."""


class Command(BaseCommand):
    help = "File and accept the example families' applications; the first is left to be tried."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, required=True, help="as for generate_county")
        parser.add_argument("--seed", type=int, required=True, help="as for generate_county")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up applications.")
        areas = [area for office in OFFICES for area in office.areas]
        villages = villages_of(areas, on=clock.today())
        plan = plan_county(
            options["people"], seed=options["seed"], today=clock.today(), villages=villages
        )
        stories = plan.stories[LEFT_FOR_THE_TOUR:]
        for position, story in enumerate(stories, start=1):
            _file(plan, story, door=_door(villages, position), accepted=position < len(stories))
        self.stdout.write(f"{len(stories)} applications filed")


def _door(villages: Mapping[str, Sequence[str]], position: int) -> AddressDetails:
    station = next(office for office in OFFICES if office.code == DESTINATION)
    places = villages[station.areas[0]]
    return AddressDetails(
        division=places[position % len(places)], street=STREET, plate=f"{8000 + position}号"
    )


def _file(plan: CountyPlan, story: Story, *, door: AddressDetails, accepted: bool) -> None:
    officer = account_named(ENTERED_BY)
    people = {person.number: person for person in plan.people}
    parties = [
        PartyRequest(
            role=PartyRole.COMPANION if number in story.companions else PartyRole.APPLICANT,
            newcomer=Newcomer(name=people[number].name, identity_number=number),
            relation=relation_kind(relation) if (relation := story.companions.get(number)) else "",
            consented_on=clock.today(),
        )
        for number in (story.applicant, *story.companions)
    ]
    request = DraftRequest(
        kind=Kind.SETTLEMENT,
        applied_on=clock.today(),
        regulation=story.regulation,
        channel=story.channel,
        address=door,
        parties=parties,
    )
    application = draft(request, by=officer)
    submit(application.pk, by=officer)
    if accepted:
        _hand_in(application, people, by=officer)
        accept(application.pk, by=account_named(ACCEPTED_BY))


def _hand_in(application: Application, people: Mapping[str, PlannedPerson], *, by: Account) -> None:
    """Hand in what no connected agency knows, so that the case comes to a decision by itself."""
    known = registered(application.pk, on=clock.today())
    by_hand = application.verifications.filter(status=VerificationStatus.BY_HAND)
    for row in by_hand.select_related("party"):
        person = people[known[row.subject.pk].number or ""]
        if row.fact in person.truth:
            _show(row, person, by=by)
        else:
            leave_unknown(row.pk, by=by, reason="申请人未主张此项条件")


def _show(row: Verification, person: PlannedPerson, *, by: Account) -> None:
    vocabulary = load_law().vocabulary
    fact, value = vocabulary[row.fact], person.truth[row.fact]
    kind = fact.documents[0]
    title = vocabulary.documents[kind].label
    lines = (
        "演示材料（非真实文件）",
        title,
        f"姓名：{person.name}",
        f"{fact.label}：{fact.says(value)}",
    )
    paper = Upload(
        name=f"{title}.pdf", content_type="application/pdf", content=demonstration_paper(lines)
    )
    document = attach(row.application_id, paper, kind=kind, party=row.party_id, by=by)
    replace_by_document(
        row.pk, by=by, document_id=document.pk, value=value, reason="该部门未联通，以所交材料为准"
    )
