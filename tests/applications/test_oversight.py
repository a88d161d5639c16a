"""Delegated decisions are looked at afterwards; past the limit a power falls back (A03)."""

from datetime import timedelta
from random import Random

import pytest

from applications.actions import (
    acknowledge_pull_back,
    approve,
    delegate,
    draw_sample,
    refuse,
    review_decision,
    set_sampling_rule,
)
from applications.errors import (
    AlreadyReviewed,
    MayNotDecide,
    MayNotReview,
    ReviewsOwnDecision,
    WrongWithoutReason,
)
from applications.models import (
    Application,
    DecisionReview,
    DelegatedItem,
    PullBack,
    ReviewFinding,
)
from applications.queries.oversight import by_weight, error_rates, limits_at
from applications.queries.past_decisions import PastDecision, past_decisions
from applications.tasks import draw_sample_at, draw_samples
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account, PostingRole
from registry.queries import scope_of
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, posted
from tests.orders import order

ITEM = "qz-final-2017/QZF-1"
SOUND, WRONG = ReviewFinding.SOUND, ReviewFinding.WRONG
TODAY, TOMORROW = clock.today(), clock.today() + timedelta(days=1)


@pytest.fixture
def officer(here: Counter) -> Account:
    """An officer who settles by order, and had no part in receiving these files."""
    delegate(order(here), by=here.approver)
    return posted(here.office, PostingRole.OFFICER)


def ready(here: Counter, officer: Account, **told: object) -> Application:
    file = alone(here, **told)
    file.assigned_to = officer
    file.save(update_fields=["assigned_to"])
    return file


def granted(here: Counter, officer: Account, *, count: int = 1) -> list[Application]:
    files = [ready(here, officer) for _ in range(count)]
    for each in files:
        approve(each.pk, by=officer)
    return files


def drawn(here: Counter) -> list[DecisionReview]:
    draw_sample([here.office.pk], by=here.chief, random=lots(1))
    return list(DecisionReview.objects.order_by("pk"))


def all_drawn(here: Counter, *, at_least: int = 2, limit: int = 50) -> list[DecisionReview]:
    set_sampling_rule(share=100, at_least=at_least, limit=limit, reason="规定", by=here.approver)
    return drawn(here)


def lots(seed: int) -> Random:
    """Return lots that fall the same way every time."""
    return Random(seed)  # noqa: S311 - no secret


def decisions() -> list[PastDecision]:
    return past_decisions(None, since=TODAY, until=TOMORROW, on=TODAY)


def test_a_share_is_drawn_however_often_it_is_asked_for(here: Counter, officer: Account) -> None:
    granted(here, officer, count=4)

    assert [len(drawn(here)) for _ in range(3)] == [1, 1, 1]


def test_what_the_chief_decided_is_never_drawn(here: Counter, officer: Account) -> None:
    approve(alone(here).pk, by=here.chief)
    granted(here, officer)

    assert {each.decision.decided_by for each in all_drawn(here)} == {officer}


def test_a_heavy_sign_is_drawn_without_lots(here: Counter, officer: Account) -> None:
    granted(here, officer, count=3)
    odd = ready(here, officer, legal_and_stable=False)
    refuse(odd.pk, by=officer, grounds="不是合法稳定住所")

    [review] = drawn(here)

    assert review.decision.application == odd
    assert "refused" in review.signs


def test_by_lots_a_file_counts_by_its_weight(here: Counter, officer: Account) -> None:
    granted(here, officer, count=3)
    plain = decisions()
    heavy = plain[0]
    weights = {each.id: each.weight for each in plain}
    light = [each for each in plain if each != heavy]

    hits = [by_weight([heavy, *light], count=1, random=lots(n))[0] for n in range(900)]

    assert len(set(weights.values())) == 1
    assert 200 < sum(each == heavy for each in hits) < 400


def test_past_the_limit_the_item_falls_back_and_its_holder_may_decide_no_more(
    here: Counter, officer: Account
) -> None:
    granted(here, officer, count=2)
    left = ready(here, officer)
    first, second = all_drawn(here)

    review_decision(first.pk, finding=WRONG, note="住所证明不实", by=here.chief)
    assert not PullBack.objects.exists()
    review_decision(second.pk, finding=WRONG, note="同上", by=here.chief)

    fallen = PullBack.objects.get()
    assert (fallen.reviewed, fallen.wrong, fallen.rate) == (2, 2, 100)
    assert "超过上限 50%" in fallen.delegated_item.revocation_reason
    with pytest.raises(MayNotDecide):
        approve(left.pk, by=officer)
    approve(left.pk, by=here.chief)


def test_exactly_the_limit_is_not_past_it(here: Counter, officer: Account) -> None:
    granted(here, officer, count=2)
    first, second = all_drawn(here, limit=50)

    review_decision(first.pk, finding=WRONG, note="住所证明不实", by=here.chief)
    review_decision(second.pk, finding=SOUND, by=here.chief)

    assert not PullBack.objects.exists()


