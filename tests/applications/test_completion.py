"""Carrying out (办结登记): both legs of every move in one transaction, once."""

from datetime import date, timedelta

import pytest
from psycopg.types.range import Range

from applications.actions import approve, carry_out
from applications.errors import ActionNotAllowed, MayNotHandle
from applications.models import Application, OutboxEvent
from applications.queries.destinations import place_of
from applications.workflow import Status
from hukou.kernel import clock
from registry.errors import HeadLeavesWithoutSuccessor, RelationUnknown
from registry.models import Entry, EntryKind, Household, Particulars, Residence
from tests.factories import PersonFactory, ResidenceFactory
from tests.filing import Agencies, Counter, Five, assessed, fresh, settlement
from tests.holders import holds


@pytest.fixture
def approved(here: Counter, five: Five) -> Application:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    return fresh(application.pk)


def test_five_people_move_together_both_legs_at_once(
    here: Counter, five: Five, approved: Application
) -> None:
    carry_out(approved.pk, by=here.officer)

    now = Residence.objects.on(clock.today()).filter(person__in=five.people)
    [home] = {each.household for each in now.select_related("household")}
    assert home.office == here.office
    assert dict(now.values_list("person_id", "relation")) == {
        five.applicant.pk: "02",
        five.spouse.pk: "12",
        five.son.pk: "20",
        five.daughter.pk: "30",
        five.mother.pk: "52",
    }
    left = Residence.objects.filter(household__in=[five.home, five.mothers_home])
    assert {each.period.upper for each in left} == {clock.today()}


def test_the_register_says_by_which_application_and_clause(
    here: Counter, five: Five, approved: Application
) -> None:
    carry_out(approved.pk, by=here.officer)

    entries = Entry.objects.filter(application=approved.pk)
    kinds = list(entries.values_list("kind", flat=True))
    assert (kinds.count(EntryKind.MOVE_IN), kinds.count(EntryKind.MOVE_OUT)) == (5, 5)
    assert {each.office_id for each in entries.filter(kind=EntryKind.MOVE_OUT)} == {
        five.home.office_id
    }
    assert {each.legal_basis["regulation"] for each in entries} == {"qz-final-2017"}


def test_emptied_households_are_closed(here: Counter, five: Five, approved: Application) -> None:
    carry_out(approved.pk, by=here.officer)
    open_ones = Household.objects.on(clock.today())
    assert not open_ones.filter(pk__in=[five.home.pk, five.mothers_home.pk]).exists()


def test_carrying_out_happens_once(here: Counter, approved: Application) -> None:
    carry_out(approved.pk, by=here.officer)
    with pytest.raises(ActionNotAllowed):
        carry_out(approved.pk, by=here.officer)
    assert Residence.objects.filter(period__startswith=clock.today()).count() == 5


