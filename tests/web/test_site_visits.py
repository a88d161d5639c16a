"""Questions that somebody looks into on site (row V05): planned from files, deciding nothing."""

import pytest

from applications.actions import plan_site_visits
from applications.models import Application, Verification, VerificationStatus
from applications.queries.site_visits import site_questions
from hukou.kernel import clock
from registry.actions import take_visit_results
from registry.errors import NothingToVisit, PlansForOwnStation
from registry.queries import scope_of
from tests.filing import Counter, accepted, counter, family_of_five, settlement
from tests.visiting import batch, day, found
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def asked(here: Counter) -> Verification:
    """A question about the dwelling that no agency could answer."""
    case: Application = accepted(here, settlement(family_of_five()))
    row = case.verifications.filter(fact__startswith="dwelling.").order_by("id")[0]
    row.status = VerificationStatus.BY_HAND
    row.save(update_fields=["status"])
    return row


def test_a_question_becomes_a_stop_at_the_door_it_is_about(
    here: Counter, asked: Verification
) -> None:
    task = plan_site_visits("实地核查", starts_on=day(0), due_on=day(5), by=here.officer)

    [stop] = task.stops.all()
    assert (stop.question, stop.ground) == (asked.application_id, "question")
    assert stop.address == asked.application.destination_address
    with pytest.raises(NothingToVisit):
        plan_site_visits("再次", starts_on=day(0), due_on=day(5), by=here.officer)


def test_what_was_seen_stands_beside_the_question_and_answers_nothing(
    here: Counter, asked: Verification
) -> None:
    task = plan_site_visits("实地核查", starts_on=day(0), due_on=day(5), by=here.officer)
    take_visit_results(task.pk, batch(found(task.stops.get())), by=here.officer)

    [told] = site_questions(scope_of(here.officer, on=clock.today()))

    assert (told.application, told.result, told.task) == (
        asked.application_id,
        "as_registered",
        task.pk,
    )
    asked.refresh_from_db()
    assert (asked.status, asked.value) == (VerificationStatus.BY_HAND, None)


@pytest.mark.usefixtures("asked")
def test_only_the_station_plans_them(here: Counter) -> None:
    for by in (here.auxiliary, here.approver):
        with pytest.raises(PlansForOwnStation):
            plan_site_visits("实地核查", starts_on=day(0), due_on=day(5), by=by)


def test_the_page_lists_and_plans_them(here: Counter, asked: Verification, visit: Visit) -> None:
    client = visit(here.officer)
    assert asked.application.number in client.get("/visits/questions").content.decode()
    sent = {"title": "实地核查", "starts_on": day(0).isoformat(), "due_on": "2020-01-01"}
    refused = client.post("/visits/questions", sent)
    assert "完成期限不能早于开始日期" in refused.content.decode()

    shown = client.post("/visits/questions", {**sent, "due_on": day(3).isoformat()}, follow=True)

    assert "走访任务已建立" in shown.content.decode()