def test_too_few_reviews_take_nothing_back(here: Counter, officer: Account) -> None:
    granted(here, officer, count=2)
    for each in all_drawn(here, at_least=3, limit=0):
        review_decision(each.pk, finding=WRONG, note="有误", by=here.chief)

    assert not PullBack.objects.exists()
    assert DelegatedItem.objects.get().revoked_at is None


def test_what_fell_back_is_taken_note_of_once(here: Counter, officer: Account) -> None:
    granted(here, officer, count=2)
    for each in all_drawn(here):
        review_decision(each.pk, finding=WRONG, note="有误", by=here.chief)
    fallen = PullBack.objects.get()

    acknowledge_pull_back(fallen.pk, by=here.chief)
    again = acknowledge_pull_back(fallen.pk, by=here.approver)

    assert again.acknowledged_by == here.chief
    with pytest.raises(MayNotReview):
        acknowledge_pull_back(fallen.pk, by=officer)


def test_the_error_rate_is_that_of_an_officer_in_an_item(here: Counter, officer: Account) -> None:
    granted(here, officer, count=3)
    first, second, _third = all_drawn(here, at_least=100)
    review_decision(first.pk, finding=WRONG, note="有误", by=here.chief)
    review_decision(second.pk, finding=SOUND, by=here.chief)

    [rate] = error_rates(scope_of(here.chief, on=TODAY), since=TODAY, until=TOMORROW)

    assert (rate.officer, rate.decided, rate.reviewed, rate.wrong) == (officer.name, 3, 2, 1)
    assert rate.percent == 50


def test_two_officers_of_one_name_have_a_rate_each(here: Counter, officer: Account) -> None:
    namesake = posted(here.office, PostingRole.OFFICER)
    Account.objects.filter(pk__in=[officer.pk, namesake.pk]).update(name="王芳")
    granted(here, officer, count=2)
    granted(here, namesake)

    rates = error_rates(scope_of(here.chief, on=TODAY), since=TODAY, until=TOMORROW)

    assert sorted((each.officer, each.decided) for each in rates) == [("王芳", 1), ("王芳", 2)]


def test_a_review_is_made_once_and_says_what_is_wrong(here: Counter, officer: Account) -> None:
    granted(here, officer)
    [review] = drawn(here)

    with pytest.raises(WrongWithoutReason):
        review_decision(review.pk, finding=WRONG, note="  ", by=here.chief)
    review_decision(review.pk, finding=SOUND, by=here.chief)
    with pytest.raises(AlreadyReviewed):
        review_decision(review.pk, finding=WRONG, note="改主意", by=here.chief)

    review.refresh_from_db()
    assert review.finding == SOUND


def test_nobody_reviews_without_being_in_charge_or_what_they_decided(
    here: Counter, officer: Account
) -> None:
    granted(here, officer)
    [review] = drawn(here)
    elsewhere = posted(OfficeFactory.create(), PostingRole.CHIEF)

    for account in (officer, here.auxiliary, elsewhere):
        with pytest.raises(MayNotReview):
            review_decision(review.pk, finding=SOUND, by=account)
    officer.postings.update(role=PostingRole.CHIEF)
    with pytest.raises(ReviewsOwnDecision):
        review_decision(review.pk, finding=SOUND, by=officer)
    assert not DecisionReview.objects.filter(reviewed_at__isnull=False).exists()


def test_without_a_rule_the_figures_are_assumed_and_the_nearest_rule_wins(here: Counter) -> None:
    assert limits_at(here.office.pk).is_assumed
    set_sampling_rule(share=30, at_least=4, limit=10, reason="本局规定", by=here.approver)

    found = limits_at(here.office.pk)

    assert (found.share, found.at_least, found.limit) == (30, 4, 10)


@pytest.mark.parametrize(
    ("share", "at_least", "limit"), [(0, 5, 5), (101, 5, 5), (10, 0, 5), (10, 5, 101), (10, 5, -1)]
)
def test_figures_that_are_no_percentages_set_no_rule(
    here: Counter, share: int, at_least: int, limit: int
) -> None:
    with pytest.raises(InvalidInput):
        set_sampling_rule(
            share=share, at_least=at_least, limit=limit, reason="规定", by=here.approver
        )
    with pytest.raises(MayNotReview):
        set_sampling_rule(share=10, at_least=5, limit=5, reason="规定", by=here.chief)
    assert limits_at(here.office.pk).is_assumed


def test_an_office_that_cannot_be_drawn_from_stops_no_other(
    here: Counter, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(here, officer)
    woken: list[int] = []
    monkeypatch.setattr(draw_sample_at, "delay", woken.append)

    draw_samples()

    assert woken == [here.office.pk]
    assert not DecisionReview.objects.exists()  # each by itself, in a transaction of its own
    draw_sample_at(here.office.pk)
    assert DecisionReview.objects.count() == 1
