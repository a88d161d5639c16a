"""Runs the rules of data quality over the register (质量检查)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.actions import check_quality_rule
from registry.management.measuring import Measured, measure, read_truth
from registry.models import QualityRule


class Command(BaseCommand):
    help = (
        "Run the rules of data quality and keep what they find; a rerun adds nothing twice. "
        "--measure compares it with a file of planted faults: precision and recall by rule."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rule", help="one rule by its code; all of them when left out")
        parser.add_argument("--measure", type=Path, metavar="TRUTH.csv")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        rules = QualityRule.objects.order_by("id")
        if options["rule"]:
            rules = rules.filter(code=options["rule"])
        if not rules:
            raise CommandError("there is no such rule; load_quality_rules adds the first ones")
        truth = read_truth(options["measure"]) if options["measure"] else None
        for rule in rules:
            checked = check_quality_rule(rule.pk)
            self.stdout.write(
                f"{rule.code:<7} {rule.name}: {checked.found} found, {checked.new} new, "
                f"{checked.reopened} opened again, {checked.cleared} cleared"
            )
        if truth is not None:
            self._tell(measure(list(rules), truth))

    def _tell(self, figures: list[Measured]) -> None:
        self.stdout.write(f"{'rule':<7} {'found':>6} {'planted':>8} {'true':>6} precision  recall")
        for each in figures:
            self.stdout.write(
                f"{each.code:<7} {each.found:>6} {each.planted:>8} {each.true:>6} "
                f"{_share(each.precision)}  {_share(each.recall)}"
            )


def _share(value: float | None) -> str:
    return f"{'—':>9}" if value is None else f"{value:9.3f}"
