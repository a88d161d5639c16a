"""However the agencies behave (模拟器的各种行为), no wrong decision follows, and no file is lost.

Slow, down, busy, silent, wrong, about somebody else, garbage, later, doubled, out of order, late,
forged: a file waits until it knows what is true, and comes to the same as with good agencies (V01).
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from redis import Redis

from applications import tasks
from applications.actions import approve, due_verifications, resend
from applications.connectors import AGENCIES, reconnect
from applications.connectors.sandbox.desks import LATER, Mode
from applications.errors import ActionNotAllowed
from applications.models import (
    Application,
    Assessment,
    ReceivedMessage,
    Verification,
    VerificationStatus,
)
from applications.queries.registered import registered
from applications.workflow import Status
from hukou.kernel import clock
from hukou.stack import processes
from tests.connectors.conftest import SECRET
from tests.connectors.sandbox import SandboxProcess
from tests.filing import Agencies, Counter, accepted, counter, family_of_five, fresh, settlement

pytestmark = pytest.mark.django_db(transaction=True)

IN_TIME: Final = frozenset({Mode.OK, Mode.CALLBACK, Mode.DUPLICATE, Mode.OUT_OF_ORDER})
"""How agencies behave that answer all the same; of all others the file has to wait."""
TOO_LATE: Final = frozenset({Mode.SLOW, Mode.SILENT})
UNBELIEVABLE: Final = frozenset({Mode.WRONG, Mode.WRONG_PERSON})
"""Answers that a person has to look at: the question is not asked again by itself."""


@pytest.fixture(autouse=True)
def connected(
    settings: Settings, sandbox: SandboxProcess, live_server: LiveServer, redis: Redis
) -> Iterator[None]:
    del redis  # empty: no breaker is open
    settings.CALLBACK_URL = live_server.url
    settings.AGENCIES = {
        slug: {"url": f"{sandbox.url}/{slug}", "secret": SECRET} for slug in AGENCIES
    }
    yield
    reconnect()


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def application(here: Counter, sandbox: SandboxProcess) -> Application:
    application = accepted(here, settlement(family_of_five()))
    people = registered(application.pk, on=clock.today())
    for row in application.verifications.select_related("party"):
        sandbox.plant(people[row.subject.pk].number or "", row.fact, Agencies().value(row))
    return application


def work() -> None:
    for verification_id in due_verifications(limit=100):
        tasks.verify(str(verification_id))


def called_back(sandbox: SandboxProcess, application: Application) -> None:
    """Let the agencies send what they promised, and wait until each question was told of."""
    promised = application.verifications.filter(status="awaited").count()
    sandbox.deliver("*")
    assert processes.wait_until(
        lambda: len({each["request_id"] for each in sandbox.seen()["callbacks"]}) >= promised,
        seconds=30,
    )


def good_again(sandbox: SandboxProcess) -> None:
    sandbox.behave("*", "ok")
    with Redis.from_url(django_settings.REDIS_URL) as redis:
        redis.flushdb()
    reconnect()


def untrue(application: Application) -> list[str]:
    """Return the facts that are believed, and not so."""
    says = Agencies()
    rows = application.verifications.select_related("party").filter(status="answered")
    return [row.fact for row in rows if not row.agrees(row.value, says.value(row))]


def misbehave(mode: Mode, application: Application, sandbox: SandboxProcess) -> None:
    """Ask everything while all agencies behave like this; have it assessed, if that can be."""
    sandbox.behave("*", mode, seconds=60 if mode in LATER else 1 if mode in TOO_LATE else 0)
    work()
    if mode in LATER - {Mode.LATE}:
        called_back(sandbox, application)
    tasks.assess(str(application.pk))


@pytest.mark.parametrize("mode", list(Mode))
def test_no_wrong_decision_follows(
    mode: Mode,
    application: Application,
    here: Counter,
    sandbox: SandboxProcess,
    settings: Settings,
) -> None:
    usual = settings.AGENCY_TIMEOUT
    settings.AGENCY_TIMEOUT = 0.5 if mode in TOO_LATE else usual
    misbehave(mode, application, sandbox)
    waits = Verification.objects.outstanding().filter(application=application)

    assert untrue(application) == []
    assert waits.exists() == (mode not in IN_TIME)
    if waits.exists():
        with pytest.raises(ActionNotAllowed):
            approve(application.pk, by=here.chief)
        assert fresh(application.pk).status == Status.ACCEPTED

    settings.AGENCY_TIMEOUT = usual
    good_again(sandbox)
    for row in waits.filter(status=VerificationStatus.BY_HAND):
        assert mode in UNBELIEVABLE
        resend(row.pk, by=here.chief, reason="部门已更正")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work()
        tasks.assess(str(application.pk))
    if mode == Mode.LATE:
        sandbox.deliver("*")

    assert fresh(application.pk).status == Status.ASSESSED
    assert (untrue(application), application.verifications.filter(conflicts=True).count()) == (
        [], 0,
    )  # fmt: skip
    [assessment] = Assessment.objects.filter(application=application)
    assert assessment.outcome == "eligible"


def test_forged_answers_are_all_written_down_and_none_is_taken(
    application: Application, sandbox: SandboxProcess
) -> None:
    sandbox.behave("*", "forged", seconds=60)
    work()
    asked = application.verifications.filter(status="awaited").count()
    called_back(sandbox, application)

    messages = ReceivedMessage.objects.values_list("outcome", "problem")
    assert list(messages) == [("refused", "forged")] * asked
    assert not application.verifications.filter(status="answered").exists()
