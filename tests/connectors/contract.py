"""What every connector must do: the real client, the fake, and the sandbox asked without either.

All run these tests, for every agency; what an agency must do on its own side is in them too.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest

from applications.connectors import AGENCIES, Agency, AgencyError, Answer, Deferred, Question
from applications.connectors.asking import OF_TWO, facts_of
from applications.connectors.messages import Subject
from hukou.law import FactType, Kind, load_law
from tests.connectors.conftest import NUMBER, MakesQuestion

SECOND: Final = Subject(identity_number="440199197504100014", name="沈嘉禾")
NOTHING: Final[Mapping[Kind, object]] = {Kind.BOOL: False, Kind.INT: 0, Kind.DECIMAL: "0"}
"""Answers that are not to be taken for the absence of one."""
SAMPLES: Final[Mapping[Kind, Callable[[FactType], object]]] = {
    Kind.BOOL: lambda _: True,
    Kind.INT: lambda _: 1,
    Kind.DECIMAL: lambda _: "1.50",
    Kind.DATE: lambda _: "2018-03-01",
    Kind.ENUM: lambda fact: fact.values[-1],
    Kind.CODE: lambda _: "330802",
    Kind.TEXT: lambda _: "QZF-1",
    Kind.INTS: lambda _: [1, 2],
    Kind.DECIMALS: lambda _: ["1.5", "2"],
}


def fact_type(name: str) -> FactType:
    vocabulary = load_law().vocabulary
    return vocabulary.get(name) or vocabulary.informing[name]


def sample(name: str) -> object:
    """Return a value that the fact can have."""
    fact = fact_type(name)
    return SAMPLES[fact.kind](fact)


def one_fact(slug: str) -> str:
    return facts_of(slug)[0]


class World(ABC):
    """One agency and the means to arrange what it knows and how it behaves."""

    agency: Agency

    @abstractmethod
    def knows(self, fact: str, value: object) -> None: ...

    @abstractmethod
    def is_down(self) -> None: ...

    @abstractmethod
    def answers_later(self) -> None: ...


@pytest.mark.parametrize("slug", AGENCIES)
class AgencyContract:
    """Subclasses give a fixture `world`, which takes the agency's `slug`."""

    @pytest.fixture
    def asked(self, slug: str, question: MakesQuestion) -> Callable[..., Question]:
        """A question that this agency can answer."""

        def ask(fact: str = "", **members: Any) -> Question:
            name = fact or one_fact(slug)
            both = {"related": SECOND} if name in OF_TWO else {}
            return question(**{"agency": slug, "fact": name, **both, **members})

        return ask

    def test_each_of_its_facts_is_answered_with_a_receipt(
        self, world: World, slug: str, asked: Callable[..., Question]
    ) -> None:
        for fact in facts_of(slug):
            world.knows(fact, sample(fact))
            question = asked(fact)

            answer = world.agency.ask(question)

            assert isinstance(answer, Answer)
            assert (answer.known, answer.value, answer.fact) == (True, sample(fact), fact)
            assert answer.request_id == question.request_id
            assert answer.receipt
            assert answer.answered_at.utcoffset() is not None

    def test_false_and_zero_are_answers(
        self, world: World, slug: str, asked: Callable[..., Question]
    ) -> None:
        for fact in facts_of(slug):
            if (kind := fact_type(fact).kind) in NOTHING:
                world.knows(fact, NOTHING[kind])

                answer = world.agency.ask(asked(fact))

                assert isinstance(answer, Answer)
                assert (answer.known, answer.value) == (True, NOTHING[kind])

    def test_an_agency_without_a_record_says_so_of_each_fact(
        self, world: World, slug: str, asked: Callable[..., Question]
    ) -> None:
        for fact in facts_of(slug):
            answer = world.agency.ask(asked(fact))

            assert isinstance(answer, Answer)
            assert (answer.known, answer.value) == (False, None)

    def test_the_same_request_has_the_same_receipt(
        self, world: World, asked: Callable[..., Question]
    ) -> None:
        question = asked()

        first, second = world.agency.ask(question), world.agency.ask(question)

        assert isinstance(first, Answer)
        assert isinstance(second, Answer)
        assert first.receipt == second.receipt

    def test_other_requests_have_other_receipts(
        self, world: World, asked: Callable[..., Question]
    ) -> None:
        first, second = world.agency.ask(asked()), world.agency.ask(asked())

        assert isinstance(first, Answer)
        assert isinstance(second, Answer)
        assert first.receipt != second.receipt

    def test_an_answer_may_be_promised_for_later(
        self, world: World, asked: Callable[..., Question]
    ) -> None:
        world.answers_later()
        question = asked()

        assert world.agency.ask(question) == Deferred(request_id=question.request_id)

    def test_an_outage_is_worth_another_try(
        self, world: World, asked: Callable[..., Question]
    ) -> None:
        world.is_down()

        with pytest.raises(AgencyError) as caught:
            world.agency.ask(asked())

        assert not caught.value.permanent

    def test_a_fact_that_others_keep_is_refused_for_good(
        self, world: World, slug: str, asked: Callable[..., Question]
    ) -> None:
        vocabulary = load_law().vocabulary
        foreign = next(
            each.name for each in vocabulary.facts.values() if slug not in each.verified_by
        )

        with pytest.raises(AgencyError) as caught:
            world.agency.ask(asked(foreign))

        assert caught.value.permanent
        assert not caught.value.is_outage

    def test_neither_number_nor_name_shows_in_a_representation(
        self, world: World, asked: Callable[..., Question]
    ) -> None:
        shown = repr(asked()) + repr(world.agency.ask(asked()))

        assert NUMBER not in shown
        assert "周明远" not in shown
