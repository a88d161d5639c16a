"""Reading how a text stands (效力): its dates, its trial, its consultation, its transition rule."""

from datetime import date

from hukou.law.dated import Consultation, Status, Term, day_before_anniversary
from hukou.law.reading import Reader
from hukou.law.regulation import Transition, TransitionRule
from hukou.law.sections import Section


def read_term(top: Section) -> Term:
    """Return what a text says of its own standing: draft or final, and from when to when.

    Raises PackError.
    """
    try:
        status = Status(top.text("status"))
    except ValueError as problem:
        raise top.wrong(f"no such status: {problem}") from problem
    term = Term(
        status=status,
        effective_from=top.day("effective_from"),
        effective_to=top.day("effective_to"),
        consultation=_consultation(top),
        trial_years=_years(top),
        superseded_by=top.optional_text("superseded_by"),
    )
    undated = status in (Status.DRAFT, Status.EXAMPLE)
    if undated and (term.effective_from or term.effective_to):
        told = "a draft" if status is Status.DRAFT else "an example"
        raise top.wrong(f"{told} has no effective date: remove it, or state what was adopted")
    if _reversed(term.effective_from, term.effective_to):
        raise top.wrong("'effective_to' comes before 'effective_from'")
    _check_trial(top, term)
    return term


def _consultation(top: Section) -> Consultation | None:
    first, last = top.day("consultation_from"), top.day("consultation_until")
    if last is None:
        if first is not None:
            raise top.wrong("'consultation_from' needs 'consultation_until': say both, or neither")
        return None
    if first is not None and last < first:
        raise top.wrong("'consultation_until' comes before 'consultation_from'")
    return Consultation(first=first, last=last)


def _years(top: Section) -> int | None:
    years = top.value("trial_years")
    if years is not None and (type(years) is not int or years < 1):
        raise top.wrong(f"'trial_years' must be a whole number of years, not {years!r}")
    return years


def _check_trial(top: Section, term: Term) -> None:
    if term.trial_years is None:
        return
    if term.status is not Status.TRIAL:
        raise top.wrong("only a trial has 'trial_years': write 'status: trial', or remove it")
    start, last = term.effective_from, term.effective_to
    counted = day_before_anniversary(start, term.trial_years) if start else None
    if last is not None and last != counted:
        raise top.wrong(f"'effective_to' is {last}, but the trial ends on {counted}: correct one")


def read_transition(top: Section, reader: Reader) -> Transition | None:
    """Return what the text says of pending applications, if it says anything. Raises PackError."""
    if not top.has("transition"):
        return None
    section = top.section("transition")
    try:
        rule = TransitionRule(section.text("rule"))
    except ValueError as problem:
        raise section.wrong("a transition rule is acceptance, decision or kinder") from problem
    cite = reader.clause(section)
    section.close()
    return Transition(rule=rule, cite=cite)


def _reversed(first: date | None, last: date | None) -> bool:
    return last is not None and (first is None or last < first)
