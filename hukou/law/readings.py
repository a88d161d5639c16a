"""Reading families (随迁、投靠范围) and the settlement of ambiguities from a pack file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from hukou.law.citation import Citation
from hukou.law.comparisons import comparison
from hukou.law.conditions import ALWAYS, Condition, Leaf, Op, either, every
from hukou.law.facts import RELATION
from hukou.law.grounds import CompanionKind, Family
from hukou.law.outcomes import Outcome, Reason
from hukou.law.reading import Reader
from hukou.law.rules import Reading, Rule, Stage
from hukou.law.sections import Section

NONE_STATED: Final = "本途径未规定随迁家属"


def read_readings(section: Section, reader: Reader, cite: Citation) -> tuple[Reading, ...]:
    """Return the readings listed under 'readings'."""
    return tuple(_reading(each, reader, cite) for each in section.sections("readings"))


def read_notes(section: Section, reader: Reader) -> tuple[Reason, ...]:
    """Return the ambiguities that are told with every judgement by this rule."""
    return tuple(reader.reason(name, section) for name in section.texts("notes"))


def _reading(section: Section, reader: Reader, cite: Citation) -> Reading:
    reason = reader.ambiguity(section, "ambiguity")
    try:
        stage = Stage(section.text("applies"))
        outcome = Outcome(section.text("outcome"))
    except ValueError as problem:
        raise section.wrong(
            f"'applies' is met or unmet, 'outcome' an outcome: {problem}"
        ) from problem
    if outcome not in {Outcome.REVIEW, Outcome.ELIGIBLE}:
        raise section.wrong("a reading reviews or accepts; refusing is for the conditions")
    if stage is Stage.MET and outcome is not Outcome.REVIEW:
        raise section.wrong("what is met is accepted already: a reading can only review it")
    whom = reader.condition(section.section("whom"), cite) if section.has("whom") else ALWAYS
    when = reader.condition(section.section("when"), cite) if section.has("when") else ALWAYS
    section.close()
    return Reading(reason=reason, stage=stage, whom=whom, when=when, outcome=outcome)


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: CompanionKind
    conditions: Condition


def read_family(name: str, section: Section, reader: Reader) -> Family:
    """Return a family, and let later conditions refer to it by `family: name`."""
    cite = reader.clause(section)
    label = section.text("label")
    together = ALWAYS
    if section.has("together"):
        together = reader.condition(section.section("together"), cite)
    kinds = [_kind(each, reader, cite) for each in section.sections("kinds")]
    listed = tuple(dict.fromkeys(each.kind.relation for each in kinds))
    readings = read_readings(section, reader, cite)
    notes = read_notes(section, reader)
    if section.has("otherwise"):
        readings += (_otherwise(section, reader, cite, listed),)
    section.close()
    belongs = _relation(reader, cite, Op.IN, listed, label if listed else NONE_STATED)
    rules = {
        relation: Rule(
            conditions=every((belongs, together, *_one_of(kinds, relation))),
            readings=readings,
            notes=notes,
        )
        if relation in listed
        else Rule(conditions=belongs, readings=readings, notes=notes)
        for relation in reader.vocabulary[RELATION].values
    }
    unknown = every((belongs, together)) if listed else _nobody(belongs)
    reader.families[name] = every((together, either(tuple(_parts(kinds, listed, reader, cite)))))
    return Family(
        id=name,
        label=label,
        cite=cite,
        kinds=tuple(each.kind for each in kinds),
        rules=rules,
        readings=readings,
        rule_while_unknown=Rule(
            conditions=unknown,
            readings=readings,
            notes=notes,
        ),
    )


def _kind(section: Section, reader: Reader, cite: Citation) -> _Kind:
    kind = CompanionKind(
        id=section.text("id"), label=section.text("label"), relation=section.text("relation")
    )
    if kind.relation not in reader.vocabulary[RELATION].values:
        raise section.wrong(f"no relationship {kind.relation!r}")
    cite = reader.clause(section, cite)
    conditions = ALWAYS
    if section.has("conditions"):
        conditions = reader.condition(section.section("conditions"), cite)
    section.close()
    return _Kind(kind, conditions)


def _otherwise(family: Section, reader: Reader, cite: Citation, listed: tuple[str, ...]) -> Reading:
    """Return who is reviewed though not listed: the 'relations' named, or all others."""
    section = family.section("otherwise")
    reason = reader.ambiguity(section, "ambiguity")
    relations = section.texts("relations")
    section.close()
    others = tuple(each for each in reader.vocabulary[RELATION].values if each not in listed)
    if not set(relations) <= set(others) or len(set(relations)) < len(relations):
        raise section.wrong("'relations' names relationships the family does not list, each once")
    whom: Condition = ALWAYS
    if relations or listed:
        whom = _relation(reader, cite, Op.IN, relations or others, "其他亲属")
    return Reading(reason=reason, stage=Stage.UNMET, whom=whom, when=ALWAYS, outcome=Outcome.REVIEW)


def _one_of(kinds: list[_Kind], relation: str) -> tuple[Condition, ...]:
    ways = tuple(each.conditions for each in kinds if each.kind.relation == relation)
    return () if ALWAYS in ways else (either(ways),)


def _parts(
    kinds: list[_Kind], listed: Iterable[str], reader: Reader, cite: Citation
) -> Iterable[Condition]:
    for relation in listed:
        said = reader.vocabulary[RELATION].says(relation)
        is_one = _relation(reader, cite, Op.EQ, relation, f"与申请人（被投靠人）关系为{said}")
        yield every((is_one, *_one_of(kinds, relation)))


def _relation(reader: Reader, cite: Citation, op: Op, required: object, label: str) -> Leaf:
    return Leaf(
        label=label,
        label_en=f"Relationship: {reader.vocabulary[RELATION].says(required, english=True)}",
        fact=RELATION,
        key=RELATION,
        op=op,
        required=required,
        cite=cite,
        test=comparison(op, RELATION, required),
    )


def _nobody(belongs: Leaf) -> Condition:
    """Return the condition nobody meets: the channel names no family, so no fact can help."""
    return replace(belongs, test=lambda _: False)
