"""Two administrators date one text at once, and one dates a text while a case is being decided."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

import pytest

from applications.actions import activate, approve
from applications.models import Activation
from applications.models.activation import ActivationQuerySet
from applications.queries.activating import refuse_decided, refuse_unfit_day
from applications.queries.citations import in_favour
from hukou.kernel import clock
from tests.filing import Counter, Five, assessed, counter, family_of_five, settlement
from tests.next_text import NEXT, NUMBER, TEXT, activate_next, next_text
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)

HOW: Final[dict[str, Any]] = {"by": None, "official_number": NUMBER, "text": TEXT}
OLD: Final = "qz-final-2017"
ASKING: Final = "applications.queries.activating"


def unlocked(_: ActivationQuerySet) -> None:
    """Take the lock of the law out."""


def twice() -> list[str]:
    calls = [
        partial(activate, OLD, effective_from=day, **HOW | {"text": replace(TEXT, content=content)})
        for day, content in ((date(2017, 11, 1), b"%PDF one"), (date(2018, 1, 1), b"%PDF two"))
    ]
    return named(at_once(*calls))


def test_of_two_different_dates_at_once_one_is_told_of_the_other() -> None:
    assert twice() == ["Activation", "AlreadyActivated"]
    assert Activation.objects.count() == 1


def test_the_same_record_at_once_is_one_record() -> None:
    one = partial(activate, OLD, effective_from=date(2017, 11, 1), **HOW)
    assert named(at_once(one, one)) == ["Activation", "Activation"]
    assert Activation.objects.count() == 1


def test_without_the_lock_only_the_database_would_stop_the_second(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    def late(*told: Any, **how: Any) -> None:
        both_have_read()
        refuse_unfit_day(*told, **how)

    monkeypatch.setattr(ActivationQuerySet, "change_law", unlocked)
    monkeypatch.setattr(f"{ASKING}.refuse_unfit_day", late)

    assert twice() == ["Activation", "IntegrityError"]


def race_with_a_decision() -> list[str]:
    """Date the next text from today while a case is decided by the old one today."""
    here: Counter = counter()
    five: Five = family_of_five()
    application = assessed(here, settlement(five))

    def decide() -> object:
        with next_text():
            return approve(application.pk, by=here.chief)

    def date_next() -> object:
        with next_text():
            return activate_next(effective_from=clock.today())

    return named(at_once(decide, date_next))


def test_a_case_is_decided_before_a_text_is_dated_or_by_it() -> None:
    """Either the day was used and stays, or the case must be looked at again."""
    outcome = race_with_a_decision()
    assert outcome in (
        ["CasesDecided", "Decision"],
        ["Activation", "TransitionUnsettled"],
    )


def test_without_the_lock_a_case_would_be_decided_by_a_text_that_had_ended(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    def late_date(*told: Any, **how: Any) -> None:
        refuse_decided(*told, **how)
        both_have_read()

    def late_decision(*told: Any, **how: Any) -> list[dict[str, Any]]:
        both_have_read()
        return in_favour(*told, **how)

    monkeypatch.setattr(ActivationQuerySet, "change_law", unlocked)
    monkeypatch.setattr(ActivationQuerySet, "hold_law", unlocked)
    monkeypatch.setattr(f"{ASKING}.refuse_decided", late_date)
    monkeypatch.setattr("applications.actions.decision.in_favour", late_decision)

    assert race_with_a_decision() == ["Activation", "Decision"]
    assert Activation.objects.filter(regulation=NEXT).exists()
