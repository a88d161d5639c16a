"""Objections, the final list and false papers at once (T06): none is lost, none counts twice."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from applications.actions import (
    answer_objection,
    carry_out,
    completion,
    file_objection,
    finalise,
    void_for_fraud,
)
from applications.actions.rounds import fraud, objections, publishing
from applications.errors import AlreadyAnswered
from applications.models import (
    Application,
    Objection,
    ObjectionOutcome,
    Round,
    RoundApplication,
    RoundStage,
    RoundStanding,
)
from applications.models.application import ApplicationQuerySet
from applications.models.objection import ObjectionQuerySet
from applications.models.rounds import RoundQuerySet
from applications.queries.rounds.entry import entry_of, require_on_final_list
from applications.queries.rounds.objections import require_answerer, unsettled
from hukou.kernel import clock
from registry.models import Account, PostingRole, Residence
from tests.filing import posted
from tests.race.at_once import at_once, named
from tests.rounds import AFTER, city
from tests.years import CLAUSE, LAST_DAY, Year, approved, released

pytestmark = pytest.mark.django_db(transaction=True)

LAST_MINUTE = datetime.combine(LAST_DAY, time(23, 59), tzinfo=clock.ZONE)
MIDNIGHT = LAST_MINUTE + timedelta(minutes=1)


@pytest.fixture
def year() -> Year:
    return Year(city())


def without_lock(_: RoundQuerySet, round_id: UUID) -> Round:
    return Round.objects.get(pk=round_id)


def objected_while_it_is_made_final(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> bool:
    """Object in the last minute, while the list is made final just after it.

    Return whether the round is final with an objection that nobody answered.
    """
    monkeypatch.setattr(objections, "_refuse_again", lambda *_: both_have_read())

    def look_and_wait(round_: Round) -> object:
        found = unsettled(round_)
        both_have_read()
        return found

    monkeypatch.setattr(publishing, "unsettled", look_and_wait)

    def object_() -> object:
        with clock.frozen(LAST_MINUTE):
            return file_objection(year.round.pk, year.asked(), by=year.place.here.officer)

    def make_final() -> object:
        with clock.frozen(MIDNIGHT):
            return finalise(year.round.pk, by=year.place.runner)

    at_once(object_, make_final)
    is_final = Round.objects.get().stage == RoundStage.FINAL
    return is_final and Objection.objects.open().exists()


def test_an_objection_of_the_last_minute_is_in_before_the_list_is_final_or_refused(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    assert not objected_while_it_is_made_final(year, monkeypatch, both_have_read)


def test_without_the_lock_a_list_is_final_over_an_open_objection(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control."""
    monkeypatch.setattr(RoundQuerySet, "lock", without_lock)
    assert objected_while_it_is_made_final(year, monkeypatch, both_have_read)


def answered_by_two(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> list[str]:
    """Uphold and dismiss one objection at once; return what became of the two."""
    with clock.frozen(AFTER):
        objection = year.objects()

    def look_and_wait(found: Objection, account: Account) -> None:
        require_answerer(found, account)
        both_have_read()

    monkeypatch.setattr(objections, "require_answerer", look_and_wait)
    colleague = posted(year.round.office, PostingRole.CITY_APPROVER)
    how: dict[str, Any] = {"grounds": "核查", "clauses": [CLAUSE]}
    outcomes = zip((year.place.runner, colleague), ObjectionOutcome, strict=True)
    return named(
        at_once(
            *(
                partial(answer_objection, objection.pk, by=by, outcome=outcome, **how)
                for by, outcome in outcomes
            )
        )
    )


def test_of_two_who_answer_one_objection_one_does(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    told = answered_by_two(year, monkeypatch, both_have_read)
    assert told == [AlreadyAnswered.__name__, Objection.__name__]


def test_without_the_locks_both_answer_and_the_first_is_lost(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both of them, since either alone is enough here."""
    monkeypatch.setattr(RoundQuerySet, "lock", without_lock)
    monkeypatch.setattr(ObjectionQuerySet, "lock", lambda _, key: Objection.objects.get(pk=key))
    told = answered_by_two(year, monkeypatch, both_have_read)
    assert told == [Objection.__name__] * 2


def void_and_registered(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> bool:
    """Carry a settlement out while its place is made void, both having read the file.

    Return whether somebody is registered whose place is void.
    """
    with clock.frozen(AFTER):
        released(year)
        file = approved(year)

    def look_and_wait(application: Application) -> RoundApplication | None:
        found = entry_of(application)
        both_have_read()
        return found

    def wait_and_look(application: Application) -> None:
        require_on_final_list(application)
        both_have_read()

    monkeypatch.setattr(fraud, "entry_of", look_and_wait)
    monkeypatch.setattr(completion, "require_on_final_list", wait_and_look)
    at_once(
        lambda: void_for_fraud(file.pk, by=year.place.runner, reason="伪造"),
        lambda: carry_out(file.pk, by=year.place.here.officer),
    )
    assert year.round.applicants.get(pk=year.entry(0)).left_as == RoundStanding.VOID
    return Residence.objects.exists()


def test_whichever_comes_first_nobody_stays_registered_by_a_void_place(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    assert not void_and_registered(year, monkeypatch, both_have_read)


def test_without_the_lock_of_the_file_a_void_place_is_registered(
    year: Year, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control."""
    monkeypatch.setattr(
        ApplicationQuerySet, "lock", lambda _, key, **__: Application.objects.get(pk=key)
    )
    assert void_and_registered(year, monkeypatch, both_have_read)
