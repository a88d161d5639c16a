"""Makes up a county: offices, sign-ins, people, and what the other agencies know of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from applications.actions import activate, keep_population
from applications.connectors.sandbox import ANYBODY, Truth, write_truth
from applications.county import (
    ACCOUNTS,
    CLIENTS,
    OFFICES,
    REGULATION,
    CountyPlan,
    PlannedPerson,
    lists_of,
    plan_county,
    plan_families,
    write_faults,
    write_lists,
)
from applications.management.collectives import open_collectives
from applications.models import PopulationKind
from hukou import env
from hukou.kernel import clock
from registry.actions import (
    LoadedHousehold,
    LoadedMember,
    NoticeRow,
    PersonDetails,
    add_quality_rules,
    found_office,
    grant_client,
    load_households,
    load_people,
    open_account,
    post,
    take_notices,
)
from registry.management.quality_rules import seed_rules
from registry.models import Office
from registry.queries import anybody_enrolled, villages_of

TRUTH: Final = "truth.sqlite"
FAULTS: Final = "planted-faults.csv"
LISTS: Final = "notices"
FAMILIES: Final = "演示县：二百户拟落户家庭"
ACTIVATED_FROM: Final = date(2017, 11, 1)
"""`qz-final-2017` has no date in its source; this one is set for demonstration."""
POSTED_SINCE: Final = date(2020, 1, 1)
BASIS: Final = {"document": "合成县", "clause": "演示数据，不对应任何真实人员"}


class Command(BaseCommand):
    help = (
        "Make up a county for demonstration, tests and benchmarks; never real people. "
        "Writes into the database of DATABASE_URL, which must hold no people yet, and what the "
        "made-up agencies know into HUKOU_DATA. Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, required=True, help="about how many people")
        parser.add_argument("--seed", type=int, required=True, help="same seed, same county")
        parser.add_argument(
            "--faults",
            action="store_true",
            help="plant faults of every kind of data quality, with lists of other agencies",
        )
        parser.add_argument(
            "--truth", type=Path, help="where to write what was planted (with --faults)"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up people.")
        if anybody_enrolled():
            raise CommandError("The register already holds people; nothing was generated.")
        today = clock.today()
        areas = [area for office in OFFICES for area in office.areas]
        plan = plan_county(
            options["people"],
            seed=options["seed"],
            today=today,
            villages=villages_of(areas, on=today),
            faulty=options["faults"] or options["truth"] is not None,
        )
        write_truth(Path(settings.DATA_DIR, TRUTH), _truths(plan))
        activate(
            REGULATION,
            effective_from=ACTIVATED_FROM,
            by=None,
            for_demonstration=True,
            note="来源只是新闻报道，未载明施行日期；此日期仅供演示。",
        )
        # All or nothing: a register with people in it is a finished county.
        with transaction.atomic():
            _staff(on=today)
            _load(plan, on=today)
            add_quality_rules(seed_rules())
            _take_lists(plan)
        _plant_families(options["seed"])
        if plan.faults:
            directory = Path(settings.DATA_DIR)
            write_faults(plan, options["truth"] or directory / FAULTS)
            write_lists(plan, directory / LISTS)
        self._tell(plan)

    def _tell(self, plan: CountyPlan) -> None:
        password = env.text("DEMO_PASSWORD")
        self.stdout.write(
            f"{len(plan.people)} people, {len(plan.households) + len(plan.collectives)} households"
        )
        self.stdout.write(f"Sign-ins (password {password}; no second factor is asked for):")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<10} {account.role:<22} {account.name}")
        self.stdout.write(f"OAuth clients (secret {env.text('DEMO_CLIENT_SECRET')}):")
        for client in CLIENTS:
            self.stdout.write(f"  {client.client_id:<20} {' '.join(client.scopes)}")
        self.stdout.write("Example families (all live in 开化县 and want to settle in 柯城区;")
        self.stdout.write(
            "the first is yours to try, the others are filed; each with its outcome):"
        )
        for story in plan.stories:
            self.stdout.write(
                f"  {story.channel:<6} {story.name:<4} {story.applicant} "
                f"{story.expected:<13} {story.title}"
            )


def _plant_families(seed: int) -> None:
    """Keep made-up families to compare the draft and the final text over (政策比较)."""
    keep_population(
        (each.family for each in plan_families(seed=seed)),
        kind=PopulationKind.COUNTY,
        name=FAMILIES,
        digest=f"generate_county {seed}",
        by=None,
    )


def _truths(plan: CountyPlan) -> Iterator[Truth]:
    # Whoever is declared dead in the demonstration died in a hospital that certified it.
    yield Truth(ANYBODY, "health:death.proven", value=True)
    for person in plan.people:
        for fact, value in person.truth.items():
            if isinstance(value, Mapping):
                for related, kind in value.items():
                    yield Truth(person.number, fact, kind, related)
            else:
                yield Truth(person.number, fact, value)


def _staff(*, on: date) -> None:
    offices: dict[str, Office] = {}
    for planned in OFFICES:
        offices[planned.code] = found_office(
            planned.code,
            name=planned.name,
            level=planned.level,
            parent=offices.get(planned.parent or ""),
            areas=planned.areas,
            on=on,
        )
    password = env.text("DEMO_PASSWORD")
    for member in ACCOUNTS:
        account = open_account(
            member.username,
            name=member.name,
            password=password,
            badge_number=member.badge,
            is_demo=True,
        )
        post(account, to=offices[member.office], role=member.role, since=POSTED_SINCE)
    for client in CLIENTS:
        grant_client(
            client.client_id,
            name=client.name,
            secret=env.text("DEMO_CLIENT_SECRET"),
            scopes=client.scopes,
            purpose=client.purpose,
        )


def _load(plan: CountyPlan, *, on: date) -> None:
    people = load_people(
        (_details(person) for person in plan.people), formerly_held=plan.formerly_held
    )
    households = [
        LoadedHousehold(
            office=household.office,
            division=household.division,
            street=household.street,
            plate=household.plate,
            room=household.room,
            opened_on=household.opened_on,
            members=[
                LoadedMember(
                    identity_number=member.person.number,
                    relation=member.relation,
                    arrived_on=member.arrived_on,
                    left_on=member.left_on,
                )
                for member in household.members
            ],
        )
        for household in plan.households
    ]
    load_households(households, people=people, on=on, basis=BASIS)
    open_collectives(plan.collectives, people=people, basis=BASIS)


def _take_lists(plan: CountyPlan) -> None:
    for (agency, kind), notices in lists_of(plan).items():
        rows = [
            NoticeRow(
                place=notice.reference,
                reference=notice.reference,
                number=notice.number,
                name=notice.name,
                event_date=notice.event_date,
                division=notice.division,
            )
            for notice in notices
        ]
        take_notices(rows, agency=agency, kind=kind, source_file="generate_county")


def _details(person: PlannedPerson) -> PersonDetails:
    return PersonDetails(
        identity_number=person.number,
        name=person.name,
        sex=person.sex,
        birth_date=person.born,
        ethnicity=person.ethnicity,
        former_name=person.former_name,
        marital_status=person.marital_status,
        education=person.education,
        birthplace="演示",
    )
