"""`generate_county` writes a county once, all of it (合成县)."""

import io
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from applications.actions import assess_if_ready
from applications.county import OFFICES, CountyPlan, plan_county
from applications.models import (
    Activation,
    Application,
    Party,
    PartyRole,
    Population,
    PopulationKind,
    Verification,
)
from applications.queries.registered import Registered
from applications.queries.registered import registered as registered_on
from hukou.kernel import clock
from registry.models import (
    Account,
    CollectiveHousehold,
    DivisionLevel,
    Person,
    Residence,
    ResidencePermit,
)
from registry.queries import CHECKS
from registry.queries.holders import coverage_at, standing_of
from tests.county.test_plan import VILLAGES
from tests.factories import DivisionFactory
from tests.filing import answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _somewhere(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    for area in sorted({area for office in OFFICES for area in office.areas}):
        township = len(area) == len("330802006")
        division = DivisionFactory.create(
            code=area,
            name=f"{area}街道",
            level=DivisionLevel.TOWNSHIP if township else DivisionLevel.COUNTY,
        )
        if area in VILLAGES:
            for village in VILLAGES[area]:
                DivisionFactory.create(code=village, parent=division, level=DivisionLevel.VILLAGE)


def generate(people: int = 120) -> str:
    told = io.StringIO()
    call_command("generate_county", people=people, seed=7, stdout=told)
    return told.getvalue()


def test_the_families_to_compare_regulations_over_come_with_the_county() -> None:
    """L28: facts only, of no office, so that everybody who drafts may compare over them."""
    generate()

    population = Population.objects.get()
    assert (population.kind, population.office) == (PopulationKind.COUNTY, None)
    assert (population.families, population.members.count()) == (200, 200)


def test_a_county_satisfies_every_invariant_of_the_register() -> None:
    generate()

    assert Residence.objects.exists()
    certain = [check for check in CHECKS if not check.warns_only]
    assert [breach for check in certain for breach in check.breaches()] == []


def test_a_county_has_a_collective_household_of_each_sort_and_a_district_without() -> None:
    """The district without a public one is planted, for the alarm (H05)."""
    generate()

    sorts = CollectiveHousehold.objects.values_list("sort", flat=True)
    assert sorted(sorts) == ["public", "school", "talent_market", "unit"]
    check = next(each for each in CHECKS if "public collective" in each.name)
    alarms = list(check.breaches())
    assert "district 330824" in alarms
    assert "district 330802" not in alarms


def test_a_county_comes_with_sign_ins_truth_and_a_date_for_demonstration(tmp_path: Path) -> None:
    told = generate()

    assert "wangfang" in told
    assert (tmp_path / "truth.sqlite").exists()
    assert Account.objects.filter(is_demo=False).count() == 0
    assert Activation.objects.get().for_demonstration


def test_a_register_that_holds_people_is_left_alone() -> None:
    generate()
    before = Person.objects.count()

    with pytest.raises(CommandError, match="already holds people"):
        generate()

    assert Person.objects.count() == before


def test_production_takes_no_made_up_people(settings: LazySettings) -> None:
    settings.HUKOU_ENV = "production"

    with pytest.raises(CommandError, match="production"):
        generate()

    assert not Person.objects.exists()


def test_example_applications_are_filed_once_the_county_stands() -> None:
    generate()
    told = io.StringIO()

    call_command("file_examples", people=120, seed=7, stdout=told)

    assert told.getvalue() == f"{Application.objects.count()} applications filed\n"
    assert set(Application.objects.values_list("status", flat=True)) == {"submitted", "accepted"}
    assert not Party.objects.filter(person__isnull=True).exists()


def truth_of(plan: CountyPlan, row: Verification) -> object:
    """What the sandbox's agencies know of a question; None where they have no record."""
    people = {person.number: person for person in plan.people}
    numbers = {party: known.number or "" for party, known in registered(row.application_id).items()}
    known = people[numbers[row.subject.pk]].truth.get(row.fact)
    return known.get(applicant_of(row.application)) if isinstance(known, Mapping) else known


def applicant_of(application: Application) -> str:
    applicant = application.parties.get(role=PartyRole.APPLICANT)
    return registered(application.pk)[applicant.pk].number or ""


def registered(application_id: UUID) -> dict[int, Registered]:
    return registered_on(application_id, on=clock.today())


def test_every_accepted_example_comes_to_the_outcome_it_is_listed_with() -> None:
    generate()
    call_command("file_examples", people=120, seed=7, stdout=io.StringIO())
    plan = plan_county(120, seed=7, today=clock.today(), villages=VILLAGES)
    expected = {story.applicant: story.expected for story in plan.stories}

    while rows := list(Verification.objects.filter(status="pending")):
        for row in rows:
            answer(row, truth_of(plan, row))

    told = {}
    for application in Application.objects.filter(status="accepted"):
        assessment = assess_if_ready(application.pk)
        told[applicant_of(application)] = getattr(assessment, "outcome", "not assessed")
    assert told
    assert told == {number: expected[number] for number in told}


def test_what_no_agency_knows_is_shown_by_a_paper(settings: LazySettings) -> None:
    """Neither the tax office, nor who gives honours, is connected here."""
    connected = ("public_security", "human_resources", "housing", "education", "civil_affairs")
    settings.AGENCIES = {slug: settings.AGENCIES[slug] for slug in connected}
    generate()
    call_command("file_examples", people=120, seed=7, stdout=io.StringIO())

    replaced = Verification.objects.filter(status="replaced").select_related("document")

    assert {"investment.amount_yuan", "honour.level"} <= {row.fact for row in replaced}
    assert all(row.document is not None for row in replaced)


def test_a_few_newcomers_hold_permits_each_in_another_standing() -> None:
    """The demonstration: one in its month, one lapsed, one with a late endorsement (P02)."""
    generate()
    told = io.StringIO()
    call_command("issue_demo_permits", stdout=told)
    standings = {
        each.person_id: standing_of(each, on=clock.today())
        for each in ResidencePermit.objects.prefetch_related("endorsements")
    }

    assert told.getvalue() == "4 residence permits\n"
    assert sorted(each.status for each in standings.values()) == ["suspended", *["valid"] * 3]
    assert sum(each.is_due for each in standings.values()) >= 1
    assert sum(each.years[1].restarted for each in standings.values() if len(each.years) > 1) == 2
    [found] = coverage_at("330802", days=[clock.today()])
    assert (found.unsettled, found.holding) == (5, 3)
