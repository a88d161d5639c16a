"""Writes down the ends of all chains, for somebody outside to keep (链头导出)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registry.queries import heads


class Command(BaseCommand):
    help = (
        "Print the head of every chain of entries and seals, a JSON object a line. Keep the file "
        "outside, daily: verify_register --heads FILE then shows whether history was rewritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        lines = [head.line for head in heads()]
        if options["out"] is None:
            for line in lines:
                self.stdout.write(line)
            return
        options["out"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self.stdout.write(f"{len(lines)} heads written to {options['out']}")