def test_nothing_moves_before_it_is_approved(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    with pytest.raises(ActionNotAllowed):
        carry_out(application.pk, by=here.officer)


def test_who_was_not_approved_stays(here: Counter, five: Five) -> None:
    agencies = Agencies(of={(five.daughter.pk, "person.has_income_source"): True})
    application = assessed(here, settlement(five), agencies)
    approve(application.pk, by=here.chief)

    carry_out(application.pk, by=here.officer)

    daughter = Residence.objects.on(clock.today()).get(person=five.daughter)
    assert (daughter.household, daughter.relation) == (five.home, "02")


def test_when_the_register_refuses_nothing_is_written_at_all(
    here: Counter, five: Five, approved: Application
) -> None:
    for _ in range(2):  # two adults stay: who shall be the head?
        person = PersonFactory.create()
        ResidenceFactory.create(person=person, household=five.mothers_home, relation="97")
    before = Entry.objects.count(), OutboxEvent.objects.count()

    with pytest.raises(HeadLeavesWithoutSuccessor):
        carry_out(approved.pk, by=here.officer)

    assert (Entry.objects.count(), OutboxEvent.objects.count()) == before
    assert fresh(approved.pk).status == Status.APPROVED
    assert Residence.objects.on(clock.today()).get(person=five.mother).household == (
        five.mothers_home
    )


def test_the_officer_names_who_follows_a_head_that_leaves(
    here: Counter, five: Five, approved: Application
) -> None:
    stayer = PersonFactory.create(details={"birth_date": date(1996, 1, 1)})
    sister = PersonFactory.create(details={"birth_date": date(2001, 1, 1), "sex": "2"})
    ResidenceFactory.create(person=stayer, household=five.mothers_home, relation="20")
    ResidenceFactory.create(
        person=sister,
        household=five.mothers_home,
        relation="30",
        period=Range(date(2001, 1, 1), None),
    )

    carry_out(approved.pk, by=here.officer, new_heads={five.mothers_home.pk: stayer.pk})

    head = Residence.objects.on(clock.today()).get(household=five.mothers_home, relation="02")
    assert head.person == stayer


def test_what_those_left_behind_are_to_the_new_head_can_be_said(
    here: Counter, five: Five, approved: Application
) -> None:
    stayer, lodger = (PersonFactory.create() for _ in range(2))
    ResidenceFactory.create(person=stayer, household=five.mothers_home, relation="20")
    ResidenceFactory.create(person=lodger, household=five.mothers_home, relation="97")
    heads = {five.mothers_home.pk: stayer.pk}

    with pytest.raises(RelationUnknown):
        carry_out(approved.pk, by=here.officer, new_heads=heads)
    carry_out(approved.pk, by=here.officer, new_heads=heads, relations={lodger.pk: "97"})

    assert Residence.objects.on(clock.today()).get(person=lodger).relation == "97"


def test_auxiliary_staff_do_not_write_the_register(here: Counter, approved: Application) -> None:
    with pytest.raises(MayNotHandle):
        carry_out(approved.pk, by=here.auxiliary)


def test_it_may_take_effect_tomorrow(here: Counter, five: Five, approved: Application) -> None:
    tomorrow = clock.today() + timedelta(days=1)

    carry_out(approved.pk, by=here.officer, on=tomorrow)

    assert Residence.objects.on(clock.today()).get(person=five.son).household == five.home
    assert Residence.objects.on(tomorrow).get(person=five.son).household.office == here.office


def test_the_event_holds_ids_only(here: Counter, five: Five, approved: Application) -> None:
    carry_out(approved.pk, by=here.officer)

    told = OutboxEvent.objects.last()
    assert told is not None
    assert told.type == "application.registered"
    assert told.data["people"] == [each.pk for each in five.people]
    names = Particulars.objects.values_list("name", flat=True)
    assert not any(name in str(told.data) for name in names)


def test_evidence_stays_as_it_was_when_people_move_on(
    here: Counter, five: Five, approved: Application
) -> None:
    assessment = approved.assessments.get()
    before = assessment.facts

    carry_out(approved.pk, by=here.officer)

    assessment.refresh_from_db()
    assert assessment.facts == before
    assert before[0]["registered"]["household"] == five.home.pk
    assert before[0]["facts"]["person.hukou_place"]["value"] == "330824"


def test_the_permits_of_those_who_settle_end_in_the_same_transaction(
    here: Counter, five: Five, approved: Application
) -> None:
    """P09, article 15: whoever has settled needs none; a permit of another city stays."""
    division = place_of(approved).code
    mine = holds(five.applicant, here.office, division, since=date(2026, 1, 1))
    other = holds(five.spouse, here.office, "440199", since=date(2026, 1, 1))
    carry_out(approved.pk, by=here.officer)
    mine.refresh_from_db()
    other.refresh_from_db()

    assert (mine.period.upper, mine.end_reason) == (clock.today(), "settled")
    assert other.period.upper is None
    entry = Entry.objects.get(kind=EntryKind.PERMIT_ENDED)
    assert (entry.person_id, entry.application) == (five.applicant.pk, approved.pk)


def test_a_settlement_that_is_refused_leaves_the_permit(
    here: Counter, five: Five, approved: Application
) -> None:
    division = place_of(approved).code
    permit = holds(five.applicant, here.office, division, since=date(2026, 1, 1))
    for _ in range(2):
        person = PersonFactory.create()
        ResidenceFactory.create(person=person, household=five.mothers_home, relation="97")
    with pytest.raises(HeadLeavesWithoutSuccessor):
        carry_out(approved.pk, by=here.officer)
    permit.refresh_from_db()

    assert permit.period.upper is None
