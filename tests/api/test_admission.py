"""Bodies are refused by their announced length, hosts by their name, before anything is read."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.cast import station

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
MULTIPART = "multipart/form-data; boundary=x"
PAGES = ["/sign-in", "/language", "/applications/finder"]
PROGRAMS = ["/oauth/token", "/oauth/revoke", "/api/v1/eligibility", "/api/v1/applications"]


class Unread(BytesIO):
    """A body that nobody may begin to read."""

    def read(self, size: int | None = -1, /) -> bytes:
        pytest.fail(f"{size} bytes were read")


def signed_in() -> Client:
    client = Client()
    client.force_login(station().officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(path: str, *, client: Client | None = None, **environ: Any) -> Any:  # noqa: ANN401
    client = client or Client()
    environ["wsgi.input"] = Unread()
    return client.generic("POST", path, content_type=MULTIPART, **environ)


@pytest.mark.parametrize("path", [*PAGES, *PROGRAMS])
def test_a_stranger_fills_no_disk(path: str) -> None:
    answer = send(path, CONTENT_LENGTH=str(MB + 1))

    assert answer.status_code == 413
    expected = "application/problem+json" if path in PROGRAMS else "text/html; charset=utf-8"
    assert answer["Content-Type"] == expected


@pytest.mark.parametrize("path", [*PAGES, *PROGRAMS])
def test_nobody_sends_more_than_a_paper(path: str) -> None:
    assert send(path, client=signed_in(), CONTENT_LENGTH=str(11 * MB + 1)).status_code == 413


@pytest.mark.parametrize("path", [*PAGES, *PROGRAMS])
def test_a_body_without_a_length_is_refused(path: str) -> None:
    answer = send(path, HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 411


def test_a_program_is_told_what_is_missing() -> None:
    answer = send("/api/v1/eligibility", HTTP_TRANSFER_ENCODING="chunked")

    assert answer.json()["type"] == "/problems/length-required"


def test_a_header_is_no_sign_in_for_pages() -> None:
    stranger: dict[str, Any] = {
        "HTTP_AUTHORIZATION": "Bearer x",
        "CONTENT_LENGTH": str(MB + 1),
    }

    assert send("/sign-in", **stranger).status_code == 413
    assert send("/api/v1/applications", **stranger).status_code == 401


def test_who_is_signed_in_may_send_more() -> None:
    answer = signed_in().post("/search", {"free": "x" * (MB + 1)})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/residents/1", "/api/nowhere", "/oauth/token"])
def test_a_host_that_is_not_ours_is_a_problem_to_programs(path: str) -> None:
    answer = Client().post(path, headers={"Host": "elsewhere.example"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["type"] == "/problems/malformed-request"


def test_a_host_that_is_not_ours_is_a_page_to_people() -> None:
    answer = Client().get("/sign-in", headers={"Host": "elsewhere.example"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "填写的内容有误" in answer.content.decode()
