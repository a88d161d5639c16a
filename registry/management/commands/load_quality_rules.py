"""Adds the rules of data quality that a register begins with (质量规则)."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.actions import add_quality_rules
from registry.management.quality_rules import seed_rules


class Command(BaseCommand):
    help = "Add the data-quality rules that are not there yet; rules that were edited stay."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        self.stdout.write(f"{add_quality_rules(seed_rules())} rules added")
