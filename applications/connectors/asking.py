"""Which questions make sense to an agency (可以问什么): its own facts, about whom they can be."""

from typing import Final

from hukou.law import load_law

from .errors import QuestionRefused
from .messages import Question

OF_TWO: Final = frozenset({"relation.kind"})
"""Facts that say nothing without a second person."""


def facts_of(slug: str) -> tuple[str, ...]:
    """Return what an agency can be asked: facts that decide, and those that only inform."""
    vocabulary = load_law().vocabulary
    known = (*vocabulary.facts.values(), *vocabulary.informing.values())
    return tuple(each.name for each in known if slug in each.verified_by)


def refuse_pointless(slug: str, question: Question) -> None:
    """Refuse a question before it is sent that this agency could only answer wrongly.

    Raises:
        QuestionRefused: it is another's question, not one of this agency's facts, or about a
            relation of one person alone, for the answer could be about anybody.
    """
    if question.agency != slug:
        raise QuestionRefused("the question is for another agency")
    if question.fact not in facts_of(slug):
        raise QuestionRefused("the agency keeps no record of such a fact")
    if question.fact in OF_TWO and question.related is None:
        raise QuestionRefused("a relation is asked of two people")
