"""Lets another agency's program in, with the scopes it is granted (调用方授权)."""

from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou import env
from hukou.kernel.errors import DomainError
from registry.actions import grant_client

SECRET: Final = "NEW_CLIENT_SECRET"  # noqa: S105 - the name of the variable


class Command(BaseCommand):
    help = (
        f"Grant a program scopes; replaces an earlier grant. The secret is read from {SECRET} or "
        "from standard input, never from the command line, where every process could read it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("client_id")
        parser.add_argument("--name", required=True, help="of the agency or its program")
        parser.add_argument("--scopes", nargs="+", required=True, help="e.g. residents:read")
        parser.add_argument("--purpose", required=True, help="what it reads the register for")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            client = grant_client(
                options["client_id"],
                name=options["name"],
                secret=env.secret(SECRET),
                scopes=options["scopes"],
                purpose=options["purpose"],
            )
        except DomainError as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(f"{client.client_id} may fetch tokens: {' '.join(client.scopes)}")
