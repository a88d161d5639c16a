"""No paper of family planning can be asked for: not by an event, a form, a paper, an API (R11)."""

import json
from collections.abc import Iterator
from typing import Final

import pytest
from django.test import Client

from applications.actions import DraftRequest, draft
from applications.kinds import KINDS, LifeEvent
from applications.models import Application
from applications.web.birth_form import BirthForm
from applications.web.event_form import EventForm
from applications.web.paper_forms import paper_choices
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Event, load_law
from registry.queries import Book, Scope, household_on
from tests.cast import family
from tests.filing import Counter

WORDS: Final = load_law().safeguards.planning_words
EVENTS: Final = load_law().registration.events
REFUSALS: Final = ("不得要求计划生育证明", "不问婚姻和计划生育情况")
"""Where the counter says that it may not be asked."""


def asks(content: object) -> list[str]:
    text = json.dumps(content, ensure_ascii=False, default=str)
    for refusal in REFUSALS:
        text = text.replace(refusal, "")
    return [word for word in WORDS if word in text]


def test_the_words_that_may_not_be_asked_are_many() -> None:
    assert {"计划生育", "准生证", "社会抚养费", "family_planning"} <= set(WORDS)
    assert asks("请交准生证")


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.id)
def test_no_event_asks_for_it(event: Event) -> None:
    vocabulary = load_law().vocabulary
    papers = [each.kind for each in event.documents]
    for fact in event.facts:
        papers += vocabulary[fact].documents_for(None)
    labels = [vocabulary.documents[kind].label for kind in papers]
    facts = [f"{name}{vocabulary[name].label}" for name in event.facts]

    assert asks([event.id, event.name, event.name_en, papers, labels, facts]) == []
    assert not set(event.facts) & set(load_law().safeguards.decoupled_facts)


def test_no_kind_of_paper_can_be_handed_in_for_it() -> None:
    assert asks(paper_choices()) == []


def forms(book: Book) -> Iterator[tuple[str, list[str]]]:
    yield "birth page", [str(BirthForm(book=book))]
    for kind in KINDS.values():
        if isinstance(kind, LifeEvent):
            yield kind.kind, [str(EventForm(kind=kind, book=book))]


@pytest.mark.django_db
def test_no_form_has_a_field_for_it() -> None:
    home = family()
    book = household_on(home.household.pk, on=clock.today(), scope=Scope("test", office_ids=None))
    assert book is not None
    assert {name: asks(fields) for name, fields in forms(book)} == {
        name: [] for name, _ in forms(book)
    }


def test_no_detail_of_any_kind_is_one() -> None:
    for kind in KINDS.values():
        told = [
            (
                each.name,
                str(each.label),
                str(each.help),
                [str(one) for one in each.choices.values()],
            )
            for each in kind.details
        ]
        assert asks(told) == [], kind.kind


def test_the_api_has_no_field_for_it() -> None:
    described = Client().get("/api/v1/schema").json()
    asked = described["components"]["schemas"]
    bodies = {name: shape for name, shape in asked.items() if name.endswith(("Body", "Request"))}

    assert bodies
    assert asks(bodies) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["birth_permit", "family_planning_certificate", "准生证", "计划生育证明"]
)
def test_sent_all_the_same_it_is_refused_and_not_kept(here: Counter, kind: str, name: str) -> None:
    request = DraftRequest(
        kind=KINDS[kind].kind, applied_on=clock.today(), parties=[], details={name: "A1"}
    )

    with pytest.raises(InvalidInput) as refusal:
        draft(request, by=here.auxiliary)
    assert f"details.{name}" in {each["field"] for each in refusal.value.errors}

    assert not Application.objects.exists()
