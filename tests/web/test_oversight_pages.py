"""The pages of oversight: who sees what, what is said, where one goes next (A03, U03, U04)."""

from datetime import timedelta

import pytest

from applications.actions import approve, delegate, draw_sample, set_sampling_rule
from applications.models import DecisionReview, PullBack, SamplingRule
from hukou.kernel import clock
from registry.models import Account, Disclosure, Office, PostingRole
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, counter, posted
from tests.orders import order
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

ITEM = "qz-final-2017/QZF-1"


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def officer(here: Counter) -> Account:
    """An officer who decided two files by order, both drawn."""
    delegate(order(here), by=here.approver)
    officer = posted(here.office, PostingRole.OFFICER)
    for _ in range(2):
        file = alone(here)
        file.assigned_to = officer
        file.save(update_fields=["assigned_to"])
        approve(file.pk, by=officer)
    set_sampling_rule(share=100, at_least=2, limit=50, reason="规定", by=here.approver)
    draw_sample([here.office.pk], by=here.chief)
    return officer


def test_a_review_goes_on_to_the_next_and_the_power_falls_back(
    here: Counter, officer: Account, visit: Visit
) -> None:
    chief = visit(here.chief)
    first, second = DecisionReview.objects.order_by("pk")
    wrong = {"finding": "wrong", "note": "住所证明不实"}

    answer = chief.post(f"/oversight/{first.pk}", wrong)
    assert answer.headers["location"] == f"/oversight/{second.pk}"
    page = chief.post(f"/oversight/{second.pk}", wrong, follow=True).content.decode()

    assert "已自动收回的授权" in page
    assert "100.0%" in page
    told = visit(officer).get("/").content.decode()
    assert "自动收回" in told
    chief.post(f"/oversight/pull-backs/{PullBack.objects.get().pk}")
    assert "自动收回" not in visit(officer).get("/").content.decode()


def test_what_is_wrong_must_be_said_and_what_was_typed_stays(
    here: Counter, officer: Account, visit: Visit
) -> None:
    del officer
    review = DecisionReview.objects.earliest("pk")

    answer = visit(here.chief).post(f"/oversight/{review.pk}", {"finding": "wrong", "note": " "})

    assert answer.status_code == 400
    assert "须写明错在哪里" in answer.content.decode()
    assert not DecisionReview.objects.filter(reviewed_at__isnull=False).exists()


def test_a_review_shows_nobody_and_notes_no_reading(
    here: Counter, officer: Account, visit: Visit
) -> None:
    del officer
    review = DecisionReview.objects.earliest("pk")

    page = visit(here.chief).get(f"/oversight/{review.pk}").content.decode()

    assert "周建国" not in page
    assert review.decision.application.number in page
    assert not Disclosure.objects.exists()


def test_another_stations_review_is_not_there(
    here: Counter, officer: Account, visit: Visit
) -> None:
    del here, officer
    review = DecisionReview.objects.earliest("pk")
    stranger = visit(posted(_elsewhere(), PostingRole.CHIEF))

    assert stranger.get(f"/oversight/{review.pk}").status_code == 404
    assert review.decision.application.number not in stranger.get("/oversight").content.decode()


def test_a_bureau_sets_its_figures(here: Counter, visit: Visit) -> None:
    told = {"share": "15", "at_least": "8", "limit": "3", "reason": "局务会议"}

    assert visit(here.approver).post("/oversight/rule", told).status_code == 302
    refused = visit(here.approver).post("/oversight/rule", {**told, "limit": "101"})

    assert refused.status_code == 200
    assert [each.limit for each in SamplingRule.objects.all()] == [3]


def test_a_rehearsal_shows_stations_and_risky_files_and_stores_nothing(
    here: Counter, visit: Visit
) -> None:
    file = alone(here)
    approve(file.pk, by=here.chief)
    asked = {
        "items": ITEM,
        "office": str(here.office.pk),
        "to_role": "officer",
        "since": (clock.today() - timedelta(days=30)).isoformat(),
        "until": (clock.today() + timedelta(days=1)).isoformat(),
    }

    page = visit(here.approver).get("/rehearsal", asked).content.decode()

    assert file.number in page
    assert here.office.name in page
    assert "周建国" not in page
    assert not Disclosure.objects.exists()


def test_a_rehearsal_of_nothing_or_backwards_is_asked_again(here: Counter, visit: Visit) -> None:
    asked = {"office": str(here.office.pk), "to_role": "officer", "since": "2026-02-01"}

    page = visit(here.approver).get("/rehearsal", {**asked, "until": "2026-01-01"})

    said = page.content.decode()
    assert "请至少选择一个事项" in said
    assert "三年以内" in said


def test_like_files_stand_beside_the_one_to_decide(here: Counter, visit: Visit) -> None:
    decided, waits = alone(here), alone(here)
    approve(decided.pk, by=here.chief)

    page = visit(here.chief).get(f"/applications/{waits.pk}").content.decode()
    auxiliary = visit(here.auxiliary).get(f"/applications/{waits.pk}").content.decode()

    assert "相似案卷" in page
    assert decided.number in page
    assert decided.number not in auxiliary


def _elsewhere() -> Office:
    office: Office = OfficeFactory.create()
    return office
