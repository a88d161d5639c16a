"""An old rule is stopped while a decision cites it (L31): the decision is before or after."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, Final

import pytest

from applications.actions import approve, decision, enter_old_rule, take_measure
from applications.models import CleanUp, Decision, Measure
from applications.models.clean_up import CleanUpQuerySet
from applications.queries.clean_up import refuse_stopped
from hukou.kernel import clock
from hukou.law import load_law
from tests.cast import law_desk
from tests.filing import Counter, assessed, counter, family_of_five, settlement
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
TITLE: Final = load_law().regulations["qz-final-2017"].title
BRIEFLY: Final = 2.0


@pytest.fixture
def here() -> Counter:
    return counter()


def stopping() -> Callable[[], object]:
    desk = law_desk().officer
    rule = enter_old_rule(jurisdiction="330800", document=TITLE, by=desk)
    return partial(
        take_measure,
        rule.pk,
        measure=Measure.STOP,
        reason="过时",
        decided_by="衢州市人民政府",
        decided_on=clock.today(),
        effective_from=clock.today(),
        by=desk,
    )


def deciding_first(here: Counter, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stop the rule after a decision has looked and before it is made; return what came first."""
    looked, stopped = Event(), Event()
    order: list[str] = []
    stop = stopping()
    application = assessed(here, settlement(family_of_five()))

    def look(*args: Any, **how: Any) -> None:
        refuse_stopped(*args, **how)
        looked.set()
        stopped.wait(BRIEFLY)

    monkeypatch.setattr(decision, "refuse_stopped", look)

    def decide() -> None:
        approve(application.pk, by=here.chief)
        order.append("decided")

    def stop_then() -> None:
        looked.wait(BRIEFLY)
        stop()
        order.append("stopped")
        stopped.set()

    at_once(decide, stop_then)
    return order


def test_whoever_stops_a_rule_waits_for_decisions_that_looked_already(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert deciding_first(here, monkeypatch) == ["decided", "stopped"]


def test_without_the_lock_a_decision_cites_what_was_stopped_meanwhile(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: the decision is made after the rule has been stopped."""
    monkeypatch.setattr(CleanUpQuerySet, "hold", lambda _: None)
    assert deciding_first(here, monkeypatch) == ["stopped", "decided"]


def stopping_first(here: Counter, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Decide after a stop was written and before it is committed; return what came of both."""
    written = Event()
    stop = stopping()
    application = assessed(here, settlement(family_of_five()))
    create = CleanUpQuerySet.create

    def write_and_pause(rows: CleanUpQuerySet, **told: Any) -> CleanUp:
        row = create(rows, **told)
        written.set()
        decided.wait(BRIEFLY)
        return row

    decided = Event()
    monkeypatch.setattr(CleanUpQuerySet, "create", write_and_pause)

    def decide() -> Decision:
        written.wait(BRIEFLY)
        try:
            return approve(application.pk, by=here.chief)
        finally:
            decided.set()

    return named(at_once(stop, decide))


def test_a_decision_waits_for_a_stop_that_is_being_written(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stopping_first(here, monkeypatch) == ["CitesStoppedRule", "CleanUp"]
    assert not Decision.objects.exists()


def test_without_the_lock_a_decision_passes_by_a_stop_that_is_being_written(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: it does not see what is not yet committed."""
    monkeypatch.setattr(CleanUpQuerySet, "hold", lambda _: None)
    assert stopping_first(here, monkeypatch) == ["CleanUp", "Decision"]
