"""When an area counts as a special area (特殊区域, class 123), as national data.

How the tests are joined (and, or) stands in the data, for the owner of the policy to change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Values
from hukou.law.findings import Finding, finding, missing, telling
from hukou.law.reading import Reader
from hukou.law.safeguards import Safeguards
from hukou.law.sections import NATIONAL, Section, read_yaml
from hukou.law.vocabulary import Vocabulary

FILE: Final = "special_areas.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAreaVerdict:
    """What came of the tests: met, not met, or which facts are still missing."""

    is_met: bool
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAreaLaw:
    """The class of special areas, the tests of the law, and where each comes from."""

    urban_rural_class: str
    condition: Condition
    cite: Citation
    reference_cite: Citation

    def judge(self, facts: Values, *, on: date) -> SpecialAreaVerdict:
        """Return whether an area is one over what is known of it; unknown facts are named."""
        truth = self.condition.test(facts)
        lacking = missing(self.condition, facts) if truth is None else ()
        return SpecialAreaVerdict(
            is_met=truth is True,
            findings=tuple(finding(leaf, facts, on) for leaf in telling(self.condition, facts)),
            missing=tuple(dict.fromkeys(lacking)),
        )


def load_special_areas(
    directory: Path, vocabulary: Vocabulary, safeguards: Safeguards
) -> SpecialAreaLaw:
    """Read `_national/special_areas.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    path = directory / NATIONAL / FILE
    top = Section(read_yaml(path), "special_areas", file=path.name)
    top.text("id")
    title = top.text("title")
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses=_clauses(top, title),
        terms={},
        ambiguities={},
    )
    reference = top.section("reference")
    cite = reader.clause(top)
    law = SpecialAreaLaw(
        urban_rural_class=top.text("class"),
        condition=reader.condition(top.section("when"), cite),
        cite=cite,
        reference_cite=reader.clause(reference),
    )
    reference.close()
    top.close()
    return law


def _clauses(top: Section, title: str) -> Mapping[str, Citation]:
    cites = {}
    for name, section in top.named("clauses").items():
        for key in ("summary", "provenance"):
            section.text(key)
        cites[name] = Citation(section.optional_text("document") or title, section.text("heading"))
        section.close()
    return cites
