"""Documents are numbered, frozen, logged; voided, replaced and used once (K01)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import DatabaseError, transaction

from hukou.kernel import clock
from hukou.kernel.errors import DomainError, NotFound
from registry.actions import (
    issue_document,
    print_document,
    reissue_document,
    use_document,
    void_document,
)
from registry.documents import Booklet, HouseholdCertificate, Wanted
from registry.errors import (
    CharactersNotPrintable,
    DocumentExpired,
    DocumentReplaced,
    DocumentUsed,
    DocumentVoided,
    EventInFuture,
    HouseholdClosed,
    NothingToCertify,
    NotUsedToMove,
    OwnCase,
    ReasonRequired,
)
from registry.models import (
    Account,
    Disclosure,
    DocumentEvent,
    DocumentEventKind,
    DocumentSeries,
    DocumentStatus,
    IssuedDocument,
    Person,
    PostingRole,
)
from tests.cast import station
from tests.documents.cast import RARE, certificate, permit
from tests.documents.conftest import Twelve
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory
from tests.filing import posted

DAY: Final = date(2026, 7, 1)
Kinds = DocumentEventKind


def kinds(document: IssuedDocument) -> list[str]:
    return [event.kind for event in document.events.all()]


def status(document: IssuedDocument, *, on: date | None = None) -> DocumentStatus:
    return IssuedDocument.objects.get(pk=document.pk).status_on(on or clock.today())


def at_home(home: Twelve) -> None:
    """Let whoever serves the household be one of it."""
    Account.objects.filter(pk=home.here.officer.pk).update(person=home.people[2])
    home.here.officer.refresh_from_db()


def test_nobody_issues_prints_replaces_or_voids_papers_of_their_own_or_of_kin(home: Twelve) -> None:
    paper = one(home)
    at_home(home)
    before = kinds(paper)
    by = home.here.officer

    for act in (
        lambda: home.issued(Booklet(home.household.pk)),
        lambda: print_document(paper, by=by),
        lambda: reissue_document(paper, by=by, reason="破损"),
        lambda: void_document(paper, by=by, reason="错发"),
    ):
        with pytest.raises(OwnCase):
            act()

    assert kinds(paper) == before
    assert IssuedDocument.objects.count() == 1
    assert print_document(paper, by=posted(home.here.office, PostingRole.OFFICER)).pk


def one(home: Twelve) -> IssuedDocument:
    return home.issued(HouseholdCertificate(home.people[0].pk))


def test_serial_numbers_follow_each_other_by_kind_and_office(home: Twelve) -> None:
    first, second = one(home), one(home)
    booklet = home.issued(Booklet(home.household.pk))

    code = home.here.office.code
    assert [first.serial, second.serial] == [f"HJZ{code}-000001", f"HJZ{code}-000002"]
    assert booklet.serial == f"HKB{code}-000001"


def test_what_is_issued_is_frozen_with_its_digest_and_its_reading_is_noted(home: Twelve) -> None:
    document = one(home)

    kept = IssuedDocument.objects.get(pk=document.pk)
    assert kept.digest == kept.compute_digest()
    assert kept.content["holder"] == RARE
    assert kinds(kept) == [Kinds.ISSUED]
    noted = Disclosure.objects.get(account=home.here.officer)
    assert noted.people == [home.people[0].pk]
    assert document.serial in noted.purpose
    assert "identity_number" in noted.fields


@pytest.mark.parametrize("change", ["content", "serial", "digest"])
def test_an_issued_document_cannot_be_rewritten(home: Twelve, change: str) -> None:
    document = one(home)

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(**{change: "x"})
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        DocumentEvent.objects.all().delete()


def test_a_code_says_nothing_and_is_never_the_same(home: Twelve) -> None:
    codes = {one(home).verification_code for _ in range(3)}

    assert len(codes) == 3
    assert all(len(code) == 26 and code[0].isalpha() for code in codes)


def test_the_first_print_needs_no_reason_and_the_next_one_does(home: Twelve) -> None:
    document, by = one(home), home.here.officer
    print_document(document, by=by)

    with pytest.raises(ReasonRequired):
        print_document(document, by=by, reason="  ")
    print_document(document, by=by, reason="打印机卡纸")

    assert kinds(document) == [Kinds.ISSUED, Kinds.PRINTED, Kinds.REPRINTED]
    assert document.events.last().reason == "打印机卡纸"  # type: ignore[union-attr] # just written


def test_a_document_is_voided_once_and_for_a_reason(home: Twelve) -> None:
    document, by = one(home), home.here.officer
    with pytest.raises(ReasonRequired):
        void_document(document, by=by, reason="")
    void_document(document, by=by, reason="打印有误")

    with pytest.raises(DocumentVoided):
        void_document(document, by=by, reason="再作废")
    with pytest.raises(DocumentVoided):
        print_document(document, by=by, reason="再打印")

    assert kinds(document) == [Kinds.ISSUED, Kinds.VOIDED]
    assert status(document) == DocumentStatus.VOIDED


def test_a_lost_booklet_is_replaced_by_one_with_a_number_of_its_own(home: Twelve) -> None:
    old = home.issued(Booklet(home.household.pk))

    new = reissue_document(
        old,
        by=home.here.officer,
        reason="遗失声明",
        wanted=Booklet(home.household.pk),
        lost=True,
    )

    assert (new.replaces, new.serial != old.serial) == (old, True)
    assert kinds(old) == [Kinds.ISSUED, Kinds.LOST, Kinds.REPLACED]
    assert (status(old), status(new)) == (DocumentStatus.REPLACED, DocumentStatus.VALID)
    with pytest.raises(DocumentReplaced):
        reissue_document(old, by=home.here.officer, reason="又遗失")


@pytest.mark.parametrize(
    ("wanted", "days"), [(permit, 40), (certificate, 30)], ids=["permit", "certificate"]
)
def test_the_papers_of_a_move_count_until_their_last_day(
    home: Twelve, wanted: Callable[[Person], Wanted], days: int
) -> None:
    document = home.issued(wanted(home.people[0]), on_day=DAY)
    last = DAY + timedelta(days=days)

    assert document.valid_until == last
    assert (status(document, on=last), status(document, on=last + timedelta(days=1))) == (
        DocumentStatus.VALID,
        DocumentStatus.EXPIRED,
    )


def test_a_migration_certificate_is_used_once(home: Twelve) -> None:
    document = home.issued(certificate(home.people[0]))
    there = HouseholdFactory.create()
    use_document(document, by=home.here.officer, household=there)

    with pytest.raises(DocumentUsed):
        use_document(document, by=home.here.officer, household=there)
    with pytest.raises(DocumentUsed):
        void_document(document, by=home.here.officer, reason="已落户")

    assert document.events.get(kind=Kinds.USED).household == there
    assert status(document) == DocumentStatus.USED


def test_an_expired_certificate_is_refused_with_its_term_and_can_be_issued_again(
    home: Twelve,
) -> None:
    old, by = home.issued(certificate(home.people[0]), on_day=DAY), home.here.officer

    with pytest.raises(DocumentExpired) as refused:
        use_document(old, by=by, on=DAY + timedelta(days=31))
    assert refused.value.facts["cite"] == {
        "document": "户口迁移证",
        "clause": "证件载明的有效期限（最长三十日）",
    }
    new = reissue_document(old, by=by, reason="逾期未落户")

    assert new.content["sheets"] == old.content["sheets"]
    assert status(new) == DocumentStatus.VALID
    assert not old.events.filter(kind=Kinds.USED).exists()


def test_a_voided_certificate_is_not_used(home: Twelve) -> None:
    document = home.issued(certificate(home.people[0]))
    void_document(document, by=home.here.officer, reason="不再迁移")

    with pytest.raises(DocumentVoided):
        use_document(document, by=home.here.officer)


def test_a_booklet_is_shown_and_never_used_up(home: Twelve) -> None:
    with pytest.raises(NotUsedToMove):
        use_document(one(home), by=home.here.officer)


# --- what is not issued ------------------------------------------------------------------------


def refused(home: Twelve, wanted: Wanted, error: type[DomainError], **how: Any) -> None:
    """Expect the refusal, and that nothing was stored, not even a number."""
    with pytest.raises(error):
        home.issued(wanted, **how)
    assert not IssuedDocument.objects.exists()
    assert not DocumentSeries.objects.filter(last__gt=0).exists()
    assert not Disclosure.objects.filter(kind="document").exists()


def test_nothing_is_issued_about_somebody_of_another_station(home: Twelve) -> None:
    elsewhere = ResidenceFactory.create()

    refused(home, HouseholdCertificate(elsewhere.person_id), NotFound)
    refused(home, Booklet(elsewhere.household_id), NotFound)


def test_a_household_has_no_booklet_on_a_day_it_did_not_exist(home: Twelve) -> None:
    refused(home, Booklet(home.household.pk), HouseholdClosed, on=date(1999, 12, 31))


def test_nobody_gets_a_certificate_of_a_day_to_come(home: Twelve) -> None:
    tomorrow = clock.today() + timedelta(days=1)

    refused(home, Booklet(home.household.pk), EventInFuture, on=tomorrow)


def test_who_is_registered_nowhere_that_day_has_no_certificate(home: Twelve) -> None:
    before = date(2009, 12, 31)

    refused(home, HouseholdCertificate(home.people[0].pk), NothingToCertify, on=before)


@pytest.mark.parametrize(
    ("name", "code"), [("欧阳\ue001", "U+E001"), ("欧阳\U0002ebf0", "U+2EBF0")]
)
def test_a_name_that_no_font_can_draw_is_refused_by_its_code_point(
    home: Twelve, name: str, code: str
) -> None:
    person = PersonFactory.create(details={"name": name})
    ResidenceFactory.create(person=person, household__office=home.here.office)

    with pytest.raises(CharactersNotPrintable) as problem:
        home.issued(HouseholdCertificate(person.pk))

    assert problem.value.facts["characters"] == [code]
    assert f"{code}（姓名）" in problem.value.detail
    assert "HUKOU_PRINT_FONT" in problem.value.zh
    assert not IssuedDocument.objects.exists()


def test_a_county_officer_issues_for_the_stations_below(home: Twelve) -> None:
    bureau = station("county_approver")
    home.here.office.parent = bureau.office
    home.here.office.save(update_fields=["parent"])

    document = issue_document(Booklet(home.household.pk), office=bureau.office, by=bureau.officer)

    assert document.office == bureau.office
    assert document.issued_by != home.here.officer
