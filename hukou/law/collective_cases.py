"""Named examples of collective households (`collectives.cases.yaml`), run by check_packs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hukou.law.collective_packs import FILE
from hukou.law.collectives import CollectiveLaw, Rules
from hukou.law.facts import parse_facts
from hukou.law.outcomes import Outcome
from hukou.law.sections import NATIONAL, PackError, Section, read_yaml
from hukou.law.vocabulary import Vocabulary

CASES: Final = "collectives.cases.yaml"
ANYWHERE: Final = "100000"
"""A place of no pack, where the national text is alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveCase:
    """One example: a sort to be set up, or somebody looking for an address, and what comes of it.

    `step` is the step of the order that is expected; empty where none is. A case with a `text` is
    about the text itself: its standing, its days, what it asks of a district, and how well each
    clause is known.
    """

    name: str
    at: str
    division: str
    on: date
    sort: str
    facts: Mapping[str, object]
    outcome: str
    step: str
    text: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class CollectiveFailure:
    """A case that came out otherwise."""

    case: CollectiveCase
    what: str

    def __str__(self) -> str:
        return f"{self.case.at}: {self.case.name}: {self.what}"


def run_collective(
    case: CollectiveCase, law: CollectiveLaw, vocabulary: Vocabulary
) -> CollectiveFailure | None:
    """Judge one case; None when everything it expects came true."""
    if case.text is not None:
        return _text_otherwise(case, law)
    facts = parse_facts(case.facts, vocabulary=vocabulary, on=case.on)
    here = law.at(case.division, on=case.on)
    if case.sort:
        found, step = here.judge_set_up(case.sort, facts.values).outcome, ""
    else:
        choice = here.choose_address(facts.values)
        found, step = choice.outcome, choice.step.id if choice.step else ""
    if (found.value, step) == (case.outcome, case.step):
        return None
    expected, came = f"{case.outcome} {case.step}".strip(), f"{found.value} {step}".strip()
    return CollectiveFailure(case, f"expected {expected!r}, came to {came!r}")


def _text_otherwise(case: CollectiveCase, law: CollectiveLaw) -> CollectiveFailure | None:
    place = "" if case.division == ANYWHERE else case.division
    found = next((_text(each) for each in law.texts if each.jurisdiction == place), {})
    if found == case.text:
        return None
    return CollectiveFailure(case, f"the text says {found!r}, not {case.text!r}")


def _text(rules: Rules) -> dict[str, object]:
    """Return what a case of the text itself is held against."""
    told: dict[str, object] = {"provenance": dict(rules.bases)}
    if rules.term is not None:
        told["status"] = rules.term.status.value
        told["effective"] = [rules.term.effective_from, rules.term.effective_to]
    if rules.duty is not None:
        told["public"] = [rules.duty.at_least, rules.duty.keepers]
    return told


def load_collective_cases(directory: Path, law: CollectiveLaw) -> tuple[CollectiveCase, ...]:
    """Read the cases beside every `collectives.yaml`; each text must be shown by its own.

    Raises:
        PackError: a text without cases, a sort or a step that no case shows, an unclear case.
    """
    cases: list[CollectiveCase] = []
    for path in sorted(directory.glob(f"*/{FILE}")):
        beside = path.with_name(CASES)
        if not beside.exists():
            raise PackError(f"{path.parent.name}/{path.name}: no cases: write {CASES} beside it")
        rules = _of(law, path)
        found = list(_read(beside, rules))
        _check_coverage(rules, found, file=f"{path.parent.name}/{CASES}")
        cases += found
    return tuple(cases)


def _of(law: CollectiveLaw, path: Path) -> Rules:
    if path.parent.name == NATIONAL:
        return law.national
    return next(each for each in law.local if path.parent.name.startswith(each.jurisdiction))


def _read(path: Path, rules: Rules) -> Iterator[CollectiveCase]:
    file = f"{path.parent.name}/{path.name}"
    top = Section(read_yaml(path), "cases", file=file)
    if top.text("of") != rules.id:
        raise top.wrong(f"these cases belong to {top.text('of')!r}")
    day = top.day("day")
    yield _of_text(top, rules)
    for section in top.sections("cases"):
        on = section.day("day") or day
        sort = section.optional_text("sort")
        outcome = section.text("expect")
        if on is None or outcome not in set(Outcome):
            raise section.wrong("a case has a 'day', and expects an outcome")
        if sort and sort not in {*rules.sorts}:
            raise section.wrong(f"no sort {sort!r} in {rules.id}")
        case = CollectiveCase(
            name=section.text("name"),
            at=f"{file}:{section.line}",
            division=rules.jurisdiction or ANYWHERE,
            on=on,
            sort=sort,
            facts=section.value("facts", {}),
            outcome=outcome,
            step=section.optional_text("step"),
        )
        section.close()
        yield case
    top.close()


def _of_text(top: Section, rules: Rules) -> CollectiveCase:
    section = top.section("text")
    return CollectiveCase(
        name="the text itself",
        at=f"{top.file}:{section.line}",
        division=rules.jurisdiction or ANYWHERE,
        on=date.min,
        sort="",
        facts={},
        outcome="",
        step="",
        text=section.raw,
    )


def _check_coverage(rules: Rules, cases: list[CollectiveCase], *, file: str) -> None:
    for sort in rules.sorts:
        if len({case.outcome for case in cases if case.sort == sort}) < 2:  # noqa: PLR2004 - a yes and a no
            raise PackError(f"{file}: sort {sort!r} needs cases of two outcomes at least")
    shown = {case.step for case in cases if not case.sort}
    for step in rules.steps:
        if step.id not in shown:
            raise PackError(f"{file}: no case comes to the step {step.id!r}: add one")
