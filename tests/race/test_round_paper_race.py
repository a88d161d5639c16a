"""Two hands give a list out at the same moment: one paper comes of it.

Every lock has its control: the same race with the lock taken out.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from applications.actions import issue_points_list
from applications.actions.rounds import papers
from applications.models import Round
from applications.models.rounds import RoundQuerySet
from hukou.kernel import clock
from registry.actions import issue_document
from registry.models import IssuedDocument
from tests.race.at_once import at_once, named
from tests.rounds import AFTER, city
from tests.years import Year

pytestmark = pytest.mark.django_db(transaction=True)


def given_twice(
    year: Year, both_have_read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Give a list out twice at once; whoever is about to issue waits a while for the other."""

    def slowly(*args: Any, **how: Any) -> IssuedDocument:
        both_have_read()
        return issue_document(*args, **how)

    def give() -> IssuedDocument:
        with clock.frozen(AFTER):
            return issue_points_list(year.list.pk, by=year.place.runner)

    monkeypatch.setattr(papers, "issue_document", slowly)
    return named(at_once(*[partial(give) for _ in range(2)]))


def test_of_two_clicks_one_paper_comes(
    both_have_read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert given_twice(Year(city()), both_have_read, monkeypatch) == ["IssuedDocument"] * 2
    assert IssuedDocument.objects.count() == 1


def test_without_the_lock_there_would_be_two(
    both_have_read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: if this fails, the test above proves nothing."""

    def unlocked(self: RoundQuerySet, round_id: UUID) -> Round:
        return self.get(id=round_id)

    year = Year(city())
    monkeypatch.setattr(RoundQuerySet, "lock", unlocked)
    given_twice(year, both_have_read, monkeypatch)
    assert IssuedDocument.objects.count() == 2
