"""Sets up a police organ that keeps part of the register (设立户口登记机关)."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.kernel import clock
from hukou.kernel.errors import DomainError
from registry.actions import found_office
from registry.models import Office, OfficeLevel
from registry.queries import office_coded


class Command(BaseCommand):
    help = "Set up an office over the divisions it serves; the city first, then counties, stations."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="12 digits (GA 380), e.g. 330802510000")
        parser.add_argument("--name", required=True)
        parser.add_argument("--level", required=True, choices=OfficeLevel.values)
        parser.add_argument("--parent", help="code of the office above; none for the topmost")
        parser.add_argument(
            "--areas", nargs="+", required=True, help="codes of the divisions it serves"
        )
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the divisions as they were on this day (default: today)",
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            office = found_office(
                options["code"],
                name=options["name"],
                level=options["level"],
                parent=office_coded(options["parent"]) if options["parent"] else None,
                areas=options["areas"],
                on=options["on"] or clock.today(),
            )
        except Office.DoesNotExist as missing:
            raise CommandError(f"no office has the code {options['parent']}") from missing
        except DomainError as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(f"office {office.code} {office.name} set up")
