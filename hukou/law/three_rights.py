"""How the three rural rights may pass on (三权流转), as each place says: shown, never asked (L24).

Nothing here is a condition of anything: it is what an officer reads beside a note of a right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.kernel.division_code import stem, within
from hukou.law.citation import Citation
from hukou.law.clauses import clause_of
from hukou.law.dated import Silence
from hukou.law.regulation import Regulation
from hukou.law.sections import Section, read_yaml

THREE_RIGHTS: Final = "three_rights.yaml"


class Right(StrEnum):
    """The three rights (三权) of rural people, which go with them wherever they settle."""

    CONTRACTED_LAND = "contracted_land"
    HOMESTEAD = "homestead"
    COLLECTIVE_INCOME = "collective_income"


class PassingOn(StrEnum):
    """To whom a right may be passed on of one's own will, for pay (流转范围)."""

    OWN_COLLECTIVE = "own_collective"
    MARKET = "market"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRule:
    """What one text says about passing on some of the rights."""

    regulation: Regulation
    rights: tuple[Right, ...]
    transfer: PassingOn
    cite: Citation
    anchor: str
    summary: str
    lines: str

    def silence(self, on: date, activated_on: date | None = None) -> Silence | None:
        """Return why the text is silent on a day; None while it speaks."""
        return self.regulation.term.silence(on, activated_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeRights:
    """Every rule about passing rights on. Where no text is known, nothing is: no rule."""

    rules: tuple[TransferRule, ...]
    sources: Mapping[str, Mapping[str, Any]]
    digests: tuple[str, ...]

    def rule(self, division: str, right: str) -> TransferRule | None:
        """Return what the narrowest text says of a right at a place; None where none is known."""
        mine = [
            each
            for each in self.rules
            if right in each.rights and within(division, each.regulation.jurisdiction)
        ]
        return max(mine, key=lambda each: len(stem(each.regulation.jurisdiction)), default=None)


def load_three_rights(directory: Path, regulations: Mapping[str, Regulation]) -> ThreeRights:
    """Read every `three_rights.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    rules: list[TransferRule] = []
    sources: dict[str, Mapping[str, Any]] = {}
    for path in sorted(directory.glob(f"[0-9]*/{THREE_RIGHTS}")):
        file = f"{path.parent.name}/{THREE_RIGHTS}"
        sources[file] = read_yaml(path)
        rules += read_three_rights(sources[file], file=file, regulations=regulations)
    return ThreeRights(
        rules=tuple(rules),
        sources=sources,
        digests=tuple(canonical.digest(raw) for raw in sources.values()),
    )


def read_three_rights(
    raw: Mapping[str, Any], *, file: str, regulations: Mapping[str, Regulation]
) -> list[TransferRule]:
    """Return the rules of one file. Raises PackError: names file, line and what to do."""
    top = Section(raw, "three_rights", file=file)
    provenance = top.section("provenance")
    provenance.text("source")
    provenance.text("quality")
    provenance.close()
    rules = [_rule(each, regulations) for each in top.sections("rules")]
    top.close()
    said = [right for rule in rules for right in rule.rights]
    if not rules or len(set(said)) < len(said):
        raise top.wrong("'rules' says one thing of each right: list it once")
    return rules


def _rule(section: Section, regulations: Mapping[str, Regulation]) -> TransferRule:
    regulation, clause = clause_of(section, regulations)
    rule = TransferRule(
        regulation=regulation,
        rights=_rights(section),
        transfer=_transfer(section),
        cite=clause.cite,
        anchor=clause.id,
        summary=section.text("summary"),
        lines=clause.lines,
    )
    section.close()
    return rule


def _rights(section: Section) -> tuple[Right, ...]:
    given = section.texts("rights")
    if not given or not set(given) <= set(Right):
        raise section.wrong(f"'rights' lists some of {', '.join(Right)}")
    return tuple(Right(each) for each in given)


def _transfer(section: Section) -> PassingOn:
    said = section.text("transfer")
    if said not in set(PassingOn):
        raise section.wrong(
            f"'transfer' is one of {', '.join(PassingOn)}; leave the right out where a text is open"
        )
    return PassingOn(said)
