"""How well the rules find planted faults (查准率、查全率): what they found beside the truth.

The truth is a file that the register does not know: one planted fault a row, naming the kind of
check, and whom it is about by identity numbers, household numbers or references of notices.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

from registry.models import QualityRule
from registry.queries import subjects_found

Truth = Mapping[str, frozenset[frozenset[str]]]
"""By code of rule, the subjects of every planted fault."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How a rule did: what it found, what was planted, and what of it was both."""

    code: str
    found: int
    planted: int
    true: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that was planted."""
        return self.true / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was planted that was found."""
        return self.true / self.planted if self.planted else None


def read_truth(path: Path) -> Truth:
    """Return what was planted, from a file with the columns rule and subjects."""
    planted: dict[str, set[frozenset[str]]] = defaultdict(set)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                planted[row["rule"]].add(frozenset(row["subjects"].split(" ")))
    except (OSError, UnicodeDecodeError, KeyError, AttributeError) as unreadable:
        raise CommandError(f"{path.name} is no file of planted faults") from unreadable
    return {code: frozenset(subjects) for code, subjects in planted.items()}


def measure(rules: Sequence[QualityRule], truth: Truth) -> list[Measured]:
    """Return how each rule did; only what is open counts as found."""
    return [_measured(rule, subjects_found(rule.pk), truth) for rule in rules]


def _measured(rule: QualityRule, found: Iterable[frozenset[str]], truth: Truth) -> Measured:
    hits, planted = set(found), truth.get(rule.code, frozenset())
    return Measured(code=rule.code, found=len(hits), planted=len(planted), true=len(hits & planted))
