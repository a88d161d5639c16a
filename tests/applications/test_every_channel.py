"""Every channel that can be decided (落户途径), from the counter to the register."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace

import pytest

from applications.actions import (
    approve,
    assess_if_ready,
    carry_out,
    draft,
    refuse,
    submit,
)
from applications.errors import GroundsMissing
from applications.queries.questions import question_for
from hukou.kernel import clock
from hukou.law import Effect, load_law
from registry.models import Entry, Household, Residence
from tests.applications.ways import (
    HOME,
    IN_THE_TRIAL,
    KIN,
    PLACES,
    REFUSED,
    REVIEWED,
    SETTLING,
    Story,
    Way,
    show,
)
from tests.factories import AddressFactory, HouseholdFactory, ResidenceFactory
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    counter,
    family_of_five,
    fresh,
    settlement,
)


@pytest.fixture
def story(request: pytest.FixtureRequest, db: None) -> Iterator[Story]:
    """A woman who lives alone in 开化 comes to the counter; 始兴's clock stands in 2019."""
    del db
    way: Way = request.param
    here, person = counter(at=PLACES[way.regulation]), family_of_five().mother
    host = HouseholdFactory.create(
        office=here.office, address=AddressFactory.create(division=here.community)
    )
    ResidenceFactory.create(household=host)
    trial = clock.frozen(IN_THE_TRIAL) if way.regulation == "sx-2018" else nullcontext()
    with trial:
        yield Story(way, here, person, host)


def ways(*told: Way) -> pytest.MarkDecorator:
    names = [f"{way.channel}-{at}" for at, way in enumerate(told)]
    return pytest.mark.parametrize("story", told, indirect=True, ids=names)


@ways(*SETTLING)
def test_who_meets_a_channel_settles_by_it(story: Story) -> None:
    assessment = story.assessed()
    assert assessment.outcome == "eligible"

    decision = approve(assessment.application_id, by=story.here.approver)
    carry_out(assessment.application_id, by=story.here.officer)

    residence = Residence.objects.on(clock.today()).get(person=story.person)
    assert residence.household.office == story.here.office
    assert (residence.household == story.host) is story.way.joins
    entry = Entry.objects.get(pk=residence.opened_by_id)
    assert entry.legal_basis == {**decision.clauses[0], "regulation": story.way.regulation}


@ways(*REVIEWED)
def test_where_the_text_leaves_it_open_an_officer_decides_with_reasons(story: Story) -> None:
    assessment = story.assessed()
    assert assessment.outcome == "review"
    with pytest.raises(GroundsMissing):
        approve(assessment.application_id, by=story.here.approver)

    approve(assessment.application_id, by=story.here.approver, grounds="材料齐全，符合本意")
    carry_out(assessment.application_id, by=story.here.officer)

    settled = Residence.objects.on(clock.today()).get(person=story.person)
    assert settled.household.office == story.here.office


@ways(*REFUSED)
def test_who_does_not_meet_a_channel_is_refused_by_its_clause(story: Story) -> None:
    assessment = story.assessed()
    assert assessment.outcome == "not_eligible"

    decision = refuse(assessment.application_id, by=story.here.approver, grounds="条件未满足")

    cited = assessment.judgement["channels"][0]["cite"]
    assert cited in decision.clauses
    assert fresh(assessment.application_id).status == "refused"
    assert Residence.objects.on(clock.today()).get(person=story.person).household != story.host


@pytest.fixture
def principal(here: Counter, five: Five) -> Household:
    """The household of somebody who settled as technical staff of an enterprise (QZF-3)."""
    way = next(way for way in SETTLING if way.channel == "QZF-3")
    assessment = Story(way, here, five.mother, five.home).assessed()
    approve(assessment.application_id, by=here.approver)
    carry_out(assessment.application_id, by=here.officer)
    return Residence.objects.on(clock.today()).get(person=five.mother).household


def test_by_which_channel_the_principal_settled_is_known_from_our_own_files(
    here: Counter, five: Five, principal: Household
) -> None:
    """QZF-5, alone: nobody is asked what this office itself decided."""
    way = Way("QZF-5", {**KIN, "relation.kind": "child", "person.married": False}, joins=True)
    daughter = Story(
        Way("QZF-5", {**way.facts, "person.has_income_source": False}, joins=True),
        here,
        five.daughter,
        principal,
    )
    assessment = daughter.assessed()

    asked = assessment.application.verifications.values_list("fact", flat=True)
    assert "principal.channel" not in asked
    assert assessment.outcome == "eligible"


@pytest.mark.parametrize("channel", ["QZF-2", "QZF-3", "QZF-4"])
def test_the_family_comes_along_under_the_channels_of_talent_and_enterprise(
    here: Counter, five: Five, channel: str
) -> None:
    """QZF-5, as companions: judged one by one, moved together."""
    way = next(way for way in SETTLING if way.channel == channel)
    lead = replace(settlement(five).parties[0], declared=dict(way.facts))
    request = settlement(five, channel=channel)
    request = replace(request, parties=[lead, *request.parties[1:]])
    application = accepted(here, request)
    told = {**Agencies().facts, **way.facts}
    answer_all(application, Agencies(facts=told))
    for row in application.verifications.filter(status="by_hand"):
        show(here, application, row.pk, told[row.fact])
    assess_if_ready(application.pk)
    approve(application.pk, by=here.approver)
    carry_out(application.pk, by=here.officer)

    settled = Residence.objects.on(clock.today()).filter(person__in=five.people)
    assert len({each.household_id for each in settled}) == 1


def test_an_agency_is_told_beside_whom_it_is_asked(here: Counter, five: Five) -> None:
    """Who joins kin alone is asked about beside the head of that household."""
    host = HouseholdFactory.create(
        office=here.office, address=AddressFactory.create(division=here.community)
    )
    head = ResidenceFactory.create(household=host).person
    way = Way("QZF-6", {**HOME, "relation.joins_relative": True}, joins=True)
    application = submit(
        draft(Story(way, here, five.mother, host).request(), by=here.auxiliary).pk,
        by=here.auxiliary,
    )
    row = application.verifications.get(fact="relation.joins_relative")
    related = question_for(row, on=clock.today()).related
    assert related is not None
    assert related.identity_number == head.held_numbers.get().number


def test_no_channel_that_can_be_decided_is_left_out() -> None:
    decided = {
        channel.id
        for name in PLACES
        for channel in load_law().regulations[name].channels.values()
        if channel.effect in (Effect.SETTLE, Effect.REVIEW)
    }
    assert {way.channel for way in (*SETTLING, *REVIEWED)} == decided
