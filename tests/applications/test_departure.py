"""Departures (迁往外地): permit used once, certificate issued, registration ended, together."""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from applications.actions import (
    DraftRequest,
    PartyRequest,
    Upload,
    accept,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    replace_by_document,
    submit,
)
from applications.errors import ForeignPaperExpired, ForeignPaperUsed
from applications.kinds import KINDS
from applications.models import Application, ForeignPaper, Kind, PartyRole
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import Mover, move_family
from registry.models import Entry, EntryKind, Household, IssuedDocument, Person
from tests.cast import Family, Station, family
from tests.collectives import opened
from tests.factories import AddressFactory
from tests.filing import Counter

TODAY: Final = clock.today()
PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 permit")
PERMIT: Final = {
    "way": "permit",
    "permit_number": "鄂准迁2026-000123",
    "permit_issued_on": (TODAY - timedelta(days=10)).isoformat(),
    "destination": "湖北省武汉市洪山区珞喻路1号",
    "reason": "kin",
}


@pytest.fixture
def home(here: Counter) -> Family:
    """A family of four registered at this station; the father is head."""
    return family(here.office, address=AddressFactory.create(division=here.community))


def departure(person: Person, *others: Person, **told: Any) -> DraftRequest:
    details = {name: text for name, text in {**PERMIT, **told}.items() if text is not None}
    return DraftRequest(
        kind=Kind.DEPARTURE,
        applied_on=TODAY,
        parties=[
            PartyRequest(role=PartyRole.SUBJECT, person_id=person.pk),
            *(
                PartyRequest(role=PartyRole.COMPANION, person_id=each.pk, consented_on=TODAY)
                for each in others
            ),
        ],
        details=details,
    )


def granted(here: Counter, request: DraftRequest) -> Application:
    """Bring a departure to its approval, the permit having been seen on paper."""
    application = submit(draft(request, by=here.auxiliary).pk, by=here.auxiliary)
    accept(application.pk, by=here.auxiliary)
    paper = attach(application.pk, PDF, kind="move_in_permit", by=here.auxiliary)
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value=True, reason="当面核验原件"
        )
    assess_if_ready(application.pk)
    return approve(application.pk, by=here.officer).application


def test_whoever_leaves_on_a_permit_gets_a_certificate(here: Counter, home: Family) -> None:
    application = granted(here, departure(home.daughter))

    carry_out(application.pk, by=here.officer)

    residence = home.residence_of(home.daughter)
    assert residence.period.upper == TODAY
    assert residence.moved_to == PERMIT["destination"]
    certificate = IssuedDocument.objects.get(application=application.pk)
    assert certificate.kind == "migration_certificate"
    assert certificate.valid_until == TODAY + timedelta(days=30)
    entry = Entry.objects.get(kind=EntryKind.MOVE_OUT)
    assert entry.details["certificate"] == certificate.serial
    assert entry.legal_basis["clause"].startswith("第十条")
    used = ForeignPaper.objects.get()
    assert (used.number, used.application_id) == (PERMIT["permit_number"], application.pk)


def test_a_whole_family_leaves_on_one_certificate(here: Counter, home: Family) -> None:
    """Row R07: nobody is left, and the household closes."""
    application = granted(here, departure(home.father, home.mother, home.son, home.daughter))

    carry_out(application.pk, by=here.officer)

    assert Household.objects.get(pk=home.household.pk).period.upper == TODAY
    certificate = IssuedDocument.objects.get()
    assert len(certificate.content["people"]) == 4
    rows = certificate.content["sheets"][0]["tables"][0]["rows"]
    assert [row[1] for row in rows] == ["本人", "妻", "子", "女"]


def test_a_member_of_a_school_holds_a_certificate_of_her_own(here: Counter, home: Family) -> None:
    """Nobody in quarters is related to a head; she is the holder all the same."""
    station = Station(here.office, here.officer)
    school = opened(station, address=AddressFactory.create(division=here.community))
    move_family([Mover(home.daughter.pk, "99", "study")], school, **station.how)

    carry_out(granted(here, departure(home.daughter)).pk, by=here.officer)

    rows = IssuedDocument.objects.get().content["sheets"][0]["tables"][0]["rows"]
    assert [row[1] for row in rows] == ["本人"]


def test_online_no_paper_is_issued(here: Counter, home: Family) -> None:
    request = departure(home.daughter, way="online", permit_number=None, permit_issued_on=None)
    application = granted(here, request)

    carry_out(application.pk, by=here.officer)

    assert home.residence_of(home.daughter).period.upper == TODAY
    assert not IssuedDocument.objects.exists()
    assert not ForeignPaper.objects.exists()


def test_a_permit_serves_once_whoever_hands_it_in(here: Counter, home: Family) -> None:
    """Row V04."""
    carry_out(granted(here, departure(home.daughter)).pk, by=here.officer)
    again = granted(here, departure(home.son))

    with pytest.raises(ForeignPaperUsed):
        carry_out(again.pk, by=here.officer)

    again.refresh_from_db()
    assert again.status == Status.APPROVED
    assert home.residence_of(home.son).period.upper is None
    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize(("age", "is_refused"), [(40, False), (41, True)])
def test_a_permit_counts_for_forty_days(
    here: Counter, home: Family, age: int, is_refused: bool
) -> None:
    issued = (TODAY - timedelta(days=age)).isoformat()
    request = departure(home.daughter, permit_issued_on=issued)

    if not is_refused:
        assert draft(request, by=here.auxiliary).event == "DEPART_PERMIT"
        return
    with pytest.raises(InvalidInput) as refused:
        draft(request, by=here.auxiliary)

    assert [each["field"] for each in refused.value.errors] == ["details.permit_issued_on"]
    assert not Application.objects.exists()


@pytest.mark.parametrize("missing", ["permit_number", "permit_issued_on"])
def test_a_permit_is_named_whole(here: Counter, home: Family, missing: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft(departure(home.daughter, **{missing: None}), by=here.auxiliary)

    assert [each["field"] for each in refused.value.errors] == [f"details.{missing}"]


def test_a_permit_issued_after_it_was_handed_in_is_refused(here: Counter, home: Family) -> None:
    application = granted(here, departure(home.daughter))
    Application.objects.filter(pk=application.pk).update(applied_on=date(2026, 1, 1))

    with pytest.raises(ForeignPaperExpired):
        carry_out(application.pk, by=here.officer)


def test_a_head_who_leaves_names_who_follows(here: Counter, home: Family) -> None:
    application = granted(here, departure(home.father))

    carry_out(application.pk, by=here.officer, new_heads={home.household.pk: home.mother.pk})

    assert home.residence_of(home.mother).relation == "02"


def test_an_adult_who_comes_along_must_agree(here: Counter, home: Family) -> None:
    request = departure(home.father, home.mother)
    request.parties[1] = PartyRequest(role=PartyRole.COMPANION, person_id=home.mother.pk)  # type: ignore[index]
    application = draft(request, by=here.auxiliary)

    with pytest.raises(InvalidInput):
        submit(application.pk, by=here.auxiliary)


def test_students_leave_on_their_admission(here: Counter, home: Family) -> None:
    request = departure(
        home.daughter, way="admission", reason="study", permit_number=None, permit_issued_on=None
    )
    application = draft(request, by=here.auxiliary)

    papers = KINDS[Kind.DEPARTURE].documents(application, [])
    assert [each.kind for each in papers] == ["admission_notice", "household_booklet"]
