"""The schemes of all packs (各地积分方案), with the named examples that hold them to account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hukou.law.points.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeCase:
    """A named example: facts, and what is expected of some lines of the sheet or of all of it."""

    name: str
    at: str
    scheme: str
    on: date
    facts: Mapping[str, object]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemes:
    """Every scheme of the packs, or of the examples."""

    by_id: Mapping[str, Scheme]
    sources: Mapping[str, Mapping[str, Any]]
    cases: tuple[SchemeCase, ...] = ()

    @property
    def every(self) -> Sequence[Scheme]:
        return tuple(self.by_id.values())
