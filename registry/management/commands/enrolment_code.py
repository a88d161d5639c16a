"""Hands out an enrolment code (登记码) on the server, where no security administrator can yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.actions import make_enrolment_code
from registry.models import Account
from registry.queries import account_named


class Command(BaseCommand):
    help = (
        "Print a new enrolment code for an account: with it and the password somebody enrols "
        "their first second factor. For the first security administrator; later ones get theirs "
        "from a colleague, on the page of accounts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            account = account_named(options["username"])
        except Account.DoesNotExist as missing:
            raise CommandError(f"no account is called {options['username']}") from missing
        self.stdout.write(make_enrolment_code(account))
