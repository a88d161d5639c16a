"""An agency is killed at each step of its questions (部门停机).

Its files stay listed, can be moved on by hand with a reason, and resume alone; no other file is
held up.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings
from redis import Redis

from applications import tasks
from applications.actions import (
    Upload,
    attach,
    claim_verification,
    due_verifications,
    replace_by_document,
)
from applications.connectors import AGENCIES, reconnect
from applications.connectors.asking import facts_of
from applications.models import Application, Verification, VerificationStatus
from applications.queries.registered import registered
from applications.queries.worklists import worklist
from applications.workflow import Status
from hukou.kernel import clock
from registry.queries import scope_of
from tests.connectors.conftest import SECRET
from tests.connectors.files import waiting
from tests.connectors.sandbox import SandboxProcess
from tests.filing import Agencies, Counter, accepted, counter, family_of_five, fresh, settlement

pytestmark = pytest.mark.django_db(transaction=True)

NEEDED = ("public_security", "human_resources", "real_estate", "civil_affairs")
"""The agencies that a family needs which settles by its dwelling."""
STEPS = ("before it is asked", "while it is asked", "after it promised")


@pytest.fixture(autouse=True)
def connected(settings: Settings, sandbox: SandboxProcess, redis: Redis) -> Iterator[None]:
    del redis  # empty: no breaker is open
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
    """An accepted application of five people; every agency knows what it needs to know."""
    application = accepted(here, settlement(family_of_five()))
    people = registered(application.pk, on=clock.today())
    for row in application.verifications.select_related("party"):
        sandbox.plant(people[row.subject.pk].number or "", row.fact, Agencies().value(row))
    return application


def work() -> None:
    """Let a worker take everything that is due."""
    for verification_id in due_verifications(limit=100):
        tasks.verify(str(verification_id))


def dies(agency: str, step: str, sandbox: SandboxProcess) -> None:
    """Kill the agency at this step of its questions; the others answer."""
    if step == "while it is asked":
        for row in Verification.objects.filter(agency=agency):
            claim_verification(row.pk)
    if step == "after it promised":
        sandbox.behave(agency, "late")
        work()
    sandbox.behave(agency, "down")
    work()


def comes_back(agency: str, sandbox: SandboxProcess) -> None:
    """The agency answers again, and the breaker's rest is over."""
    sandbox.behave(agency, "ok")
    with Redis.from_url(django_settings.REDIS_URL) as redis:
        redis.flushdb()
    reconnect()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("agency", NEEDED)
def test_the_file_stays_listed_and_resumes_alone(
    agency: str, step: str, application: Application, here: Counter, sandbox: SandboxProcess
) -> None:
    dies(agency, step, sandbox)

    scope = scope_of(here.officer, on=clock.today())
    [listed] = worklist("waiting", scope=scope, now=clock.now()).items
    assert listed.id == application.pk
    assert {row.agency for row in application.verifications.outstanding()} == {agency}

    comes_back(agency, sandbox)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work()
        tasks.assess(str(application.pk))
    assert fresh(application.pk).status == Status.ASSESSED


@pytest.mark.parametrize("agency", NEEDED)
def test_the_file_can_be_moved_on_by_hand_with_a_reason(
    agency: str, application: Application, here: Counter, sandbox: SandboxProcess
) -> None:
    dies(agency, "before it is asked", sandbox)
    paper = Upload(name="证明.pdf", content_type="application/pdf", content=b"%PDF-1.7 proof")
    document = attach(application.pk, paper, kind="residence_certificate", by=here.auxiliary)
    for row in application.verifications.outstanding().select_related("party"):
        replace_by_document(
            row.pk,
            by=here.officer,
            document_id=document.pk,
            value=Agencies().value(row),
            reason="部门接口停用，以书面材料代替",
        )
    tasks.assess(str(application.pk))

    assert fresh(application.pk).status == Status.ASSESSED


@pytest.mark.parametrize("agency", NEEDED)
def test_no_other_file_is_held_up(agency: str, sandbox: SandboxProcess) -> None:
    other = next(slug for slug in NEEDED if slug not in (agency, "civil_affairs"))
    stuck = [waiting(agency, facts_of(agency)[0]) for _ in range(8)]
    free = waiting(other, facts_of(other)[0])
    dies(agency, "before it is asked", sandbox)

    free.refresh_from_db()
    assert free.status == VerificationStatus.UNKNOWN_TO_AGENCY
    still = Verification.objects.outstanding().values_list("id", flat=True)
    assert set(still) == {row.pk for row in stuck}
