"""Watching over terms on a page (A05): late, near, reported, and what could not be reported."""

from datetime import timedelta

import pytest

from applications.actions import escalate_deadline, put_off_report, remind_deadline
from applications.models import Application, Deadline
from hukou.kernel import clock
from registry.models import PostingRole
from tests.cast import station
from tests.factories import ApplicationFactory, DeadlineFactory
from tests.filing import Counter, counter
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

PAGE = "/deadlines"


@pytest.fixture
def desk() -> Counter:
    return counter()


def late(desk: Counter, **told: object) -> Deadline:
    application = ApplicationFactory.create(submitted=True, office=desk.office)
    deadline: Deadline = DeadlineFactory.create(application=application, **told)
    return deadline


def numbers(text: str) -> set[str]:
    return {each for each in Application.objects.values_list("number", flat=True) if each in text}


def test_a_late_step_is_listed_with_its_working_days_and_whom_it_was_reported_to(
    desk: Counter, visit: Visit
) -> None:
    row = late(desk, due_at=clock.now() - timedelta(days=8))
    escalate_deadline(row.pk)

    page = visit(desk.chief).get(PAGE)

    [(shown, step)] = page.context["rows"]
    assert (str(step), shown.reported_to) == ("受理", desk.bureau.name)
    assert 4 <= shown.days_late <= 7
    assert desk.bureau.name in page.content.decode()


def test_lists_hold_what_they_say(desk: Counter, visit: Visit) -> None:
    near = late(desk, due_at=clock.now() + timedelta(hours=5))
    remind_deadline(near.pk)
    broken = late(desk)
    put_off_report(broken.pk, error="InternalError")
    late(desk, met_at=clock.now())
    client = visit(desk.officer)

    shown = {
        name: numbers(client.get(f"{PAGE}?list={name}").content.decode())
        for name in ("late", "near", "reported", "failed")
    }

    assert shown["near"] == {near.application.number}
    assert shown["late"] == shown["failed"] == {broken.application.number}
    assert shown["reported"] == set()


def test_what_could_not_be_reported_says_why_and_when_it_is_tried_again(
    desk: Counter, visit: Visit
) -> None:
    put_off_report(late(desk).pk, error="InternalError")
    text = visit(desk.chief).get(f"{PAGE}?list=failed").content.decode()
    assert "上报失败" in text
    assert "InternalError" in text


def test_another_office_sees_none_of_ours_and_counts_none(desk: Counter, visit: Visit) -> None:
    late(desk)
    stranger = station(PostingRole.CHIEF).officer
    page = visit(stranger).get(PAGE)
    assert page.context["rows"] == []
    assert {count for _key, _label, count in page.context["tabs"]} == {0}


def test_the_office_above_sees_those_of_its_stations(desk: Counter, visit: Visit) -> None:
    row = late(desk)
    assert row.application.number in visit(desk.approver).get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["", "moon", "late%27--"])
def test_an_unknown_list_is_the_first(desk: Counter, visit: Visit, name: str) -> None:
    assert visit(desk.chief).get(f"{PAGE}?list={name}").context["name"] == "late"
