"""What guards a decision (防线), alike everywhere: who must stand back, by which text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hukou.law.citation import Citation
from hukou.law.procedure import Source
from hukou.law.sections import NATIONAL, Section, read_yaml

FILE: Final = "guards.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """How near somebody's kin must be for them to stand back (回避), in steps of kinship."""

    kin_steps: int
    cite: Citation
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """What holds for every application before and after it is decided."""

    recusal: Recusal
    source: Mapping[str, Any]


def load_guards(directory: Path) -> Guards:
    """Read `_national/guards.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    path = directory / NATIONAL / FILE
    return read_guards(Section(read_yaml(path), "guards", file=path.name))


def read_guards(top: Section) -> Guards:
    """Return the guards that a file states; raises PackError."""
    top.text("id")
    guards = Guards(recusal=_recusal(top.section("recusal")), source=top.raw)
    top.close()
    return guards


def _recusal(section: Section) -> Recusal:
    section.text("summary")
    recusal = Recusal(
        kin_steps=_count(section, "kin_steps"),
        cite=Citation(section.text("document"), section.text("clause")),
        source=section.one_of("provenance", Source),
    )
    section.close()
    return recusal


def _count(section: Section, key: str) -> int:
    counted = section.required(key)
    if type(counted) is not int or counted < 1:
        raise section.wrong(f"{key!r} is a whole number: one or more")
    return counted
