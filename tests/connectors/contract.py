"""What every connector must do, the real one and the fake alike; both run these tests."""

from abc import ABC, abstractmethod

import pytest

from applications.connectors import Agency, AgencyError, Answer, Deferred
from tests.connectors.conftest import NUMBER, MakesQuestion


class World(ABC):
    """One agency and the means to arrange what it knows and how it behaves."""

    agency: Agency

    @abstractmethod
    def knows(self, fact: str, value: object) -> None: ...

    @abstractmethod
    def is_down(self) -> None: ...

    @abstractmethod
    def answers_later(self) -> None: ...


class AgencyContract:
    """Subclasses give a fixture `world`."""

    def test_a_known_fact_is_answered_with_a_receipt(
        self, world: World, question: MakesQuestion
    ) -> None:
        world.knows("dwelling.tenure", "owned")
        asked = question()

        answer = world.agency.ask(asked)

        assert isinstance(answer, Answer)
        assert (answer.known, answer.value, answer.fact) == (True, "owned", "dwelling.tenure")
        assert answer.request_id == asked.request_id
        assert answer.receipt
        assert answer.answered_at.utcoffset() is not None

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("dwelling.legal_and_stable", False), ("dwelling.lease_months_total", 0)],
    )
    def test_false_and_zero_are_answers(
        self, world: World, question: MakesQuestion, fact: str, value: object
    ) -> None:
        world.knows(fact, value)

        answer = world.agency.ask(question(fact=fact))

        assert isinstance(answer, Answer)
        assert (answer.known, answer.value) == (True, value)

    def test_an_agency_without_a_record_says_so(
        self, world: World, question: MakesQuestion
    ) -> None:
        answer = world.agency.ask(question())

        assert isinstance(answer, Answer)
        assert (answer.known, answer.value) == (False, None)

    def test_the_same_request_has_the_same_receipt(
        self, world: World, question: MakesQuestion
    ) -> None:
        asked = question()

        first, second = world.agency.ask(asked), world.agency.ask(asked)

        assert isinstance(first, Answer)
        assert isinstance(second, Answer)
        assert first.receipt == second.receipt

    def test_other_requests_have_other_receipts(
        self, world: World, question: MakesQuestion
    ) -> None:
        first, second = world.agency.ask(question()), world.agency.ask(question())

        assert isinstance(first, Answer)
        assert isinstance(second, Answer)
        assert first.receipt != second.receipt

    def test_an_answer_may_be_promised_for_later(
        self, world: World, question: MakesQuestion
    ) -> None:
        world.answers_later()
        asked = question()

        assert world.agency.ask(asked) == Deferred(request_id=asked.request_id)

    def test_an_outage_is_worth_another_try(self, world: World, question: MakesQuestion) -> None:
        world.is_down()

        with pytest.raises(AgencyError) as caught:
            world.agency.ask(question())

        assert not caught.value.permanent

    def test_neither_number_nor_name_shows_in_a_representation(
        self, question: MakesQuestion
    ) -> None:
        shown = repr(question())

        assert NUMBER not in shown
        assert "周明远" not in shown
