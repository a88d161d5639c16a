"""Loads the country's divisions, and those of the five jurisdictions down to the village."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.actions import add_divisions
from registry.management.division_tables import division_rows


class Command(BaseCommand):
    help = "Load administrative divisions, former ones too; safe to repeat."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        added = add_divisions(division_rows())
        self.stdout.write(f"divisions {added} added")
