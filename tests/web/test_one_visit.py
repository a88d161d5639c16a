"""The one-visit promise on a page (A06): by item, the broken ones by file, and who moved away."""

from datetime import timedelta

import pytest

from applications.actions import (
    accept,
    approve,
    ask_for_supplement,
    assess_if_ready,
    carry_out,
    submit,
)
from applications.models import Application
from hukou.kernel import clock
from registry.models import PostingRole
from tests.cast import station
from tests.filing import (
    Counter,
    Five,
    answer_all,
    counter,
    family_of_five,
    filed,
    posted,
    settlement,
)
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

PAGE = "/one-visit"


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def five(desk: Counter) -> Five:
    del desk
    return family_of_five()


def done(desk: Counter, five: Five, *, late: bool) -> Application:
    """Settle the family; where it was told `late`, a second list follows the first."""
    application = filed(desk, settlement(five))
    for needed in ("结婚证", "房产证") if late else ():
        ask_for_supplement(application.pk, by=desk.officer, needed=[needed])
        submit(application.pk, by=desk.auxiliary)
    accept(application.pk, by=desk.officer)
    answer_all(application)
    assess_if_ready(application.pk)
    approve(application.pk, by=desk.chief)
    return carry_out(application.pk, by=desk.officer)


def test_a_promise_that_was_kept_is_counted_and_names_no_file(
    desk: Counter, five: Five, visit: Visit
) -> None:
    application = done(desk, five, late=False)
    page = visit(desk.chief).get(PAGE)
    assert (page.context["files"], page.context["kept"], page.context["late"]) == (1, 1, 0)
    assert application.number not in page.content.decode()


def test_what_was_told_late_is_named_with_its_file(desk: Counter, five: Five, visit: Visit) -> None:
    application = done(desk, five, late=True)
    page = visit(desk.officer).get(PAGE)
    text = page.content.decode()
    assert (page.context["kept"], page.context["late"]) == (0, 1)
    assert "计为本机关过错" in text
    assert application.number in text


def test_the_office_they_left_is_told(desk: Counter, five: Five, visit: Visit) -> None:
    """A08."""
    done(desk, five, late=False)
    left = posted(five.home.office, PostingRole.OFFICER)
    page = visit(left).get(PAGE)
    text = page.content.decode()
    assert five.home.number in text
    assert desk.office.name in text
    assert page.context["files"] == 0
    assert "周建国" not in text


def test_another_office_finds_nothing(desk: Counter, five: Five, visit: Visit) -> None:
    done(desk, five, late=True)
    page = visit(station(PostingRole.CHIEF).officer).get(PAGE)
    assert (page.context["files"], page.context["broken"], page.context["moved"]) == (0, [], [])


def test_another_time_finds_what_ended_then(desk: Counter, five: Five, visit: Visit) -> None:
    done(desk, five, late=True)
    before = clock.today() - timedelta(days=400)
    client = visit(desk.chief)
    then = client.get(PAGE, {"since": before.isoformat(), "until": before.isoformat()})
    assert then.context["files"] == 0


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-06-02", "2026-06-01", "最后一日不能早于第一日"),
        ("昨天", "2026-06-01", "没有这一天"),
        ("2026-06-01", "", "请填写此项"),
    ],
)
def test_unclear_days_are_refused_beside_their_field(
    desk: Counter, visit: Visit, since: str, until: str, words: str
) -> None:
    page = visit(desk.chief).get(PAGE, {"since": since, "until": until})
    assert words in page.content.decode()
