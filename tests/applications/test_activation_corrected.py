"""An activation set right (更正、撤销): by a new record with its reason, never once it was used."""

from collections.abc import Iterator
from datetime import date

import pytest

from applications.actions import approve, correct_activation, withdraw_activation
from applications.errors import CasesDecided, CorrectedMeanwhile
from applications.models import Activation
from applications.queries.policy import activations, regulations_in_force
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Law
from tests.filing import Counter, Five, assessed, settlement
from tests.next_text import (
    NEXT,
    NUMBER,
    OLD,
    TEXT,
    activate_next,
    ago,
    ahead,
    next_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def law() -> Iterator[Law]:
    with next_text() as held:
        yield held


def in_force(on: date) -> list[str]:
    return [each.id for each in regulations_in_force("330802", on=on, activated=activations())]


def test_a_correction_is_a_new_record_with_its_reason(here: Counter, law: Law) -> None:
    del here, law
    first = activate_next(effective_from=ahead(5))

    second = correct_activation(
        first.pk, by=None, reason="文本载明七日后", effective_from=ahead(7), official_number=NUMBER
    )

    assert Activation.objects.filter(regulation=NEXT).count() == 2
    assert (second.corrects, second.text) == (first, first.text)
    assert activations()[NEXT].effective_from == ahead(7)
    assert in_force(ahead(6)) == [OLD]


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_set_right_without_a_reason(here: Counter, law: Law, reason: str) -> None:
    del here, law
    first = activate_next()
    with pytest.raises(InvalidInput):
        correct_activation(
            first.pk, by=None, reason=reason, effective_from=ahead(7), official_number=NUMBER
        )
    with pytest.raises(InvalidInput):
        withdraw_activation(first.pk, by=None, reason=reason)
    assert Activation.objects.filter(regulation=NEXT).count() == 1


def test_a_correction_that_changes_nothing_is_refused(here: Counter, law: Law) -> None:
    del here, law
    first = activate_next(effective_from=ahead(5))
    with pytest.raises(InvalidInput):
        correct_activation(
            first.pk, by=None, reason="再核", effective_from=ahead(5), official_number=NUMBER
        )


def test_withdrawn_the_earlier_text_goes_on_and_the_text_can_be_activated_again(
    here: Counter, law: Law
) -> None:
    del here, law
    first = activate_next(effective_from=ago(1))

    withdraw_activation(first.pk, by=None, reason="文件尚未印发")

    assert NEXT not in activations()
    assert in_force(clock.today()) == [OLD]
    again = activate_next(effective_from=ahead(3))
    assert activations()[NEXT] == again
    assert Activation.objects.filter(regulation=NEXT).count() == 3


def test_what_was_set_right_once_is_not_set_right_twice(here: Counter, law: Law) -> None:
    del here, law
    first = activate_next(effective_from=ahead(5))
    withdraw_activation(first.pk, by=None, reason="误录")
    with pytest.raises(CorrectedMeanwhile):
        withdraw_activation(first.pk, by=None, reason="误录")


def test_an_activation_by_which_a_case_was_decided_stays(here: Counter, five: Five) -> None:
    record = Activation.objects.get()
    approve(assessed(here, settlement(five)).pk, by=here.chief)

    with pytest.raises(CasesDecided):
        withdraw_activation(record.pk, by=None, reason="误录")
    with pytest.raises(CasesDecided):
        correct_activation(
            record.pk,
            by=None,
            reason="晚些",
            effective_from=ahead(1),
            official_number=NUMBER,
            text=TEXT,
        )


def test_a_demonstration_date_gives_way_to_the_official_one(here: Counter) -> None:
    del here
    record = Activation.objects.get()
    correct_activation(
        record.pk,
        by=None,
        reason="正式文本已到",
        effective_from=record.effective_from,
        official_number=NUMBER,
        text=TEXT,
    )
    assert not activations()[OLD].for_demonstration
