"""Reading `points.yaml` (积分方案): an indicator is a formula or several, each with its clause."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.law.citation import Citation
from hukou.law.conditions import Op, leaves
from hukou.law.grounds import Channel
from hukou.law.points.collected import Schemes
from hukou.law.points.factors import Factor, Known
from hukou.law.points.formula_reading import FORMULAS, number_of
from hukou.law.points.priorities import read_priorities
from hukou.law.points.scheme import TOTAL, Block, Indicator, Part, Scheme
from hukou.law.points.windows import read_age_day, read_windows
from hukou.law.reading import Reader
from hukou.law.regulation import Regulation
from hukou.law.safeguards import Safeguards
from hukou.law.sections import EXAMPLES, Section, read_yaml
from hukou.law.vocabulary import NUMBERS, Vocabulary

SCHEMES: Final = "points.yaml"


def load_schemes(
    directory: Path,
    regulations: Mapping[str, Regulation],
    vocabulary: Vocabulary,
    safeguards: Safeguards,
) -> Schemes:
    """Read every `points.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    schemes: dict[str, Scheme] = {}
    sources: dict[str, Mapping[str, Any]] = {}
    for path in sorted(directory.glob(f"[0-9]*/{SCHEMES}")):
        file = f"{path.relative_to(directory.parent if directory.name == EXAMPLES else directory)}"
        sources[file] = read_yaml(path)
        scheme = read_scheme(
            sources[file],
            file=file,
            regulations=regulations,
            vocabulary=vocabulary,
            safeguards=safeguards,
        )
        schemes[scheme.id] = scheme
    return Schemes(by_id=schemes, sources=sources)


def read_scheme(
    raw: Mapping[str, Any],
    *,
    file: str,
    regulations: Mapping[str, Regulation],
    vocabulary: Vocabulary,
    safeguards: Safeguards,
) -> Scheme:
    """Return the scheme a file describes. Raises PackError."""
    top = Section(raw, "points", file=file)
    safeguards.check_rights(raw.get("indicators"), f"{file}: indicators")
    safeguards.check_planning(raw.get("indicators"), f"{file}: indicators")
    regulation = regulations.get(top.text("regulation"))
    if regulation is None or not Path(file).parent.name.startswith(regulation.jurisdiction):
        raise top.wrong("no such regulation of this place: correct 'regulation'")
    channel = top.text("channel")
    if channel not in regulation.channels:
        raise top.wrong(f"no channel {channel!r} in {regulation.id}")
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses={name: each.cite for name, each in regulation.clauses.items()},
        terms={},
        ambiguities={},
    )
    blocks = {name: _block(name, each) for name, each in top.named("blocks").items()}
    cite = reader.clause(top)
    indicators = tuple(
        _indicator(each, reader, blocks, cite) for each in top.sections("indicators")
    )
    names = [each.id for each in indicators]
    scheme = Scheme(
        id=top.text("id"),
        regulation=regulation,
        channel=channel,
        blocks=blocks,
        indicators=indicators,
        threshold=_threshold(top, regulation.channels[channel]),
        tie_facts=_numbers_known(top, "ties", vocabulary),
        quotas=_quotas(top),
        cite=cite,
        digest=canonical.digest(raw),
        source=raw,
        windows=read_windows(top, reader, names),
        priorities=read_priorities(top, regulations, regulation.jurisdiction, names),
        age_day=read_age_day(top),
    )
    top.close()
    _check(top, scheme)
    return scheme


def _check(top: Section, scheme: Scheme) -> None:
    names = [each.id for each in scheme.indicators]
    if not names or len(set(names)) < len(names):
        raise top.wrong("indicators need ids of their own, and there must be one at least")
    if not any(each.ranks for each in scheme.blocks.values()):
        raise top.wrong("one block at least 'ranks': otherwise a round has no order")
    if scheme.is_example:
        return
    unsure = [each.id for each in scheme.indicators if each.known is not Known.CONFIRMED]
    if unsure:
        raise top.wrong(f"{unsure[0]} is not confirmed: what is unsure scores only as an example")


def _threshold(top: Section, channel: Channel) -> Fraction | None:
    """Return the total that the channel's own condition asks for; a text may ask for none."""
    asked = [leaf for leaf in leaves(channel.rule.conditions) if leaf.fact == TOTAL]
    if top.value("threshold", default=True) is False and not asked:
        return None
    if len(asked) != 1 or asked[0].op is not Op.GE:
        raise top.wrong(f"channel {channel.id} asks once for {TOTAL} at least")
    return Fraction(asked[0].required)


def _block(name: str, section: Section) -> Block:
    block = Block(
        id=name,
        name=section.text("name"),
        name_en=section.text("name_en"),
        ranks=section.value("ranks", default=False) is True,
    )
    section.close()
    return block


def _quotas(top: Section) -> Mapping[int, int]:
    quotas = top.value("quotas", {})
    if not isinstance(quotas, Mapping) or not all(
        str(year).isdecimal() and type(places) is int and places > 0
        for year, places in quotas.items()
    ):
        raise top.wrong("'quotas' gives places by year: {'2025': 16000}")
    return {int(year): places for year, places in quotas.items()}


def _numbers_known(section: Section, key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    names = section.texts(key)
    for name in names:
        if name not in vocabulary or vocabulary[name].kind not in NUMBERS:
            raise section.wrong(f"{key!r} names facts that are numbers, not {name!r}")
    return names


def _indicator(
    section: Section, reader: Reader, blocks: Mapping[str, Block], default: Citation
) -> Indicator:
    block = section.text("block")
    if block not in blocks:
        raise section.wrong(f"no block {block!r}: add it under 'blocks'")
    cite = reader.clause(section, default)
    best = section.has("best")
    parts = section.sections("best" if best else "sum")
    indicator = Indicator(
        id=section.text("id"),
        name=section.text("name"),
        name_en=section.text("name_en"),
        block=block,
        factor=section.one_of("factor", Factor),
        parts=tuple(_part(each, reader, cite) for each in parts),
        best_only=best,
        cap=number_of(section, "cap") if section.has("cap") else None,
        cite=cite,
        known=section.one_of("known", Known) if section.has("known") else Known.CONFIRMED,
        note=section.optional_text("note"),
    )
    section.close()
    if not indicator.parts:
        raise section.wrong("list its formulas under 'sum', or under 'best' where one counts")
    return indicator


def _part(section: Section, reader: Reader, cite: Citation) -> Part:
    kinds = [kind for kind in FORMULAS if section.has(kind)]
    if len(kinds) != 1:
        raise section.wrong(f"write exactly one of {', '.join(FORMULAS)}")
    inner = section.section(kinds[0])
    part = Part(
        formula=FORMULAS[kinds[0]](inner, reader.vocabulary),
        when=reader.condition(section.section("when"), cite) if section.has("when") else None,
        cap=number_of(section, "cap") if section.has("cap") else None,
    )
    inner.close()
    section.close()
    return part
