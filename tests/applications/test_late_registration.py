"""People without hukou (row R11): eight kinds, one condition, no paper of family planning."""

from datetime import date
from typing import Any, Final

import pytest

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    replace_by_document,
)
from applications.errors import MayNotDecide, NotEligible
from applications.kinds import KINDS
from applications.models import Application, Kind, PartyRole
from hukou.kernel import identity_number
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law
from registry.models import HeldNumber, Household, Residence
from tests.applications.life import DECLARED, PDF, TODAY, event, granted, handed_in, house, proven
from tests.filing import Counter

CATEGORIES: Final = tuple(of(Scheme.UNREGISTERED_KIND).codes)
BORN: Final = date(2012, 4, 5)
PERSON: Final = Newcomer(name="吴户口", sex="1", birth_date=BORN)
TOLD: Final = {"category": "no_paper", "proof": "亲子鉴定2026-9", **DECLARED}


@pytest.fixture
def home(here: Counter) -> Household:
    return house(here)


def late(home: Household, person: Newcomer = PERSON, **told: Any) -> DraftRequest:
    return event(
        Kind.LATE,
        person,
        {**TOLD, **told},
        role=PartyRole.UNREGISTERED,
        home=home,
        relation_to_head="20",
        others=[
            PartyRequest(
                role=PartyRole.PARENT,
                person_id=home.residences.get().person_id,
                relation="mother",
            )
        ],
    )


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_kind_is_registered_on_who_they_are_alone(
    here: Counter, home: Household, category: str
) -> None:
    application = handed_in(here, late(home, category=category))
    asked = list(application.verifications.order_by("fact").values_list("fact", "agency"))
    paper = attach(application.pk, PDF, kind="kinship_test", by=here.auxiliary)
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value=True, reason="核实"
        )
    assess_if_ready(application.pk)
    approve(application.pk, by=here.approver)

    carry_out(application.pk, by=here.officer)

    assert asked == [("identity.established", "station"), ("person.no_hukou", "station")]
    person = application.parties.get(role=PartyRole.UNREGISTERED).person
    assert person is not None
    number = identity_number.parse(HeldNumber.objects.get(person=person).number)
    assert (number.birth_date, number.sex) == (BORN, "male")
    assert Residence.objects.on(TODAY).get(person=person).household == home


def test_there_are_eight_kinds_with_an_event_and_papers_each(
    here: Counter, home: Household
) -> None:
    events = set()
    for category in CATEGORIES:
        application = draft(late(home, category=category), by=here.auxiliary)
        events.add(application.event)
        assert KINDS[Kind.LATE].documents(application, [])

    assert len(events) == 8
    assert {name for name in load_law().registration.events if name.startswith("LATE_")} == events


def test_a_kind_that_is_not_confirmed_says_so_to_who_decides(
    here: Counter, home: Household
) -> None:
    application = proven(here, late(home, category="married"))

    [flag] = application.assessments.get().judgement["flags"]
    assert flag["id"] == "unconfirmed-clause"


def test_the_station_alone_does_not_decide(here: Counter, home: Household) -> None:
    application = proven(here, late(home))

    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.chief)


def test_somebody_with_hukou_is_not_registered_again(here: Counter, home: Household) -> None:
    application = handed_in(here, late(home))
    paper = attach(application.pk, PDF, kind="investigation_report", by=here.auxiliary)
    for row in application.verifications.all():
        replace_by_document(
            row.pk,
            by=here.officer,
            document_id=paper.pk,
            value=row.fact != "person.no_hukou",
            reason="比对结果",
        )
    assess_if_ready(application.pk)

    with pytest.raises(NotEligible):
        approve(application.pk, by=here.approver)


@pytest.mark.parametrize(
    ("person", "told", "field"),
    [
        (PERSON, {"category": "ninth"}, "details.category"),
        (PERSON, {"birth_permit": "A1"}, "details.birth_permit"),
        (PERSON, {"marriage_certificate": "A1"}, "details.marriage_certificate"),
        (Newcomer(name="吴户口", sex="1"), {}, "parties.0.newcomer.birth_date"),
        (Newcomer(name="吴户口", birth_date=BORN), {}, "parties.0.newcomer.sex"),
        (Newcomer(name="", sex="1", birth_date=BORN), {}, "parties.0.newcomer.name"),
    ],
)
def test_a_wrong_request_is_refused_at_its_field(
    here: Counter, home: Household, person: Newcomer, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(late(home, person, **told), by=here.auxiliary)

    assert field in {each["field"] for each in refusal.value.errors}
    assert not Application.objects.exists()


def test_a_number_once_held_must_be_a_true_one(here: Counter, home: Household) -> None:
    """Row R01: a bad check digit is refused on this way too."""
    wrong = Newcomer(name="吴户口", identity_number="440199199001010330")

    with pytest.raises(InvalidInput) as refusal:
        draft(late(home, wrong), by=here.auxiliary)

    assert refusal.value.field == "parties.0.newcomer.identity_number"
    assert granted(here, late(home), by=here.approver).status == "approved"
