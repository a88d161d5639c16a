"""Deaths (死亡注销): declared, proven, decided at the counter, and a head followed (row R06)."""

from collections.abc import Callable
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
    refuse,
    replace_by_document,
    submit,
)
from applications.errors import AlreadyApplying, DecidesOwnCase, NotEligible
from applications.kinds import KINDS
from applications.models import Application, Kind, OutboxEvent, PartyRole
from applications.queries.letter import letter
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput
from registry.errors import HeadLeavesWithoutSuccessor, RelationUnknown
from registry.models import HEAD, Entry, EntryKind, Person, Residence
from tests.cast import Family, family
from tests.factories import AddressFactory
from tests.filing import Counter

TODAY: Final = clock.today()
DIED: Final = TODAY - timedelta(days=5)
PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 death")
TOLD: Final = {
    "died_on": DIED.isoformat(),
    "certificate": "浙A-2026-0001",
    "declarant": "单雄英",
    "declarant_is": "spouse",
}


@pytest.fixture
def home(here: Counter) -> Family:
    """A family of four registered at this station; the father is head."""
    return family(here.office, address=AddressFactory.create(division=here.community))


def death(person: Person, **told: Any) -> DraftRequest:
    details = {name: text for name, text in {**TOLD, **told}.items() if text is not None}
    return DraftRequest(
        kind=Kind.DEATH,
        applied_on=TODAY,
        parties=[PartyRequest(role=PartyRole.SUBJECT, person_id=person.pk)],
        details=details,
    )


def handed_in(here: Counter, request: DraftRequest) -> Application:
    application = submit(draft(request, by=here.auxiliary).pk, by=here.auxiliary)
    return accept(application.pk, by=here.auxiliary)


def proven(here: Counter, request: DraftRequest, *, value: bool = True) -> Application:
    """Bring a death to the point of decision, with its certificate."""
    application = handed_in(here, request)
    paper = attach(application.pk, PDF, kind="death_certificate", by=here.auxiliary)
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value=value, reason="死亡证明"
        )
    assess_if_ready(application.pk)
    return application


def granted(here: Counter, request: DraftRequest) -> Application:
    return approve(proven(here, request).pk, by=here.officer).application


def test_a_death_ends_the_registration_on_its_day(here: Counter, home: Family) -> None:
    application = granted(here, death(home.daughter))

    carry_out(application.pk, by=here.officer)

    home.daughter.refresh_from_db()
    assert home.daughter.died_on == DIED
    assert home.residence_of(home.daughter).period.upper == DIED
    entry = Entry.objects.get(kind=EntryKind.DEATH)
    assert (entry.event_on, entry.details["declarant"]) == (DIED, "单雄英")
    assert entry.details["certificate"] == "浙A-2026-0001"
    assert entry.application == application.pk
    assert entry.legal_basis["clause"] == "第八条"


def test_the_death_itself_is_all_that_is_proven(here: Counter, home: Family) -> None:
    application = handed_in(here, death(home.daughter))

    asked = list(application.verifications.values_list("fact", "agency", "status"))

    assert asked == [("death.proven", "health", "pending")]
    papers = KINDS[Kind.DEATH].documents(application, [])
    assert [each.kind for each in papers] == ["death_certificate", "household_booklet"]


def test_it_is_handled_where_the_dead_was_registered(here: Counter, home: Family) -> None:
    application = draft(death(home.father), by=here.auxiliary)

    assert application.office == here.office
    assert application.destination_household == home.household


def test_a_heads_death_needs_who_follows(here: Counter, home: Family) -> None:
    application = granted(here, death(home.father))

    with pytest.raises(HeadLeavesWithoutSuccessor):
        carry_out(application.pk, by=here.officer)

    application.refresh_from_db()
    assert application.status == "approved"
    assert Residence.objects.on(TODAY).get(person=home.father).relation == HEAD


def test_a_new_head_is_named_and_relations_told_anew(here: Counter, home: Family) -> None:
    application = granted(here, death(home.father))

    carry_out(application.pk, by=here.officer, new_heads={home.household.pk: home.mother.pk})

    now = Residence.objects.on(TODAY).filter(household=home.household)
    assert {row.person: row.relation for row in now}[home.mother] == HEAD
    assert now.count() == 3


def test_what_does_not_follow_is_asked_and_can_be_said(here: Counter, home: Family) -> None:
    Residence.objects.filter(person=home.daughter).update(relation="97")
    application = granted(here, death(home.father))
    heads = {home.household.pk: home.mother.pk}

    with pytest.raises(RelationUnknown) as asked:
        carry_out(application.pk, by=here.officer, new_heads=heads)
    assert asked.value.facts["people"] == [home.daughter.pk]
    carry_out(application.pk, by=here.officer, new_heads=heads, relations={home.daughter.pk: "30"})

    assert Residence.objects.on(TODAY).get(person=home.daughter).relation == "30"


