"""Births (出生登记): with the mother or the father; no paper but that of the birth."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    accept,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    leave_unknown,
    replace_by_document,
    submit,
)
from applications.errors import DecidesOwnCase, NotEligible
from applications.kinds import KINDS
from applications.models import Application, Kind, PartyRole
from applications.queries.letter import letter
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput
from registry.models import (
    Entry,
    EntryKind,
    HeldNumber,
    Household,
    Residence,
)
from tests.factories import AddressFactory, HouseholdFactory, PersonFactory, ResidenceFactory
from tests.filing import Counter, Five

TODAY: Final = clock.today()
BORN: Final = TODAY - timedelta(days=10)
PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 birth")
CHILD: Final = Newcomer(name="周小荷", sex="2", birth_date=BORN)


@pytest.fixture
def home(here: Counter, five: Five) -> Household:
    """A household at this station where a mother lives as head."""
    household = HouseholdFactory.create(
        office=here.office, address=AddressFactory.create(division=here.community)
    )
    mother = PersonFactory.create(details={"name": "孙丽", "sex": "2"})
    ResidenceFactory.create(person=mother, household=household)
    assert five.home != household
    return household


def birth(home: Household, **child: Any) -> DraftRequest:
    mother = home.residences.get().person
    return DraftRequest(
        kind=Kind.BIRTH,
        applied_on=TODAY,
        parties=[
            PartyRequest(
                role=PartyRole.NEWBORN, newcomer=replace(CHILD, **child), relation_to_head="30"
            ),
            PartyRequest(role=PartyRole.PARENT, person_id=mother.pk, relation="mother"),
        ],
        household_id=home.pk,
        details={"certificate": "T330000001", "declarant": "孙丽"},
    )


def proven(here: Counter, request: DraftRequest) -> Application:
    """Bring a birth to the point of decision, with its medical certificate."""
    application = submit(draft(request, by=here.auxiliary).pk, by=here.auxiliary)
    accept(application.pk, by=here.auxiliary)
    paper = attach(application.pk, PDF, kind="birth_certificate", by=here.auxiliary)
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value="child", reason="出生医学证明"
        )
    assess_if_ready(application.pk)
    return application


def test_a_child_gets_a_number_and_a_place_in_the_booklet(here: Counter, home: Household) -> None:
    application = proven(here, birth(home))
    approve(application.pk, by=here.officer)

    carry_out(application.pk, by=here.officer)

    child = application.parties.get(role=PartyRole.NEWBORN).person
    assert child is not None
    number = identity_number.parse(HeldNumber.objects.get(person=child).number)
    assert (number.birth_date, number.sex) == (BORN, "female")
    residence = Residence.objects.on(TODAY).get(person=child)
    assert (residence.household, residence.relation) == (home, "30")
    assert Entry.objects.get(kind=EntryKind.BIRTH).details["certificate"] == "T330000001"


def test_a_child_registered_late_belongs_to_the_household_from_its_birth(
    here: Counter, home: Household
) -> None:
    """Row R06: the event is the birth; the record keeps the day of the entry."""
    application = proven(here, birth(home))
    approve(application.pk, by=here.officer)
    carry_out(application.pk, by=here.officer)

    entry = Entry.objects.get(kind=EntryKind.BIRTH)
    assert entry.event_on == BORN
    assert entry.details["registered_on"] == TODAY.isoformat()
    assert Residence.objects.get(opened_by=entry).period.lower == BORN


def test_only_the_birth_itself_is_to_be_proven(here: Counter, home: Household) -> None:
    application = submit(draft(birth(home), by=here.auxiliary).pk, by=here.auxiliary)

    assert list(application.verifications.values_list("fact", "agency", "status")) == [
        ("relation.kind", "health", "by_hand")
    ]
    papers = KINDS[Kind.BIRTH].documents(application, [])
    assert [paper.kind for paper in papers] == ["birth_certificate", "household_booklet"]


def test_a_child_of_a_mother_alone_is_registered_alike(here: Counter, home: Household) -> None:
    request = birth(home)
    assert [party.relation for party in request.parties] == ["", "mother"]
    application = proven(here, request)
    assert approve(application.pk, by=here.officer).outcome == "approved"


def test_a_child_may_join_its_father_instead(here: Counter, five: Five) -> None:
    five.home.office = here.office
    five.home.save(update_fields=["office"])
    request = birth_with_father(five)
    application = proven(here, request)
    assert application.assessments.get().outcome == "eligible"


def birth_with_father(five: Five) -> DraftRequest:
    return DraftRequest(
        kind=Kind.BIRTH,
        applied_on=TODAY,
        parties=[
            PartyRequest(role=PartyRole.NEWBORN, newcomer=CHILD, relation_to_head="30"),
            PartyRequest(role=PartyRole.PARENT, person_id=five.applicant.pk, relation="father"),
        ],
        household_id=five.home.pk,
    )


def test_a_household_of_neither_parent_is_not_open_to_it(here: Counter, home: Household) -> None:
    neighbours = ResidenceFactory.create(household__office=here.office).household
    application = proven(here, replace(birth(home), household_id=neighbours.pk))
    with pytest.raises(NotEligible):
        approve(application.pk, by=here.officer)


def test_a_birth_that_is_not_proven_waits_and_is_not_refused(
    here: Counter, home: Household
) -> None:
    application = submit(draft(birth(home), by=here.auxiliary).pk, by=here.auxiliary)
    accept(application.pk, by=here.auxiliary)
    leave_unknown(application.verifications.get().pk, by=here.officer, reason="证明未到")

    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    assert (assessment.outcome, assessment.judgement["channels"][0]["missing"]) == (
        "evidence",
        ["relation.kind"],
    )


def test_a_late_declaration_is_allowed_and_marked(here: Counter, home: Household) -> None:
    application = proven(here, birth(home, birth_date=date(2025, 1, 1)))

    [note] = application.assessments.get().judgement["channels"][0]["notes"]
    assert note["id"] == "late-declaration"
    assert approve(application.pk, by=here.officer).outcome == "approved"


def test_a_declaration_within_a_month_is_not_marked(here: Counter, home: Household) -> None:
    application = proven(here, birth(home))
    assert application.assessments.get().judgement["channels"][0]["notes"] == []


@pytest.mark.parametrize(
    ("child", "field"),
    [
        ({"birth_date": TODAY + timedelta(days=1)}, "parties.0.newcomer.birth_date"),
        ({"birth_date": None}, "parties.0.newcomer.birth_date"),
        ({"sex": "9"}, "parties.0.newcomer.sex"),
        ({"name": "小 荷"}, "parties.0.newcomer.name"),
        ({"identity_number": "440199199001010336"}, "parties.0.newcomer.identity_number"),
    ],
)
def test_an_impossible_child_is_refused(
    here: Counter, home: Household, child: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(birth(home, **child), by=here.auxiliary)
    assert field in {each["field"] for each in refusal.value.errors}
    assert not Application.objects.exists()


@pytest.mark.parametrize("keep", [slice(0, 1), slice(1, 2)])
def test_a_birth_has_a_child_and_a_parent(here: Counter, home: Household, keep: slice) -> None:
    request = birth(home)
    with pytest.raises(InvalidInput):
        draft(replace(request, parties=request.parties[keep]), by=here.auxiliary)


def test_a_birth_needs_a_household_that_exists(here: Counter, home: Household) -> None:
    with pytest.raises(InvalidInput):
        draft(replace(birth(home), household_id=None), by=here.auxiliary)


def test_an_officer_does_not_decide_a_birth_they_entered(here: Counter, home: Household) -> None:
    entered = replace(here, auxiliary=here.officer)
    application = proven(entered, birth(home))
    with pytest.raises(DecidesOwnCase):
        approve(application.pk, by=here.officer)
    assert approve(application.pk, by=here.chief).decided_by == here.chief


def test_a_parent_may_be_named_by_number(here: Counter, home: Household) -> None:
    request = birth(home)
    number = home.residences.get().person.held_numbers.get().number
    known = PartyRequest(
        role=PartyRole.PARENT,
        newcomer=Newcomer(name="孙丽", identity_number=number),
        relation="mother",
    )
    application = proven(here, replace(request, parties=[request.parties[0], known]))
    assert application.assessments.get().outcome == "eligible"


def test_a_parent_the_register_does_not_know_is_refused(here: Counter, home: Household) -> None:
    request = birth(home)
    number = identity_number.compose("440199", date(1999, 9, 9), sequence=77).text
    stranger = PartyRequest(
        role=PartyRole.PARENT,
        newcomer=Newcomer(name="某人", identity_number=number),
        relation="father",
    )
    with pytest.raises(InvalidInput) as refusal:
        draft(replace(request, parties=[request.parties[0], stranger]), by=here.auxiliary)
    assert [each["field"] for each in refusal.value.errors] == ["parties.1.newcomer"]


def test_twins_are_registered_together(here: Counter, home: Household) -> None:
    request = birth(home)
    twin = replace(request.parties[0], newcomer=replace(CHILD, name="周小莲"))
    application = proven(here, replace(request, parties=[*request.parties, twin]))
    approve(application.pk, by=here.officer)

    carry_out(application.pk, by=here.officer)

    said = letter(application.pk)
    assert [person.outcome for person in said.people] == ["eligible", "", "eligible"]
    assert [person.is_granted for person in said.people] == [True, False, True]
    assert home.residences.on(TODAY).count() == 3
    assert HeldNumber.objects.filter(period__startswith=BORN).count() == 2
