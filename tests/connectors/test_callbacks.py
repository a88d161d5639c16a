"""Agencies that answer later (异步答复), over real HTTP in both directions."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from redis import Redis

from applications import tasks
from applications.connectors import AGENCIES, reconnect
from applications.models import Verification, VerificationStatus
from hukou.kernel import clock
from hukou.stack import processes
from tests.connectors.conftest import NUMBER, SECRET
from tests.connectors.files import waiting
from tests.connectors.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def connected(
    settings: Settings, sandbox: SandboxProcess, live_server: LiveServer, redis: Redis
) -> Iterator[None]:
    """We know where the agencies are, and they where we are."""
    del redis  # empty: no breaker is open
    settings.CALLBACK_URL = live_server.url
    settings.AGENCIES = {
        slug: {"url": f"{sandbox.url}/{slug}", "secret": SECRET} for slug in AGENCIES
    }
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    yield
    reconnect()


def asked(row: Verification) -> Verification:
    tasks.verify(str(row.pk))
    return row


def seen_after(sandbox: SandboxProcess, count: int) -> list[int | None]:
    """Wait for `count` callbacks; return what we said to each."""
    assert processes.wait_until(lambda: len(sandbox.seen()["callbacks"]) >= count, seconds=20)
    return [each["status"] for each in sandbox.seen()["callbacks"]]


def now(row: Verification) -> Verification:
    row.refresh_from_db()
    return row


def test_a_later_answer_is_stored_as_one_given_at_once(sandbox: SandboxProcess) -> None:
    sandbox.behave("housing", "callback", seconds=0)
    row = asked(waiting())

    assert seen_after(sandbox, 1) == [200]
    assert (now(row).status, row.value) == (VerificationStatus.ANSWERED, "owned")
    assert row.next_attempt_at is None


def test_a_repeated_callback_is_harmless(sandbox: SandboxProcess) -> None:
    sandbox.behave("housing", "duplicate", seconds=0)
    row = asked(waiting())

    assert seen_after(sandbox, 3) == [200, 200, 200]
    assert (now(row).value, row.conflicts) == ("owned", False)
    assert "others" not in row.receipt


def test_callbacks_out_of_order_each_find_their_question(sandbox: SandboxProcess) -> None:
    sandbox.plant(NUMBER, "dwelling.lease_months_total", 24)
    sandbox.behave("housing", "out_of_order", seconds=60)
    tenure, lease = asked(waiting()), asked(waiting(fact="dwelling.lease_months_total"))
    sandbox.deliver("housing")

    assert seen_after(sandbox, 2) == [200, 200]
    assert (now(tenure).value, now(lease).value) == ("owned", 24)


def test_a_forged_callback_stores_nothing(sandbox: SandboxProcess) -> None:
    sandbox.behave("housing", "forged", seconds=0)
    row = asked(waiting())

    assert seen_after(sandbox, 1) == [401]
    assert (now(row).status, row.value) == (VerificationStatus.AWAITED, None)


@pytest.mark.parametrize(("on_paper", "conflicts"), [("leased", True), ("owned", False)])
def test_an_answer_that_comes_after_a_document_is_compared_with_it(
    sandbox: SandboxProcess, on_paper: str, conflicts: bool
) -> None:
    sandbox.behave("housing", "late")
    row = asked(waiting())
    Verification.objects.filter(id=row.pk).update(
        status=VerificationStatus.REPLACED,
        document_value=on_paper,
        document_reason="部门迟未答复",
        next_attempt_at=None,
    )
    sandbox.deliver("housing")

    assert seen_after(sandbox, 1) == [200]
    assert now(row).status == VerificationStatus.REPLACED
    assert (row.document_value, row.value, row.conflicts) == (on_paper, "owned", conflicts)


def test_an_answer_that_comes_after_another_attempt_is_the_same(sandbox: SandboxProcess) -> None:
    sandbox.behave("housing", "late")
    row = asked(waiting())
    sandbox.behave("housing", "ok")
    Verification.objects.filter(id=row.pk).update(next_attempt_at=clock.now())
    asked(now(row))
    sandbox.deliver("housing")

    assert seen_after(sandbox, 1) == [200]
    assert (now(row).status, row.conflicts) == (VerificationStatus.ANSWERED, False)
