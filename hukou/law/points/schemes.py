"""Reading `points.yaml` (积分方案): an indicator is a formula or several, each with its clause."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.law.citation import Citation
from hukou.law.conditions import Op, leaves
from hukou.law.grounds import Channel
from hukou.law.points.formulas import (
    ByYear,
    Falling,
    First,
    Flat,
    Formula,
    Per,
    Shares,
    Steps,
    Table,
)
from hukou.law.points.scheme import TOTAL, Block, Factor, Indicator, Part, Scheme, Schemes
from hukou.law.reading import Reader
from hukou.law.regulation import Regulation
from hukou.law.safeguards import Safeguards
from hukou.law.sections import Section, read_yaml
from hukou.law.vocabulary import NUMBERS, Kind, Vocabulary

SCHEMES: Final = "points.yaml"
LISTS: Final = frozenset({Kind.INTS, Kind.DECIMALS})


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
        file = f"{path.parent.name}/{SCHEMES}"
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
    if regulation is None or not file.startswith(regulation.jurisdiction):
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
    )
    top.close()
    names = [each.id for each in indicators]
    if not names or len(set(names)) < len(names):
        raise top.wrong("indicators need ids of their own, and there must be one at least")
    if not any(each.ranks for each in blocks.values()):
        raise top.wrong("one block at least 'ranks': otherwise a round has no order")
    return scheme


def _threshold(top: Section, channel: Channel) -> Fraction:
    """Return the total that the channel's own condition asks for."""
    asked = [leaf for leaf in leaves(channel.rule.conditions) if leaf.fact == TOTAL]
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
        cap=_number(section, "cap") if section.has("cap") else None,
        cite=cite,
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
        cap=_number(section, "cap") if section.has("cap") else None,
    )
    inner.close()
    section.close()
    return part


def _number(section: Section, key: str) -> Fraction:
    value = section.required(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise section.wrong(f"{key!r} is an exact number")
    return Fraction(value)


def _fact(section: Section, key: str, vocabulary: Vocabulary, kinds: frozenset[Kind]) -> str:
    name = section.text(key)
    if name not in vocabulary or vocabulary[name].kind not in kinds:
        raise section.wrong(f"{key!r} names a fact that is {' or '.join(sorted(kinds))}")
    return name


def _per(section: Section, vocabulary: Vocabulary) -> Formula:
    every = _number(section, "every") if section.has("every") else Fraction(1)
    if every <= 0:
        raise section.wrong("'every' is more than nothing")
    return Per(
        fact=_fact(section, "fact", vocabulary, NUMBERS),
        less=_fact(section, "less", vocabulary, NUMBERS) if section.has("less") else "",
        every=every,
        points=_number(section, "points"),
    )


def _first(section: Section, vocabulary: Vocabulary) -> Formula:
    return First(
        fact=_fact(section, "fact", vocabulary, frozenset({Kind.INT})),
        points=_number(section, "points"),
        then=_number(section, "then"),
    )


def _flat(section: Section, _: Vocabulary) -> Formula:
    return Flat(points=_number(section, "points"))


def _steps(section: Section, vocabulary: Vocabulary) -> Formula:
    steps = tuple(
        (_number(each, "from"), _number(each, "points")) for each in section.sections("steps")
    )
    if not steps or any(before[0] >= after[0] for before, after in pairwise(steps)):
        raise section.wrong("'steps' rise from one to the next")
    return Steps(fact=_fact(section, "fact", vocabulary, NUMBERS), steps=steps)


def _table(section: Section, vocabulary: Vocabulary) -> Formula:
    fact = _fact(section, "fact", vocabulary, frozenset({Kind.ENUM}))
    inner = section.section("points")
    points = {str(value): _number(inner, value) for value in inner.raw}
    if unknown := set(points) - set(vocabulary[fact].values):
        raise section.wrong(f"{fact} is never {min(unknown)!r}")
    return Table(fact=fact, points=points)


def _shares(section: Section, vocabulary: Vocabulary) -> Formula:
    fact = _fact(section, "fact", vocabulary, LISTS)
    return Shares(fact=fact, points=_number(section, "points"))


def _by_year(section: Section, vocabulary: Vocabulary) -> Formula:
    if _number(section, "points") > _number(section, "most"):
        raise section.wrong("'most' is what a year may come to, not less than its first 'points'")
    return ByYear(
        fact=_fact(section, "fact", vocabulary, LISTS),
        every=_number(section, "every"),
        points=_number(section, "points"),
        most=_number(section, "most"),
    )


def _falling(section: Section, vocabulary: Vocabulary) -> Formula:
    return Falling(
        fact=_fact(section, "fact", vocabulary, NUMBERS),
        first=_number(section, "first"),
        last=_number(section, "last"),
        points=_number(section, "points"),
        minus=_number(section, "minus"),
    )


FORMULAS: Final[Mapping[str, Callable[[Section, Vocabulary], Formula]]] = {
    "per": _per,
    "first": _first,
    "flat": _flat,
    "steps": _steps,
    "table": _table,
    "shares": _shares,
    "by_year": _by_year,
    "falling": _falling,
}
"""The kinds of formula by the word of the file."""
