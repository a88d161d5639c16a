"""Two look at delegated decisions at once (A03): both count, and no share is drawn twice."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from applications.actions import (
    approve,
    delegate,
    draw_sample,
    review_decision,
    reviewing,
    set_sampling_rule,
)
from applications.models import (
    DecisionReview,
    DelegatedItem,
    PullBack,
    ReviewFinding,
    exceeds,
)
from applications.models.oversight import DecisionReviewQuerySet
from applications.queries.oversight import to_draw
from registry.models import PostingRole
from tests.applicants import alone
from tests.filing import Counter, counter, posted
from tests.orders import order
from tests.race.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Counter:
    """A counter where an officer decided four files by order; half of them are to be drawn."""
    here = counter()
    delegate(order(here), by=here.approver)
    officer = posted(here.office, PostingRole.OFFICER)
    for _ in range(4):
        file = alone(here)
        file.assigned_to = officer
        file.save(update_fields=["assigned_to"])
        approve(file.pk, by=officer)
    set_sampling_rule(share=50, at_least=2, limit=50, reason="规定", by=here.approver)
    return here


def lots(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def reviewed_at_once(
    here: Counter, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> int:
    """Find two decisions wrong at once, both having counted; return how many items fell back."""
    first, second = draw_sample([here.office.pk], by=here.chief, random=lots(3))

    def count_and_wait(**figures: Any) -> bool:
        both_have_read()
        return exceeds(**figures)

    monkeypatch.setattr(reviewing, "exceeds", count_and_wait)
    wrong = ReviewFinding.WRONG
    at_once(
        lambda: review_decision(first.pk, finding=wrong, note="有误", by=here.chief),
        lambda: review_decision(second.pk, finding=wrong, note="有误", by=here.approver),
    )
    return PullBack.objects.count()


def test_two_reviews_at_once_both_count(
    here: Counter, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    assert reviewed_at_once(here, monkeypatch, both_have_read) == 1
    assert DelegatedItem.objects.get().revoked_at is not None


def test_without_the_lock_neither_counts_the_other(
    here: Counter, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: two of two are wrong, and the power stays."""
    monkeypatch.setattr(
        DecisionReviewQuerySet, "count_alone", lambda _, key: DelegatedItem.objects.get(pk=key)
    )
    assert reviewed_at_once(here, monkeypatch, both_have_read) == 0


def drawn_at_once(
    here: Counter, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> int:
    """Draw twice at once, both having looked what there is; return how many were drawn."""

    def look_and_wait(*args: Any, **how: Any) -> object:
        found = to_draw(*args, **how)
        both_have_read()
        return found

    monkeypatch.setattr(reviewing, "to_draw", look_and_wait)
    at_once(
        *(
            lambda seed=seed: draw_sample([here.office.pk], by=here.chief, random=lots(seed))
            for seed in (3, 4)
        )
    )
    return DecisionReview.objects.count()


def test_two_draws_at_once_draw_the_share_once(
    here: Counter, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    assert drawn_at_once(here, monkeypatch, both_have_read) == 2


def test_without_the_lock_two_draws_draw_the_share_twice(
    here: Counter, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: these lots fall on other files, so that all four are drawn."""
    monkeypatch.setattr(DecisionReviewQuerySet, "draw_alone", lambda *_: None)
    assert drawn_at_once(here, monkeypatch, both_have_read) == 4
