"""Records on which day the former hukou types ended in an area (统一登记为居民户口)."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.kernel.errors import DomainError
from registry.actions import unify_types


class Command(BaseCommand):
    help = (
        "Record the day on which the former hukou types ended in an area, with its clause. "
        "Answers about former types follow from it; no row of the register is rewritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--area", default="", help="division code; left out: the country")
        parser.add_argument(
            "--from",
            dest="effective_from",
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
        )
        parser.add_argument("--document", required=True)
        parser.add_argument("--clause", required=True)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            row = unify_types(
                options["area"],
                effective_from=options["effective_from"],
                document=options["document"],
                clause=options["clause"],
            )
        except DomainError as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(f"unification {row.pk} recorded from {row.effective_from}")
