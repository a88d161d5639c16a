"""Faults planted in a made-up county, and how well the rules find them (D03, O05)."""

import io
from pathlib import Path
from typing import Final

import pytest
from django.core.management import call_command

from applications.county import plan_county, write_faults, write_lists
from registry.actions import check_quality_rule
from registry.management.measuring import Measured, measure, read_truth
from registry.models import QualityFinding, QualityRule
from tests.county.test_command import _somewhere  # noqa: F401 - the divisions of the county
from tests.county.test_plan import TODAY, VILLAGES

pytestmark = pytest.mark.django_db(transaction=True)

WEIGHED = "D01-1"
"""The one rule that weighs signs; all others are certain."""
VISITED: Final = "D03-11"
"""The one rule that reads what visits found; nobody has gone from door to door in a plan."""


def generate(truth: Path, people: int = 1500) -> None:
    call_command("generate_county", people=people, seed=7, truth=truth, stdout=io.StringIO())


def measured(truth: Path) -> dict[str, Measured]:
    rules = list(QualityRule.objects.order_by("id"))
    for rule in rules:
        check_quality_rule(rule.pk)
    return {each.code: each for each in measure(rules, read_truth(truth))}


def test_the_same_seed_plants_the_same_faults_byte_for_byte(tmp_path: Path) -> None:
    files = []
    for name in ("one", "other"):
        plan = plan_county(800, seed=7, today=TODAY, villages=VILLAGES, faulty=True)
        write_faults(plan, tmp_path / name / "truth.csv")
        write_lists(plan, tmp_path / name)
        written = sorted((tmp_path / name).iterdir())
        files.append([(path.name, path.read_bytes()) for path in written])

    assert files[0] == files[1]
    assert len(files[0]) == 6


def test_a_faulty_county_is_the_same_county_with_faults_beside_it() -> None:
    clean = plan_county(800, seed=7, today=TODAY, villages=VILLAGES)
    faulty = plan_county(800, seed=7, today=TODAY, villages=VILLAGES, faulty=True)

    assert faulty.households[: len(clean.households)] == clean.households
    assert len(faulty.households) > len(clean.households)


def test_every_rule_has_its_faults_planted(tmp_path: Path) -> None:
    generate(tmp_path / "truth.csv")

    planted = read_truth(tmp_path / "truth.csv")

    rules = QualityRule.objects.exclude(code=VISITED)
    assert set(planted) == set(rules.values_list("code", flat=True))


def test_the_certain_rules_find_exactly_what_was_planted(tmp_path: Path) -> None:
    generate(tmp_path / "truth.csv")

    figures = measured(tmp_path / "truth.csv")

    missed = {
        code: each
        for code, each in figures.items()
        if code not in (WEIGHED, VISITED) and (each.precision, each.recall) != (1.0, 1.0)
    }
    assert missed == {}


def test_the_weighing_rule_finds_most_and_little_else(tmp_path: Path) -> None:
    generate(tmp_path / "truth.csv")

    pairs = measured(tmp_path / "truth.csv")[WEIGHED]

    assert pairs.precision is not None
    assert pairs.recall is not None
    assert pairs.precision >= 0.9
    assert pairs.recall >= 0.75


def test_the_command_prints_the_measures_by_rule(tmp_path: Path) -> None:
    generate(tmp_path / "truth.csv", people=300)
    told = io.StringIO()

    call_command("check_quality", measure=tmp_path / "truth.csv", stdout=told)

    assert "precision" in told.getvalue()
    assert QualityFinding.objects.exists()
