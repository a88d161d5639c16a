"""Named examples of the events registered alike everywhere (登记事项用例)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, Final

from hukou.kernel.errors import DomainError
from hukou.law.facts import parse_facts
from hukou.law.outcomes import Outcome
from hukou.law.registration import Registration
from hukou.law.sections import NATIONAL, PackError, Section, read_yaml
from hukou.law.vocabulary import Vocabulary

CASES: Final = "registration.cases.yaml"
KINDS: Final[Mapping[str, frozenset[Outcome]]] = {
    "pass": frozenset({Outcome.ELIGIBLE}),
    "fail": frozenset({Outcome.NOT_ELIGIBLE}),
    "unknown": frozenset({Outcome.EVIDENCE}),
}
EXPECTED: Final = (
    *("outcome", "approval", "decide_days", "counted", "late"),
    *("missing", "review", "effective"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCase:
    """One example: what is known of an event, and what must come of it.

    `happened_on` is the day of the event, `on` that of its declaration; `at` is file and line.
    """

    name: str
    at: str
    kind: str
    event: str
    on: date
    happened_on: date | None
    facts: Mapping[str, object]
    expect: Mapping[str, Any]

    def failure(self, registration: Registration, vocabulary: Vocabulary) -> str | None:
        """Judge the case; None when everything it expects came true."""
        event = registration.events[self.event]
        is_late = self.happened_on is not None and event.is_late(
            self.happened_on, declared_on=self.on
        )
        facts = parse_facts(self.facts, vocabulary=vocabulary, on=self.on)
        judged = registration.judge(self.event, on=self.on, facts=facts.values, is_late=is_late)
        verdict = judged.channel(self.event).verdict
        found = {
            "outcome": judged.outcome.value,
            "approval": event.level.id,
            "decide_days": event.level.decide_days,
            "counted": event.level.counted,
            "late": bool(verdict.notes),
            "missing": list(verdict.missing),
            "review": [each.id for each in verdict.review],
            "effective": registration.effective_from,
        }
        for key, wanted in self.expect.items():
            if found[key] != wanted:
                return f"{key}: expected {wanted!r}, came to {found[key]!r}"
        return None


@dataclass(frozen=True, slots=True)
class EventFailure:
    """A case of an event that came out otherwise."""

    case: EventCase
    what: str

    def __str__(self) -> str:
        return f"{self.case.at}: {self.case.event}: {self.case.name}: {self.what}"


def failed_events(
    registration: Registration, cases: Iterable[EventCase], vocabulary: Vocabulary
) -> Iterator[EventFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        try:
            what = case.failure(registration, vocabulary)
        except (DomainError, KeyError) as problem:
            what = repr(problem)
        if what is not None:
            yield EventFailure(case, what)


def load_event_cases(
    directory: Path, registration: Registration, vocabulary: Vocabulary
) -> tuple[EventCase, ...]:
    """Read the cases beside `_national/registration.yaml`. Raises PackError."""
    file = directory / NATIONAL / CASES
    cases = read_event_cases(read_yaml(file), registration, vocabulary, file=file.name)
    check_events(registration, cases, file=file.name)
    return cases


def read_event_cases(
    raw: Mapping[str, Any], registration: Registration, vocabulary: Vocabulary, *, file: str
) -> tuple[EventCase, ...]:
    """Return the cases of a file: one for each event, and each value, that a case names."""
    top = Section(raw, "cases", file=file)
    if top.text("regulation") != registration.id:
        raise top.wrong(f"these cases belong to {top.text('regulation')!r}")
    day = top.day("day")
    cases = tuple(
        case
        for section in top.sections("cases")
        for case in _cases(section, registration, vocabulary, day)
    )
    top.close()
    return cases


def _cases(
    section: Section, registration: Registration, vocabulary: Vocabulary, day: date | None
) -> Iterator[EventCase]:
    kind, on, events = section.text("kind"), section.day("day") or day, section.texts("events")
    if kind not in KINDS or on is None or not events:
        raise section.wrong(f"'kind' is one of {', '.join(KINDS)}; 'day' and 'events' are needed")
    if unknown := set(events) - registration.events.keys():
        raise section.wrong(f"no event {min(unknown)!r}")
    facts: Mapping[str, object] = section.value("facts", {})
    if strange := [name for name in facts if name not in vocabulary]:
        raise section.wrong(f"no fact {strange[0]!r} in the vocabulary")
    each: Mapping[str, list[object]] = section.value("each", {})
    name, happened_on = section.text("name"), section.day("happened_on")
    expect = _expect(section, kind)
    section.close()
    for event, *values in product(events, *each.values()):
        chosen = dict(zip(each, values, strict=True))
        yield EventCase(
            name="".join([name, *(f"（{value}）" for value in chosen.values())]),
            at=f"{section.file}:{section.line}",
            kind=kind,
            event=str(event),
            on=on,
            happened_on=happened_on,
            facts={**facts, **chosen},
            expect=expect,
        )


def _expect(section: Section, kind: str) -> Mapping[str, Any]:
    expect = section.required("expect")
    wanted: Mapping[str, Any] = {"outcome": expect} if isinstance(expect, str) else expect
    if set(wanted) - set(EXPECTED) or "outcome" not in wanted:
        raise section.wrong(f"'expect' has an outcome and only {', '.join(EXPECTED)}")
    if wanted["outcome"] not in KINDS[kind]:
        raise section.wrong(f"a case of kind {kind!r} cannot expect {wanted['outcome']!r}")
    return wanted


def check_events(registration: Registration, cases: Sequence[EventCase], *, file: str) -> None:
    """Refuse events that no case shows: passing, failing, unknown, and late where there is a term.

    Raises:
        PackError: names the event, and the kinds of case that are missing.
    """
    for event in registration.events.values():
        mine = [case for case in cases if case.event == event.id]
        lacking = [kind for kind in KINDS if not any(case.kind == kind for case in mine)]
        told = {each.expect["late"] for each in mine if "late" in each.expect}
        if event.declared and told != {True, False}:
            lacking.append("late: true and late: false")
        if not any("approval" in case.expect for case in mine):
            lacking.append("approval")
        if lacking:
            raise PackError(f"{file}: {event.id} has no case of kind {', '.join(lacking)}: add one")
