"""Texts written for one test: the sound example with something changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from hukou.law import Law, LintFinding, Regulation, lint, load_law, read_yaml
from hukou.law.loader import read_regulation
from hukou.law.superior import CitySize

SOUND: Final = Path(__file__).parent / "sound.yaml"
Change = Callable[[dict[str, Any]], object]


def written(change: Change | None = None) -> Regulation:
    """Return the sound example, changed."""
    law, raw = load_law(), read_yaml(SOUND)
    if change is not None:
        change(raw)
    return read_regulation(
        raw, file="written.yaml", vocabulary=law.vocabulary, safeguards=law.safeguards
    )


def found(regulation: Regulation, rule: str, *, law: Law | None = None) -> list[LintFinding]:
    """Return what one rule of the lint finds in a text."""
    return [each for each in lint(regulation, law or load_law()) if each.rule == rule]


def in_city_of(size: str) -> Law:
    """Return the law where the city of the written text is of a size; of none where it is ""."""
    law = load_law()
    known = law.superior.cities[0]
    cities = (replace(known, code="440199", size=CitySize(size)),) if size else ()
    return replace(law, superior=replace(law.superior, cities=cities))


def condition(*more: dict[str, Any]) -> Change:
    """Return a change that adds conditions to the channel."""

    def change(raw: dict[str, Any]) -> None:
        raw["channels"][0]["conditions"]["all"].extend(more)

    return change


def states(clause: str, **positions: str) -> Change:
    """Return a change by which a clause takes positions."""

    def change(raw: dict[str, Any]) -> None:
        raw["clauses"][clause]["states"] = positions

    return change