def test_others_are_told_what_was_registered(here: Counter, home: Family) -> None:
    application = granted(here, death(home.son))
    carry_out(application.pk, by=here.officer)

    told = OutboxEvent.objects.filter(type="application.registered").get()
    assert told.data["people"] == [home.son.pk]


def test_a_death_that_is_not_proven_waits_and_is_not_refused(here: Counter, home: Family) -> None:
    application = handed_in(here, death(home.son))
    leave_unknown(application.verifications.get().pk, by=here.officer, reason="证明未到")

    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    assert assessment.outcome == "evidence"
    with pytest.raises(NotEligible):
        approve(application.pk, by=here.officer)


def test_a_refusal_cites_the_clause(here: Counter, home: Family) -> None:
    application = proven(here, death(home.son), value=False)

    refuse(application.pk, by=here.officer, grounds="经查证本人健在")

    said = letter(application.pk)
    assert [each["clause"] for each in said.clauses] == ["第八条"]
    assert said.basis.title == "中华人民共和国户口登记条例"
    assert said.applicant == "欧阳小山"


def test_a_late_declaration_is_noted_and_changes_nothing(here: Counter, home: Family) -> None:
    application = proven(here, death(home.son, died_on="2026-01-01"))

    [note] = application.assessments.get().judgement["channels"][0]["notes"]
    assert note["id"] == "late-declaration"
    assert approve(application.pk, by=here.officer).outcome == "approved"


def test_nobody_decides_the_death_of_their_kin(here: Counter, home: Family) -> None:
    application = proven(here, death(home.son))
    here.officer.person = home.father
    here.officer.save(update_fields=["person"])

    with pytest.raises(DecidesOwnCase):
        approve(application.pk, by=here.officer)

    assert not hasattr(Application.objects.get(), "decision")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"died_on": (TODAY + timedelta(days=1)).isoformat()}, "details.died_on"),
        ({"died_on": "2026-02-30"}, "details.died_on"),
        ({"died_on": 20260101}, "details.died_on"),
        ({"died_on": None}, "details.died_on"),
        ({"certificate": "  "}, "details.certificate"),
        ({"certificate": "x" * 101}, "details.certificate"),
        ({"declarant": None}, "details.declarant"),
        ({"declarant_is": "friend"}, "details.declarant_is"),
        ({"declarant_is": "self"}, "details.declarant_is"),
        ({"declarant_is": ["spouse"]}, "details.declarant_is"),
        ({"birth_permit": "A1"}, "details.birth_permit"),
    ],
)
def test_a_wrong_detail_is_refused_at_its_field(
    here: Counter, home: Family, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(death(home.son, **told), by=here.auxiliary)

    assert [each["field"] for each in refusal.value.errors] == [field]
    assert not Application.objects.exists()


def stranger() -> PartyRequest:
    number = identity_number.compose("440199", date(1999, 9, 9), sequence=77).text
    nobody = Newcomer(name="某人", identity_number=number)
    return PartyRequest(role=PartyRole.SUBJECT, newcomer=nobody)


Change = Callable[[DraftRequest], DraftRequest]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda asked: replace(asked, parties=[]), "parties"),
        (lambda asked: replace(asked, parties=[stranger()]), "parties.0.newcomer"),
        (
            lambda asked: replace(asked, parties=[replace(asked.parties[0], person_id=10**9)]),
            "parties",
        ),
        (
            lambda asked: replace(
                asked, parties=[replace(asked.parties[0], role=PartyRole.PARENT)]
            ),
            "parties.0.role",
        ),
        (lambda asked: replace(asked, household_id=10**9), "destination.household"),
    ],
)
def test_a_wrong_party_or_place_is_refused_at_its_field(
    here: Counter, home: Family, change: Change, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(change(death(home.son)), by=here.auxiliary)

    assert field in {each["field"] for each in refusal.value.errors}
    assert not Application.objects.exists()


def test_nobody_dies_twice(here: Counter, home: Family) -> None:
    application = granted(here, death(home.son))
    carry_out(application.pk, by=here.officer)

    with pytest.raises(InvalidInput) as refusal:
        draft(death(home.son), by=here.auxiliary)

    assert refusal.value.field == "parties.0.person"
    assert Application.objects.count() == 1


def test_one_death_is_handed_in_once(here: Counter, home: Family) -> None:
    handed_in(here, death(home.son))
    again = draft(death(home.son), by=here.auxiliary)

    with pytest.raises(AlreadyApplying):
        submit(again.pk, by=here.auxiliary)

    assert Entry.objects.filter(kind=EntryKind.DEATH).count() == 0
