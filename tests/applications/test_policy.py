"""What decides at a place on a day, and which channels are open there."""

from datetime import date

import pytest

from applications.models import CONFIRM, Step
from applications.queries.policy import activations, channels_in_force, regulations_in_force
from hukou.law import load_law
from tests.factories import ActivationFactory

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 2)


def test_an_undated_text_decides_from_the_day_it_was_dated() -> None:
    assert regulations_in_force("330802", on=LATER, activated=activations()) == []

    ActivationFactory.create()

    [found] = regulations_in_force("330802", on=LATER, activated=activations())
    assert found.id == "qz-final-2017"


def test_the_channels_of_a_place_come_with_their_regulation() -> None:
    found = channels_in_force("440703", on=date(2019, 1, 1), activated={})

    assert {regulation.id for regulation, _channel in found} == {"jm-2018-5"}
    assert "JM-11" in {channel.id for _regulation, channel in found}


def test_a_place_without_a_text_has_no_channels() -> None:
    assert channels_in_force("110101", on=LATER, activated={}) == []


def test_every_step_of_an_application_and_every_question_has_a_term() -> None:
    law = load_law()
    assert {*law.procedure.terms, *law.guards.stages} == {*Step.values, CONFIRM}
