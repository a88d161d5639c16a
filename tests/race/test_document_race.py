"""Two counters with one certificate at the same moment: it is taken in once (K01).

Every lock has its control: the same race with the lock taken out, which goes wrong.
"""

from collections.abc import Callable
from functools import partial

import pytest

from registry.actions import issue_document, use_document, void_document
from registry.documents import HouseholdCertificate
from registry.models import DocumentEvent, DocumentEventKind, DocumentSeries, IssuedDocument, Office
from registry.models.issued_documents import DocumentSeriesQuerySet, IssuedDocumentQuerySet
from tests.cast import Family, Station, station
from tests.documents.cast import certificate
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(here: Station, ouyang: Family) -> IssuedDocument:
    return issue_document(certificate(ouyang.father), office=here.office, by=here.officer)


def unlock(monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]) -> None:
    """Take the lock out: both read the log before either writes."""

    def unlocked(documents: IssuedDocumentQuerySet, document_id: int) -> IssuedDocument:
        found = documents.prefetch_related("events").get(pk=document_id)
        both_have_read()
        return found

    monkeypatch.setattr(IssuedDocumentQuerySet, "lock", unlocked)


def two_uses(paper: IssuedDocument) -> list[Callable[[], object]]:
    return [partial(use_document, paper, by=station().officer) for _ in range(2)]


def test_of_two_counters_one_takes_the_certificate_in(paper: IssuedDocument) -> None:
    outcomes = at_once(*two_uses(paper))

    assert named(outcomes) == ["DocumentEvent", "DocumentUsed"]
    assert DocumentEvent.objects.filter(kind=DocumentEventKind.USED).count() == 1


def test_without_the_lock_the_second_counter_reaches_the_constraint(
    paper: IssuedDocument,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    """A control: nobody is told why; the database just holds no two lines of one number."""
    calls = two_uses(paper)
    unlock(monkeypatch, both_have_read)

    assert named(at_once(*calls)) == ["DocumentEvent", "IntegrityError"]


def test_a_certificate_is_either_used_or_voided(paper: IssuedDocument, here: Station) -> None:
    use, _other = two_uses(paper)
    void = partial(void_document, paper, by=here.officer, reason="不再迁移")

    outcomes = named(at_once(use, void))

    assert outcomes in (["DocumentEvent", "DocumentUsed"], ["DocumentEvent", "DocumentVoided"])


def two_issues(here: Station, ouyang: Family) -> list[Callable[[], object]]:
    return [
        partial(
            issue_document,
            HouseholdCertificate(person.pk),
            office=here.office,
            by=here.officer,
        )
        for person in (ouyang.father, ouyang.mother)
    ]


def test_two_documents_at_once_get_two_numbers(here: Station, ouyang: Family) -> None:
    outcomes = at_once(*two_issues(here, ouyang))

    assert named(outcomes) == ["IssuedDocument", "IssuedDocument"]
    serials = sorted(IssuedDocument.objects.values_list("serial", flat=True))
    assert [serial[-6:] for serial in serials] == ["000001", "000002"]


def test_without_the_lock_two_documents_want_one_number(
    here: Station,
    ouyang: Family,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    """A control: if this fails, the test above proves nothing."""
    DocumentSeries.objects.create(kind=HouseholdCertificate.kind, office=here.office)

    def unlocked(series: DocumentSeriesQuerySet, kind: str, office: Office) -> DocumentSeries:
        found = series.get(kind=kind, office=office)
        both_have_read()
        return found

    monkeypatch.setattr(DocumentSeriesQuerySet, "hold", unlocked)

    assert named(at_once(*two_issues(here, ouyang))) == ["IntegrityError", "IssuedDocument"]
