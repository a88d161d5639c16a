"""Papers handed in (材料): judged by their bytes; what is refused leaves nothing behind."""

import hashlib
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from applications.actions import Upload, attach, withdraw
from applications.errors import (
    ActionNotAllowed,
    DocumentRefused,
    MayNotHandle,
    NotOfThisApplication,
)
from applications.models import Application, Document
from registry.models import PostingRole
from tests.filing import Counter, Five, filed, posted, settlement

PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def application(here: Counter, five: Five) -> Application:
    return filed(here, settlement(five))


def upload(content: bytes, *, name: str = "扫描件", content_type: str = "") -> Upload:
    return Upload(name=name, content_type=content_type, content=content)


@pytest.mark.parametrize(
    ("content", "content_type", "suffix"),
    [(PDF, "application/pdf", ".pdf"), (PNG, "image/png", ".png"), (JPEG, "image/jpeg", ".jpg")],
)
def test_a_paper_is_kept_byte_for_byte_with_its_digest(
    here: Counter, application: Application, content: bytes, content_type: str, suffix: str
) -> None:
    paper = attach(application.pk, upload(content), kind="lease_contract", by=here.auxiliary)

    assert (paper.content_type, paper.size) == (content_type, len(content))
    assert paper.sha256 == hashlib.sha256(content).hexdigest()
    assert str(paper.file.name).endswith(suffix)
    with paper.file.open() as stored:
        assert stored.read() == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04",
        b"%PDF-" + b"0" * (10 * 1024 * 1024),
    ],
    ids=["empty", "program", "page", "archive", "too large"],
)
def test_other_kinds_and_sizes_are_refused_and_leave_nothing(
    here: Counter, application: Application, uploads: Path, content: bytes
) -> None:
    claimed = upload(content, name="合同.pdf", content_type="application/pdf")
    with pytest.raises(DocumentRefused):
        attach(application.pk, claimed, kind="lease_contract", by=here.auxiliary)

    assert not Document.objects.exists()
    assert list(uploads.iterdir()) == []


def test_a_name_of_the_senders_choosing_never_reaches_the_disk(
    here: Counter, application: Application, uploads: Path
) -> None:
    sent = upload(PDF, name="../../etc/cron.d/x")
    paper = attach(application.pk, sent, kind="lease_contract", by=here.auxiliary)
    assert Path(paper.file.path).is_relative_to(uploads)
    assert str(paper.pk) in str(paper.file.name)


def test_a_kind_of_paper_nobody_knows_is_refused(here: Counter, application: Application) -> None:
    with pytest.raises(DocumentRefused):
        attach(application.pk, upload(PDF), kind="birth_permit", by=here.auxiliary)


def test_a_paper_belongs_to_somebody_in_the_file(here: Counter, application: Application) -> None:
    spouse = application.parties.get(position=1)
    paper = attach(
        application.pk, upload(PDF), kind="marriage_certificate", by=here.officer, party=spouse.pk
    )
    assert paper.party == spouse
    with pytest.raises(NotOfThisApplication):
        attach(
            application.pk,
            upload(PDF),
            kind="marriage_certificate",
            by=here.officer,
            party=spouse.pk + 999,
        )


def test_a_stranger_puts_nothing_into_a_file(
    here: Counter, five: Five, application: Application
) -> None:
    stranger = posted(five.home.office, PostingRole.CHIEF)
    with pytest.raises(MayNotHandle):
        attach(application.pk, upload(PDF), kind="lease_contract", by=stranger)
    with pytest.raises(MayNotHandle):
        attach(application.pk, upload(PDF), kind="lease_contract", by=None, client="demo-education")
    assert here.office == application.office


def test_nothing_is_added_to_a_file_that_has_ended(here: Counter, application: Application) -> None:
    withdraw(application.pk, by=here.auxiliary)
    with pytest.raises(ActionNotAllowed):
        attach(application.pk, upload(PDF), kind="lease_contract", by=here.auxiliary)
