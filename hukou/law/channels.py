"""Reading channels (落户途径) and limits (人数限制) from a pack file."""

from collections.abc import Mapping
from typing import Final, TypeVar

from hukou.law.citation import Citation
from hukou.law.conditions import ALWAYS
from hukou.law.grounds import Channel, Effect, Family, Limit, RequiredDocument, SetAside
from hukou.law.outcomes import Reason
from hukou.law.reading import Reader
from hukou.law.readings import read_notes, read_readings
from hukou.law.rules import Rule
from hukou.law.sections import Section

T = TypeVar("T")

APPROVALS: Final = ("station", "county_bureau", "county_government")
STAGES: Final = ("station", "county_bureau", "second_officer")
"""Who may be heard before a decision (审核环节), the nearest to the counter first."""


def read_limit(name: str, section: Section, reader: Reader) -> Limit:
    """Return a cap on persons; it counts the applicant."""
    cite = reader.clause(section)
    at_most = section.required("at_most")
    if type(at_most) is not int or at_most < 1:
        raise section.wrong("'at_most' counts persons: one or more")
    limit = Limit(
        id=name,
        when=reader.condition(section.section("when"), cite),
        at_most=at_most,
        label=section.text("label"),
        cite=cite,
        note=reader.ambiguity(section, "note").id if section.has("note") else "",
    )
    section.close()
    return limit


def read_channel(
    section: Section,
    reader: Reader,
    families: Mapping[str, Family],
    limits: Mapping[str, Limit],
) -> Channel:
    """Return a channel with its rule, its family and whatever it asks beside the facts."""
    cite = reader.clause(section)
    try:
        effect = Effect(section.value("effect", Effect.SETTLE))
    except ValueError as problem:
        raise section.wrong(f"no such effect: {problem}") from problem
    channel = Channel(
        id=section.text("id"),
        name=section.text("name"),
        name_en=section.text("name_en"),
        clause=section.text("clause"),
        cite=cite,
        effect=effect,
        rule=_rule(section, reader, families, cite, effect),
        family=_chosen(section, "companions", families),
        reason=_reason(section, cite, effect),
        limits=tuple(_pick(section, name, limits) for name in section.texts("limits")),
        documents=tuple(_document_asked(each, reader) for each in section.sections("documents")),
        approval=_approval(section),
        heard_before=_heard_before(section),
        group=section.optional_text("group"),
        territory=section.optional_text("territory"),
        outcome_text=section.optional_text("text"),
        places=section.texts("places"),
        offered_when=section.texts("offered_when"),
        set_aside=tuple(_set_aside(each, reader, cite) for each in section.sections("set_aside")),
    )
    section.close()
    return channel


def _rule(
    section: Section,
    reader: Reader,
    families: Mapping[str, Family],
    cite: Citation,
    effect: Effect,
) -> Rule:
    conditions = ALWAYS
    if section.has("conditions"):
        conditions = reader.condition(section.section("conditions"), cite)
    elif effect is Effect.SETTLE:
        raise section.wrong("a channel that settles people states its 'conditions'")
    readings = read_readings(section, reader, cite)
    if section.has("readings_of"):
        readings += _chosen(section, "readings_of", families).readings
    return Rule(conditions=conditions, readings=readings, notes=read_notes(section, reader))


def _chosen(section: Section, key: str, families: Mapping[str, Family]) -> Family:
    return _pick(section, section.text(key), families)


def _pick(section: Section, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        raise section.wrong(f"{name!r} is not defined in this regulation")
    return known[name]


def _reason(section: Section, cite: Citation, effect: Effect) -> Reason | None:
    if effect is Effect.SETTLE:
        return None
    return Reason(section.text("id"), section.text("reason"), cite)


def _approval(section: Section) -> str:
    approval = section.optional_text("approval")
    if approval and approval not in APPROVALS:
        raise section.wrong(f"'approval' is one of {', '.join(APPROVALS)}")
    return approval


def _heard_before(section: Section) -> tuple[str, ...]:
    stages = section.texts("heard_before")
    if strangers := [each for each in stages if each not in STAGES]:
        raise section.wrong(f"{strangers[0]!r} is none of {', '.join(STAGES)}")
    return stages


def _document_asked(section: Section, reader: Reader) -> RequiredDocument:
    asked = RequiredDocument(kind=section.text("kind"), agency=section.text("agency"))
    section.close()
    known = asked.kind in reader.vocabulary.documents and asked.agency in reader.vocabulary.agencies
    if not known:
        raise section.wrong(f"no such document kind or agency: {asked.kind}, {asked.agency}")
    return asked


def _set_aside(section: Section, reader: Reader, cite: Citation) -> SetAside:
    reason = section.text("reason")
    cite = reader.clause(section, cite)
    fact = section.text("fact")
    op, value = section.text("op"), section.value("value")
    section.close()
    known = reader.vocabulary.get(fact)
    if known is None:
        raise section.wrong(f"no fact {fact!r} in the vocabulary")
    return SetAside(condition=known.label, fact=fact, op=op, value=value, reason=reason, cite=cite)
