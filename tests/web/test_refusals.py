"""What went wrong is said in Chinese, with what to do, and never as a bare error."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from hukou.kernel.errors import Forbidden, InvalidInput, RuleViolated
from hukou.web import errors
from registry.errors import NoPosting
from tests.cast import Station
from tests.web.conftest import Visit
from tests.web.world import world

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_says_where_to_start_again(here: Station, visit: Visit) -> None:
    response = visit(here.officer).get("/nowhere")

    assert response.status_code == 404
    assert "请从工作台或查询重新进入" in response.content.decode()


def middleware() -> errors.RefusalMiddleware:
    return errors.RefusalMiddleware(lambda _: pytest.fail("not asked"))


@pytest.mark.parametrize("cause", [LockNotAvailable, DeadlockDetected, SerializationFailure])
def test_waiting_too_long_for_a_lock_becomes_try_again(cause: type[Exception]) -> None:
    busy = OperationalError("canceling statement")
    busy.__cause__ = cause()

    response = middleware().process_exception(RequestFactory().get("/"), busy)

    assert response is not None
    assert response.status_code == 503
    assert "请稍候几秒再提交一次" in response.content.decode()


def test_a_refusal_of_the_domain_keeps_its_own_words() -> None:
    response = middleware().process_exception(RequestFactory().get("/"), NoPosting())

    assert response is not None
    assert response.status_code == 403
    assert "您的账号今天没有任职机关" in response.content.decode()


def test_the_api_answers_its_own_errors() -> None:
    request = RequestFactory().get("/api/v1/facts")

    assert middleware().process_exception(request, RuleViolated()) is None


def test_something_broken_shows_a_page_that_needs_nothing_else() -> None:
    response = errors.failed(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "本次操作没有保存" in response.content.decode()


@pytest.mark.parametrize(
    ("error", "field", "words"),
    [
        (InvalidInput("应为整数", field="parties.0.x"), "parties.0.x", "应为整数"),
        (Forbidden(), "", Forbidden.zh),
        (RuleViolated("另有原因"), "", f"{RuleViolated.zh}另有原因"),
    ],
)
def test_complaints_go_to_their_field_or_above_the_form(
    error: InvalidInput, field: str, words: str
) -> None:
    [complaint] = errors.complaints(error)

    assert (complaint["field"], complaint["detail"]) == (field, words)


def test_part_of_a_page_takes_the_whole_page_to_sign_in_again() -> None:
    path = f"/applications/{world().application.pk}/progress"

    response = Client().get(path, headers={"hx-request": "true"})

    assert (response.status_code, response.headers["hx-redirect"]) == (204, "/sign-in")


def test_pages_forbid_every_inline_script_and_style(here: Station, visit: Visit) -> None:
    policy = visit(here.officer).get("/").headers["content-security-policy"]

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/people/999999999999",
        "/people/440199198703150011",
        "/households/0",
        "/?list=nonsense",
        "/?cursor=nonsense",
        "/households/1?on=9999-12-31&known_on=9999-12-31",
        "/people/1?known_on=9999-12-31",
        "/divisions?destination.search=%00",
        "/applications/new?applicant=99999999999999999999",
    ],
)
def test_addresses_nobody_should_send_never_break_the_server(
    here: Station, visit: Visit, path: str
) -> None:
    assert visit(here.officer).get(path).status_code < 500


@pytest.mark.parametrize("text", ["\x00", "长" * 5000, "'; drop table registry_person; --", "%_\\"])
def test_nothing_typed_into_the_search_breaks_the_server(
    here: Station, visit: Visit, text: str
) -> None:
    assert visit(here.officer).post("/search", {"free": text}, follow=True).status_code < 500
