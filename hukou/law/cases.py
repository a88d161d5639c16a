"""Named examples (用例) a jurist can read: each clause's cases that must pass and must fail."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any, Final

from hukou.law.conditions import ORDERED, Condition, leaves
from hukou.law.facts import RELATION, parse_facts
from hukou.law.grounds import Channel, Effect
from hukou.law.judgement import Companion, Destination, Judgement
from hukou.law.outcomes import Outcome
from hukou.law.regulation import Regulation
from hukou.law.sections import PackError, Section
from hukou.law.settlement import judge
from hukou.law.vocabulary import Vocabulary

KINDS: Final[Mapping[str, frozenset[Outcome]]] = {
    "pass": frozenset({Outcome.ELIGIBLE}),
    "fail": frozenset({Outcome.NOT_ELIGIBLE}),
    "unknown": frozenset({Outcome.EVIDENCE}),
    "review": frozenset({Outcome.REVIEW}),
    "refuse": frozenset({Outcome.REFUSE_ROUTE}),
    "boundary": frozenset(Outcome),
    "family": frozenset(Outcome),
    "dates": frozenset(Outcome),
}
MEMBER: Final = "member"
EXPECTED: Final = (
    "outcome",
    "missing",
    "review",
    "companions",
    "kept_out",
    "silence",
    "met_on",
    "approval",
    "effective",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One example: who, on which day, under which channel, and what must come of it.

    `at` is the file and the line it was read from.
    """

    name: str
    at: str
    kind: str
    regulation: str
    channel: str | None
    member_of: str | None
    on: date
    mode: str
    activated_on: date | None
    destination: Destination
    applicant: Mapping[str, object]
    companions: Mapping[str, Mapping[str, object]]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that came out otherwise."""

    case: Case
    what: str

    def __str__(self) -> str:
        case = self.case
        about = case.channel or case.member_of or "every channel"
        return f"{case.at}: {case.regulation} {about}: {case.name}: {self.what}"


def run(case: Case, regulation: Regulation, vocabulary: Vocabulary) -> Failure | None:
    """Judge one case; None when everything it expects came true."""
    judged = judge(
        regulation,
        on=case.on,
        mode=case.mode,
        channel=case.channel,
        activated_on=case.activated_on,
        destination=case.destination,
        applicant=parse_facts(case.applicant, vocabulary=vocabulary, on=case.on),
        companions=[
            Companion(name, parse_facts(facts, vocabulary=vocabulary, on=case.on))
            for name, facts in case.companions.items()
        ],
    )
    found = {
        **_found(case, judged),
        "approval": regulation.channels[judged.basis].approval if judged.basis else "",
        "effective": [regulation.effective_from, regulation.effective_to],
    }
    for key, wanted in case.expect.items():
        if found[key] != wanted:
            return Failure(case, f"{key}: expected {wanted!r}, came to {found[key]!r}")
    return None


def _found(case: Case, judged: Judgement) -> dict[str, object]:
    member = judged.companion(MEMBER) if case.member_of else None
    one = judged.channel(case.channel) if case.channel and judged.channels else None
    told = member or one
    reasons = (*(told.verdict.review if told else ()), *judged.review)
    return {
        "outcome": (member.outcome if member else judged.outcome).value,
        "missing": list(told.verdict.missing) if told else [],
        "review": [each.id for each in reasons],
        "companions": {each.id: each.outcome.value for each in judged.companions},
        "kept_out": sorted(judged.kept_out),
        "silence": judged.silence.value if judged.silence else None,
        "met_on": told.verdict.met_on if told else None,
    }


def read_cases(raw: Mapping[str, Any], regulation: Regulation, *, file: str) -> tuple[Case, ...]:
    """Return the cases of a file, refusing one that a regulation cannot have."""
    top = Section(raw, "cases", file=file)
    if top.text("regulation") != regulation.id:
        raise top.wrong(f"these cases belong to {top.text('regulation')!r}")
    people: Mapping[str, Any] = top.value("people", {})
    day = top.day("day")
    cases = tuple(
        case
        for section in top.sections("cases")
        for case in _expanded(section, regulation, people, day)
    )
    top.close()
    return cases


def _expanded(
    section: Section, regulation: Regulation, people: Mapping[str, Any], day: date | None
) -> Iterator[Case]:
    """Yield the case; one for each combination where it lists values under 'each'."""
    each: Mapping[str, list[object]] = section.value("each", {})
    base = _case(section, regulation, people, day)
    section.close()
    for values in product(*each.values()):
        chosen = dict(zip(each, values, strict=True))
        yield _with(base, chosen) if chosen else base


def _with(case: Case, chosen: Mapping[str, object]) -> Case:
    facts = case.companions.get(MEMBER, case.applicant) if case.member_of else case.applicant
    changed = _known({**facts, **chosen})
    said = ", ".join(f"{name}={value}" for name, value in chosen.items())
    name = f"{case.name}（{said}）"
    if case.member_of:
        return replace(case, name=name, companions={MEMBER: changed})
    return replace(case, name=name, applicant=changed)


def _case(
    section: Section, regulation: Regulation, people: Mapping[str, Any], day: date | None
) -> Case:
    kind, member_of = section.text("kind"), section.optional_text("member_of")
    channel = section.optional_text("channel")
    on = section.day("day") or day
    if kind not in KINDS or on is None:
        raise section.wrong(f"'kind' is one of {', '.join(KINDS)}, and 'day' is a date")
    if channel and channel not in regulation.channels:
        raise section.wrong(f"no channel {channel!r} in {regulation.id}")
    companions = {
        name: _person(facts, people, section)
        for name, facts in section.value("companions", {}).items()
    }
    if member_of:
        companions[MEMBER] = _person(section.value("member", {}), people, section)
    return Case(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        kind=kind,
        regulation=regulation.id,
        channel=channel or None,
        member_of=member_of or None,
        on=on,
        mode=section.value("mode", "simulate"),
        activated_on=section.day("activated_on"),
        destination=Destination(**section.value("destination", {})),
        applicant=_person(section.value("applicant", {}), people, section),
        companions=companions,
        expect=_expect(section, kind),
    )


def _person(
    facts: Mapping[str, object], people: Mapping[str, Any], section: Section
) -> Mapping[str, object]:
    like = facts.get("like")
    if like is None:
        return _known(facts)
    if not isinstance(like, str) or like not in people:
        raise section.wrong(f"no person {like!r} under 'people'")
    own = {name: value for name, value in facts.items() if name != "like"}
    return _known({**people[like], **own})


def _known(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value is not None}


def _expect(section: Section, kind: str) -> Mapping[str, Any]:
    expect = section.required("expect")
    wanted: Mapping[str, Any] = {"outcome": expect} if isinstance(expect, str) else expect
    unknown = set(wanted) - set(EXPECTED)
    if unknown or "outcome" not in wanted:
        raise section.wrong(f"'expect' has an outcome and only {', '.join(EXPECTED)}")
    if wanted["outcome"] not in KINDS[kind]:
        raise section.wrong(f"a case of kind {kind!r} cannot expect {wanted['outcome']!r}")
    return wanted


def check_coverage(regulation: Regulation, cases: Iterable[Case], *, file: str) -> None:
    """Refuse a regulation whose channels or companions are not shown by cases of every kind.

    Raises:
        PackError: names the channel or companion, and the kinds of case that are missing.
    """
    shown: dict[str, set[str]] = {}
    for case in cases:
        shown.setdefault(case.member_of or case.channel or "", set()).add(case.kind)
    for name, needed in _needed(regulation):
        lacking = [one for one in needed if not shown.get(name, set()) & set(one.split("|"))]
        if lacking:
            raise PackError(f"{file}: {name} has no case of kind {', '.join(lacking)}: add one")


def _needed(regulation: Regulation) -> Iterator[tuple[str, tuple[str, ...]]]:
    for channel in regulation.channels.values():
        yield channel.id, _needed_of(channel)
    for family in regulation.families.values():
        for kind in family.kinds:
            yield f"{family.id}.{kind.id}", _needed_by(family.rules[kind.relation].conditions)


def _needed_by(condition: Condition) -> tuple[str, ...]:
    """Return the kinds of case for a family member: none can fail who only has to be a relative."""
    if all(leaf.fact == RELATION for leaf in leaves(condition)):
        return ("pass",)
    boundary = ("boundary",) if _has_boundary(condition) else ()
    return ("pass", "fail|review", "unknown", *boundary)


def _needed_of(channel: Channel) -> tuple[str, ...]:
    if channel.effect is Effect.REFUSE_ROUTE:
        return ("refuse",)
    if channel.effect is not Effect.SETTLE:
        return ("review",)
    boundary = ("boundary",) if _has_boundary(channel.rule.conditions) else ()
    return ("pass|review", "fail", "unknown", *boundary)


def _has_boundary(condition: Condition) -> bool:
    return any(leaf.op in ORDERED for leaf in leaves(condition))
