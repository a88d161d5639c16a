"""Papers over the API: kept by what they are, and only for one's own files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from applications.models import Document
from registry.models import PostingRole
from tests.api.filing import Desk, Desks, address_of, application
from tests.factories import OfficeFactory
from tests.filing import Counter, Five, counter, family_of_five, posted

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def five(here: Counter) -> Five:
    del here
    return family_of_five()


@pytest.fixture
def desks(here: Counter) -> Desks:
    return Desks(here)


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:  # noqa: ANN401
    settings.MEDIA_ROOT = tmp_path


def upload(client: APIClient, address: str, content: bytes = PDF, **more: object) -> Any:  # noqa: ANN401
    sent = SimpleUploadedFile("房产证.pdf", content, content_type="application/pdf")
    return client.post(f"{address}/documents", {"file": sent, "kind": "household_booklet", **more})


def test_a_paper_is_kept_with_its_digest(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))

    answer = upload(desks.auxiliary.client, address)

    assert (answer.status_code, answer.json()["content_type"]) == (201, "application/pdf")
    listed = desks.auxiliary.read(address).json()["documents"]
    assert [each["sha256"] for each in listed] == [answer.json()["sha256"]]


@pytest.mark.parametrize(
    ("content", "more"),
    [
        (b"MZ\x90 a program", {}),
        (b"", {}),
        (PDF, {"kind": "love_letter"}),
        (PDF, {"party": 999999}),
        (PDF, {"party": "x"}),
        (PDF + b" " * (10 * 1024 * 1024), {}),
    ],
)
def test_a_paper_that_is_none_is_refused(
    desks: Desks, five: Five, content: bytes, more: dict[str, object]
) -> None:
    address = address_of(desks.auxiliary.write(application(five)))

    answer = upload(desks.auxiliary.client, address, content, **more)

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert Document.objects.count() == 0


def test_what_is_far_too_large_is_not_even_read(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))

    answer = upload(desks.auxiliary.client, address, b"%PDF-" + b" " * (12 * 1024 * 1024))

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_the_same_paper_under_the_same_key_is_kept_once(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))
    client = desks.auxiliary.client
    client.credentials(HTTP_IDEMPOTENCY_KEY="paper-1")

    first, second = (upload(client, address) for _ in range(2))

    assert first.json() == second.json()
    assert Document.objects.count() == 1
    assert upload(client, address, PDF + b"!").status_code == 422


def test_another_office_puts_no_paper_to_it(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))
    elsewhere = Desk(posted(OfficeFactory.create(), PostingRole.OFFICER))

    assert upload(elsewhere.client, address).status_code == 404
    assert Document.objects.count() == 0
