"""Reading what packs say of collective households (`collectives.yaml`), strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.law.citation import Citation
from hukou.law.collectives import CollectiveLaw, Duty, Requirement, Rules, SetUp, Sort, Step
from hukou.law.dated import Status, Term
from hukou.law.facts import DIVISION
from hukou.law.outcomes import Reason
from hukou.law.reading import Reader
from hukou.law.safeguards import Safeguards
from hukou.law.sections import NATIONAL, Section, read_yaml
from hukou.law.vocabulary import Vocabulary

FILE: Final = "collectives.yaml"
UNDATED: Final = "文件的施行日期未载明，须由民警凭正式文本审查决定"


class Basis(StrEnum):
    """How well the source of a clause is known (来源); only what is confirmed decides."""

    CONFIRMED = "confirmed"
    KNOWLEDGE = "knowledge"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class _Clauses:
    cites: Mapping[str, Citation]
    basis: Mapping[Citation, Basis]

    def is_firm(self, cite: Citation) -> bool:
        return self.basis[cite] is Basis.CONFIRMED


def load_collectives(
    directory: Path, vocabulary: Vocabulary, safeguards: Safeguards
) -> CollectiveLaw:
    """Read `collectives.yaml` of the national pack and of every pack that has one.

    Raises:
        PackError: names file, line and what to do.
    """
    sources = {path.parent.name: read_yaml(path) for path in sorted(directory.glob(f"*/{FILE}"))}
    read = {
        pack: read_collectives(raw, pack=pack, vocabulary=vocabulary, safeguards=safeguards)
        for pack, raw in sources.items()
    }
    national = read.pop(NATIONAL)
    return CollectiveLaw(national=national, local=tuple(read.values()), sources=sources)


def read_collectives(
    raw: Mapping[str, Any], *, pack: str, vocabulary: Vocabulary, safeguards: Safeguards
) -> Rules:
    """Return what one file of a pack says of collective households.

    Raises:
        PackError: names file, line and what to do.
    """
    file = f"{pack}/{FILE}"
    safeguards.check_rights(raw, file)
    top = Section(raw, "collectives", file=file)
    is_national = pack == NATIONAL
    title = top.text("title")
    clauses = _clauses(top, title)
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses=clauses.cites,
        terms={},
        ambiguities={},
    )
    term = None if is_national else _term(top)
    rules = Rules(
        id=top.text("id"),
        jurisdiction="" if is_national else _jurisdiction(top, pack),
        title=title,
        term=term,
        sorts={name: _set_up(each, reader, clauses) for name, each in top.named("sorts").items()},
        steps=tuple(_step(each, reader, clauses) for each in top.sections("fallback")),
        duty=_duty(top, reader, clauses),
        undated=Reason("undated", UNDATED, next(iter(clauses.cites.values()))),
        bases={name: clauses.basis[cite].value for name, cite in clauses.cites.items()},
        digest=canonical.digest([raw, vocabulary.as_json()]),
        clause_count=len(clauses.cites),
    )
    top.close()
    _finish(top, rules, is_national=is_national)
    return rules


def _finish(top: Section, rules: Rules, *, is_national: bool) -> None:
    known = {sort.value for sort in Sort}
    if strange := sorted(rules.sorts.keys() - known):
        raise top.wrong(f"no sort {strange[0]!r}: {', '.join(sorted(known))}")
    steps = [step.id for step in rules.steps]
    if len(set(steps)) != len(steps):
        raise top.wrong("steps of the fallback need ids of their own")
    if not is_national:
        return
    if lacking := sorted(known - rules.sorts.keys()):
        raise top.wrong(f"the national text says nothing of {lacking[0]!r}")
    if not rules.steps or any(not each.requirements for each in rules.sorts.values()):
        raise top.wrong("the national text gives every sort 'requires', and an order of addresses")


def _clauses(top: Section, title: str) -> _Clauses:
    cites: dict[str, Citation] = {}
    basis: dict[Citation, Basis] = {}
    for name, section in top.named("clauses").items():
        section.text("summary")
        cite = Citation(section.optional_text("document") or title, section.text("heading"))
        said = section.text("provenance")
        try:
            found = Basis(said)
        except ValueError as problem:
            raise section.wrong(
                f"'provenance' is one of {', '.join(each.value for each in Basis)}"
            ) from problem
        section.close()
        if basis.setdefault(cite, found) is not found:
            raise section.wrong("one heading of one document has one 'provenance'")
        cites[name] = cite
    if not cites:
        raise top.wrong("name the 'clauses' this rests on")
    return _Clauses(cites, basis)


def _term(top: Section) -> Term:
    said = top.text("status")
    try:
        status = Status(said)
    except ValueError as problem:
        raise top.wrong(f"no such status: {problem}") from problem
    first, last = top.day("effective_from"), top.day("effective_to")
    if last is not None and (first is None or last < first):
        raise top.wrong("'effective_to' comes before 'effective_from'")
    return Term(status=status, effective_from=first, effective_to=last)


def _jurisdiction(top: Section, pack: str) -> str:
    code = top.text("jurisdiction")
    if not DIVISION.match(code) or not pack.startswith(code):
        raise top.wrong(f"{code!r} is no division code of {pack}")
    return code


def _set_up(section: Section, reader: Reader, clauses: _Clauses) -> SetUp:
    requirements = []
    for each in section.sections("requires"):
        cite = reader.clause(each)
        condition = reader.condition(each, cite)
        requirements.append(Requirement(condition=condition, cite=cite, firm=clauses.is_firm(cite)))
    relaxed = _relaxed(section.section("relaxed"), reader) if section.has("relaxed") else None
    section.close()
    if not requirements and relaxed is None:
        raise section.wrong("a sort says what it 'requires', or that it is 'relaxed'")
    return SetUp(requirements=tuple(requirements), relaxed=relaxed)


def _relaxed(section: Section, reader: Reader) -> Reason:
    reason = Reason("relaxed", section.text("words"), reader.clause(section))
    section.close()
    return reason


def _step(section: Section, reader: Reader, clauses: _Clauses) -> Step:
    cite = reader.clause(section)
    step = Step(
        id=section.text("id"),
        label=section.text("label"),
        otherwise=section.text("otherwise"),
        condition=reader.condition(section.section("when"), cite),
        cite=cite,
        firm=clauses.is_firm(cite),
    )
    section.close()
    return step


def _duty(top: Section, reader: Reader, clauses: _Clauses) -> Duty | None:
    if not top.has("public"):
        return None
    section = top.section("public")
    cite = reader.clause(section)
    duty = Duty(
        at_least=_count(section, "per_district"),
        keepers=_count(section, "keepers"),
        cite=cite,
        firm=clauses.is_firm(cite),
    )
    section.close()
    return duty


def _count(section: Section, key: str) -> int:
    count = section.required(key)
    if type(count) is not int or count < 1:
        raise section.wrong(f"{key!r} counts whole ones, at least 1")
    return count
