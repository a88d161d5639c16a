"""Settlement under its channels (落户): talents the county must recognise, newcomers, joining."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from django.conf import LazySettings

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    approve,
    assess,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    leave_unknown,
    replace_by_document,
)
from applications.errors import GroundsMissing, NotEligible
from applications.kinds import KINDS
from applications.models import Application, Kind, PartyRole, Verification
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput
from registry.errors import HeadLeavesWithoutSuccessor
from registry.models import HeldNumber, Residence
from tests.factories import AddressFactory, HouseholdFactory, ResidenceFactory
from tests.filing import (
    ADDRESS,
    DWELLING,
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    assessed,
    filed,
    fresh,
    settlement,
)

PDF: Final = Upload(name="核准.pdf", content_type="application/pdf", content=b"%PDF-1.7 approval")
NUMBER: Final = identity_number.compose("440199", date(1990, 1, 1), sequence=33).text

SHORTAGE_TRADE: Final = {
    "education.level": "senior_secondary",
    "title.professional_grade": "none",
    "title.skill_grade": "level4",
    "expert.level": "none",
    "education.recent_graduate": False,
    "education.returned_overseas": False,
    "title.shortage_trade": True,
}


def talent(five: Five, declared: dict[str, Any]) -> DraftRequest:
    request = settlement(five, channel="QZF-2")
    applicant = replace(request.parties[0], declared=declared)
    return replace(request, parties=[applicant, *request.parties[1:]])


@pytest.fixture
def special(here: Counter, five: Five, settings: LazySettings) -> Application:
    """A specially needed talent whom every agency but the county government has answered about.

    The organisation department, which keeps the recognition too, is not connected.
    """
    connected = settings.AGENCIES.items()
    settings.AGENCIES = {slug: how for slug, how in connected if slug != "organisation"}
    application = accepted(here, talent(five, SHORTAGE_TRADE))
    answer_all(application, Agencies(facts=Agencies().facts | SHORTAGE_TRADE))
    return application


def recognition(application: Application) -> Verification:
    return application.verifications.get(fact="talent.shortage_recognition")


def test_only_what_a_talent_can_still_rely_on_is_asked(special: Application, five: Five) -> None:
    own = special.verifications.filter(party__person=five.applicant)
    assert set(own.values_list("fact", "agency", "status")) == {
        ("talent.shortage_recognition", "county_government", "by_hand"),
        ("title.shortage_trade", "human_resources", "answered"),
    }


def test_a_special_talent_waits_for_the_county_government(special: Application) -> None:
    assert assess_if_ready(special.pk) is None
    assert list(special.verifications.outstanding()) == [recognition(special)]


def test_a_special_talent_and_family_settle_once_the_county_has_approved(
    here: Counter, five: Five, special: Application
) -> None:
    paper = attach(special.pk, PDF, kind="county_approval", by=here.auxiliary)
    replace_by_document(
        recognition(special).pk,
        by=here.officer,
        document_id=paper.pk,
        value=True,
        reason="县政府核准文件",
    )
    assessment = assess_if_ready(special.pk)
    assert assessment is not None
    assert assessment.outcome == "eligible"

    approve(special.pk, by=here.approver)
    carry_out(special.pk, by=here.officer)

    settled = Residence.objects.on(clock.today()).filter(person__in=five.people)
    assert len({each.household_id for each in settled}) == 1


def test_without_recognition_an_officer_reviews_and_must_say_why(
    here: Counter, special: Application
) -> None:
    paper = attach(special.pk, PDF, kind="county_approval", by=here.auxiliary)
    replace_by_document(
        recognition(special).pk,
        by=here.officer,
        document_id=paper.pk,
        value=False,
        reason="人才办复函：未认定",
    )
    assert assess(special.pk, by=here.officer).outcome == "review"
    with pytest.raises(GroundsMissing):
        approve(special.pk, by=here.approver)


def test_while_recognition_is_unknown_nothing_is_registered(
    here: Counter, special: Application
) -> None:
    leave_unknown(recognition(special).pk, by=here.officer, reason="尚未申请认定")
    assert assess(special.pk, by=here.officer).outcome == "evidence"
    with pytest.raises(NotEligible):
        approve(special.pk, by=here.approver, grounds="急需")


def test_a_bachelor_is_asked_for_the_degree_alone(here: Counter, five: Five) -> None:
    application = filed(here, talent(five, {"education.level": "bachelor"}))
    own = application.verifications.filter(party__person=five.applicant)
    assert set(own.values_list("fact", flat=True)) == {"education.level"}


def test_somebody_from_another_province_is_enrolled_when_they_settle(here: Counter) -> None:
    newcomer = Newcomer(
        name="钱小明", identity_number=NUMBER, from_address="江西省某市某路1号", ethnicity="01"
    )
    person = PartyRequest(role=PartyRole.APPLICANT, newcomer=newcomer, declared=dict(DWELLING))
    request = DraftRequest(
        kind=Kind.SETTLEMENT,
        channel="QZF-1",
        applied_on=date(2026, 6, 1),
        parties=[person],
        address=ADDRESS,
    )
    application = assessed(here, request)
    approve(application.pk, by=here.chief)
    carry_out(application.pk, by=here.officer)

    held = HeldNumber.objects.get(number=NUMBER)
    residence = Residence.objects.on(clock.today()).get(person=held.person)
    assert (residence.relation, residence.arrived_from) == ("02", "江西省某市某路1号")
    assert fresh(application.pk).parties.get().person == held.person


def test_somebody_joins_a_household_that_exists(here: Counter, five: Five) -> None:
    host = HouseholdFactory.create(
        office=here.office, address=AddressFactory.create(division=here.community)
    )
    ResidenceFactory.create(household=host)
    request = settlement(five)
    alone = replace(request.parties[0], relation_to_head="97")

    application = assessed(
        here, replace(request, parties=[alone], address=None, household_id=host.pk)
    )
    approve(application.pk, by=here.chief)
    with pytest.raises(HeadLeavesWithoutSuccessor):  # two adults stay behind
        carry_out(application.pk, by=here.officer)
    carry_out(application.pk, by=here.officer, new_heads={five.home.pk: five.spouse.pk})

    assert Residence.objects.on(clock.today()).get(person=five.applicant).household == host


def test_the_relation_to_another_head_must_be_said(here: Counter, five: Five) -> None:
    host = HouseholdFactory.create(
        office=here.office, address=AddressFactory.create(division=here.community)
    )
    with pytest.raises(InvalidInput) as refusal:
        draft(settlement(five, address=None, household_id=host.pk), by=here.auxiliary)
    assert {each["field"] for each in refusal.value.errors} == {
        f"parties.{at}.relation_to_head" for at in range(5)
    }


def test_the_list_of_papers_is_complete_and_asks_for_no_land(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    papers = KINDS["settlement"].documents(application, list(application.parties.all()))
    kinds = {paper.kind for paper in papers}
    assert {"identity_card", "household_booklet", "title_deed", "marriage_certificate"} <= kinds
    assert not {kind for kind in kinds if "land" in kind or "birth_permit" in kind}
