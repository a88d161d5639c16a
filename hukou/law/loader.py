"""Reading one regulation file, refusing anything unclear."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from hukou.kernel import canonical
from hukou.law.channels import read_channel, read_limit
from hukou.law.citation import Citation, document_named
from hukou.law.dated import DoubtfulDays, Status
from hukou.law.facts import DIVISION
from hukou.law.freezes import read_freeze
from hukou.law.grounds import Channel, Effect
from hukou.law.inheritance import DEPARTS, INHERITS
from hukou.law.reading import Reader
from hukou.law.readings import read_family
from hukou.law.regulation import Ambiguity, Clause, Opening, Provenance, Regulation
from hukou.law.safeguards import Safeguards
from hukou.law.sections import Section
from hukou.law.standing import read_term, read_transition
from hukou.law.vocabulary import Vocabulary

GUARDED: Final = ("terms", "families", "channels", "limits", "openings")
"""The parts that can ask something of a person."""


def read_regulation(
    raw: Mapping[str, Any], *, file: str, vocabulary: Vocabulary, safeguards: Safeguards
) -> Regulation:
    """Return the regulation a file describes.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "regulation", file=file)
    for part in GUARDED:
        safeguards.check_rights(raw.get(part), f"{file}: {part}")
    term = read_term(top)
    document = _document(top)
    clauses = {name: _clause(name, each, document) for name, each in top.named("clauses").items()}
    ambiguities = _ambiguities(top, clauses)
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses={name: clause.cite for name, clause in clauses.items()},
        terms=top.named("terms"),
        ambiguities={name: each.reason for name, each in ambiguities.items()},
    )
    doubtful = tuple(_doubtful(each, reader) for each in top.sections("doubtful_days"))
    families = {
        name: read_family(name, each, reader) for name, each in top.named("families").items()
    }
    limits = {name: read_limit(name, each, reader) for name, each in top.named("limits").items()}
    channels = [read_channel(each, reader, families, limits) for each in top.sections("channels")]
    openings = tuple(_opening(each, reader) for each in top.sections("openings"))
    regulation = Regulation(
        id=top.text("id"),
        jurisdiction=_jurisdiction(top),
        title=top.text("title"),
        short_title=top.text("short_title"),
        number=top.optional_text("number"),
        series=top.text("series"),
        term=replace(term, doubtful=doubtful),
        provenance=_provenance(top.section("provenance")),
        clauses=clauses,
        channels={channel.id: channel for channel in channels},
        families=families,
        ambiguities=ambiguities,
        openings=openings,
        freezes=tuple(
            read_freeze(each, reader, top.text("jurisdiction")) for each in top.sections("freezes")
        ),
        flags=tuple(reader.reason(name, top) for name in top.texts("flags")),
        digest=canonical.digest([raw, vocabulary.as_json()]),
        transition=read_transition(top, reader),
        inherits=top.optional_text(INHERITS),
        departs={name: clauses[clause].cite for name, clause in top.words(DEPARTS).items()},
    )
    _finish(top, reader, regulation, channels)
    return regulation


def _finish(top: Section, reader: Reader, regulation: Regulation, channels: list[Channel]) -> None:
    top.close()
    if len(regulation.channels) != len(channels) or not channels:
        raise top.wrong("channels need ids of their own, and there must be one at least")
    if all(each.offered_when or each.effect is Effect.UNSPECIFIED for each in channels):
        raise top.wrong("one channel at least must be open to those who bring no special facts")
    idle = set(reader.ambiguities) - reader.used_ambiguities
    if idle:
        raise top.wrong(f"ambiguity {min(idle)} is explained but settled nowhere")
    stored = [channel.id for channel in channels if channel.set_aside]
    if stored and regulation.status is not Status.DRAFT:
        raise top.wrong(f"{stored[0]}: only a draft may keep a condition that was set aside")


def _document(top: Section) -> str:
    return document_named(top.text("title"), top.optional_text("number"))


def _jurisdiction(top: Section) -> str:
    code = top.text("jurisdiction")
    if not DIVISION.match(code):
        raise top.wrong(f"{code!r} is no division code")
    return code


def _clause(name: str, section: Section, document: str) -> Clause:
    heading = section.text("heading")
    clause = Clause(
        id=name,
        heading=heading,
        lines=section.text("lines"),
        summary=section.text("summary"),
        agencies=section.texts("agencies"),
        cite=Citation(section.optional_text("document") or document, heading),
        states=section.words("states"),
        heading_states=section.words("heading_states"),
        defines=section.texts("defines"),
    )
    section.close()
    return clause


def _ambiguities(top: Section, clauses: Mapping[str, Clause]) -> dict[str, Ambiguity]:
    found = {}
    for name, section in top.named("ambiguities").items():
        clause = section.text("clause")
        if clause not in clauses:
            raise section.wrong(f"no clause {clause!r} in this regulation")
        found[name] = Ambiguity(
            id=name,
            question=section.text("question"),
            handling=section.text("handling"),
            cite=clauses[clause].cite,
        )
        section.close()
    return found


def _doubtful(section: Section, reader: Reader) -> DoubtfulDays:
    first, last = section.day("first"), section.day("last")
    reason = reader.ambiguity(section, "ambiguity")
    section.close()
    if first is None or last is None or last < first:
        raise section.wrong("doubtful days have a 'first' and a 'last' day in order")
    return DoubtfulDays(
        first=first, last=last, id=reason.id, reason=reason.reason, cite=reason.cite
    )


def _provenance(section: Section) -> Provenance:
    provenance = Provenance(
        source=section.text("source"),
        lines=section.text("lines"),
        quality=section.text("quality"),
        note=section.optional_text("note"),
    )
    section.close()
    return provenance


def _opening(section: Section, reader: Reader) -> Opening:
    reason = reader.ambiguity(section, "ambiguity")
    opening = Opening(
        reason=reason,
        whom=reader.condition(section.section("whom"), reason.cite),
        when=reader.condition(section.section("when"), reason.cite),
    )
    section.close()
    return opening
