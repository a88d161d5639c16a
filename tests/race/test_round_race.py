"""A round under two hands: the same person twice, freezing beside an answer, a quota beside it.

Every lock has its control: the same race with the lock, or the constraint, taken out.
"""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from applications.actions import change_round_quota, draft, freeze, submit
from applications.actions.rounds import freezing
from applications.models import (
    Application,
    FrozenInput,
    Round,
    RoundApplication,
    RoundList,
    Verification,
)
from applications.models.rounds import RoundQuerySet
from applications.queries.rounds.reproducing import reproduced
from hukou.kernel import clock
from tests.filing import answer
from tests.race.at_once import at_once, named
from tests.rounds import DURING, TRUTH, City, applies, asking, city, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> City:
    return city()


# --- the same person twice -----------------------------------------------------------------------


def both_submit(place: City) -> list[str]:
    """Hand two files of one newcomer in at the same moment, in the window."""
    place.declared()
    by = place.here.auxiliary
    with clock.frozen(DURING):
        files = [draft(asking(1), by=by).pk for _ in range(2)]

    def hand_in(file: UUID) -> Application:
        with clock.frozen(DURING):
            return submit(file, by=by)

    return named(at_once(*(partial(hand_in, each) for each in files)))


def test_two_files_of_one_person_never_both_enter(place: City) -> None:
    assert both_submit(place) == ["Application", "AppliedInRound"]
    assert RoundApplication.objects.count() == 1


def test_without_the_constraint_both_would(place: City) -> None:
    """A control: if this fails, the test above proves nothing."""
    with constraint_gone():
        assert both_submit(place) == ["Application", "Application"]
        RoundApplication.objects.filter(pk=RoundApplication.objects.latest("pk").pk).delete()


class constraint_gone:  # noqa: N801 - read as a verb
    """Take the constraint out for a while, as the owner."""

    def __enter__(self) -> None:
        self._as_owner("drop index round_applied_to_once")

    def __exit__(self, *_problem: object) -> None:
        RoundApplication.objects.all().delete()
        self._as_owner(
            "create unique index round_applied_to_once on applications_roundapplication"
            " (round_id, number) where left_at is null"
        )

    def _as_owner(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("reset role")
            cursor.execute(statement)
        connection.close()


# --- a quota beside a freeze ---------------------------------------------------------------------


def frozen_beside_a_quota(place: City, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Freeze, and change the quota while the inputs are being frozen."""
    round_ = place.declared()
    told(applies(place, 1))
    frozen, changing = Event(), Event()
    freeze_inputs, lock = freezing.freeze_inputs, RoundQuerySet.lock

    def slowly(*args: Any, **how: Any) -> None:
        freeze_inputs(*args, **how)
        frozen.set()
        changing.wait(timeout=1)

    def seen(self: RoundQuerySet, round_id: UUID) -> Round:
        if frozen.is_set():
            changing.set()
        return lock(self, round_id)

    def change() -> object:
        frozen.wait(timeout=5)
        return change_round_quota(round_.pk, by=place.runner, quota=9, reason="增加名额")

    monkeypatch.setattr(freezing, "freeze_inputs", slowly)
    monkeypatch.setattr(RoundQuerySet, "lock", seen)
    return list(at_once(partial(freeze, round_.pk, by=place.runner), change))


def test_a_quota_that_comes_while_freezing_is_refused(
    place: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = frozen_beside_a_quota(place, monkeypatch)

    assert named(outcomes) == ["RoundFrozen", "RoundList"]
    assert (Round.objects.get().quota, RoundList.objects.get().quota) == (2, 2)


def test_without_the_lock_the_quota_would_not_be_that_of_the_list(
    place: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: if this fails, the test above proves nothing."""

    def unlocked(self: RoundQuerySet, round_id: UUID) -> Round:
        return self.get(id=round_id)

    monkeypatch.setattr(RoundQuerySet, "lock", unlocked)
    outcomes = frozen_beside_a_quota(place, monkeypatch)

    assert named(outcomes) == ["Round", "RoundList"]
    assert (Round.objects.get().quota, RoundList.objects.get().quota) == (9, 2)


# --- entering beside a freeze --------------------------------------------------------------------


def entered_beside_a_freeze(place: City, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Hand a file in at the last moment, and freeze while it is on its way."""
    round_ = place.declared()
    told(applies(place, 1))
    by = place.here.auxiliary
    with clock.frozen(DURING):
        file = draft(asking(2), by=by).pk
    held, freezing = Event(), Event()
    save, lock = RoundApplication.save, RoundQuerySet.lock

    def slowly(self: RoundApplication, *args: Any, **how: Any) -> None:
        held.set()
        freezing.wait(timeout=1)
        save(self, *args, **how)

    def seen(self: RoundQuerySet, round_id: UUID) -> Round:
        freezing.set()
        return lock(self, round_id)

    def hand_in() -> Application:
        with clock.frozen(DURING):
            return submit(file, by=by)

    def frozen() -> object:
        held.wait(timeout=5)
        return freeze(round_.pk, by=place.runner)

    monkeypatch.setattr(RoundApplication, "save", slowly)
    monkeypatch.setattr(RoundQuerySet, "lock", seen)
    return list(at_once(hand_in, frozen))


def test_who_is_on_the_way_in_is_in_the_list(place: City, monkeypatch: pytest.MonkeyPatch) -> None:
    entered_beside_a_freeze(place, monkeypatch)
    assert missing_in_the_list() == 0


def test_without_holding_the_round_somebody_would_be_lost(
    place: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: if this fails, the test above proves nothing."""

    def unheld(self: RoundQuerySet, round_id: UUID) -> Round:
        return self.get(id=round_id)

    monkeypatch.setattr(RoundQuerySet, "hold", unheld)
    entered_beside_a_freeze(place, monkeypatch)
    assert missing_in_the_list() == 1


def missing_in_the_list() -> int:
    listed = RoundList.objects.first()
    if listed is None:
        return 0
    return RoundApplication.objects.count() - listed.applicants


# --- a late answer beside a freeze ---------------------------------------------------------------


def answered_beside_a_freeze(place: City) -> tuple[Verification, list[object]]:
    """Freeze while the last answer, long overdue, comes in."""
    round_ = place.declared()
    application = applies(place, 1)
    late = application.verifications.get(fact="education.level")
    answer_all_but(application, late)
    calls: list[Callable[[], object]] = [
        partial(freeze, round_.pk, by=place.runner),
        partial(answer, late, "bachelor"),
    ]
    return late, list(at_once(*calls))


def answer_all_but(application: Application, late: Verification) -> None:
    for row in application.verifications.filter(status="pending").exclude(pk=late.pk):
        answer(row, TRUTH.get(row.fact))


@pytest.mark.parametrize("again", range(3))
def test_a_late_answer_is_in_the_inputs_whole_or_not_at_all(place: City, again: int) -> None:
    """No lock is taken of the file: what is frozen is read in one statement and never changes.

    Its control is the input itself: where the answer is missing it is named as unknown, where it
    is there its points count, and the list follows from either.
    """
    del again
    _, outcomes = answered_beside_a_freeze(place)

    assert named(outcomes) == ["RoundList", "Verification"]
    [content] = FrozenInput.objects.values_list("content", flat=True)
    known, unknown = '"education.level":{' in content, '"fact":"education.level"' in content
    assert known != unknown
    made = RoundList.objects.get()
    assert made.ranks.get().total == ("192" if known else "162")
    assert reproduced(made).is_same
