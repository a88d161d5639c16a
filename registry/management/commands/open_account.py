"""Opens a sign-in for a member of staff, with a post (开设账号并任职)."""

from datetime import date
from typing import Any, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hukou import env
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import DomainError
from registry.actions import make_enrolment_code, open_account, post
from registry.models import OFFICERS, Account, Office, Person, PostingRole
from registry.queries import office_coded
from registry.queries.signing_in import must_prove_twice, person_called

PASSWORD: Final = "NEW_ACCOUNT_PASSWORD"  # noqa: S105 - the name of the variable
NUMBER: Final = "NEW_ACCOUNT_NUMBER"


class Command(BaseCommand):
    help = (
        f"Open a sign-in and give it a post. The password is read from {PASSWORD} or from "
        "standard input, never from the command line, where every process could read it. Whose "
        f"account it is stands in {NUMBER}: the identity number, which the register must hold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="of the member of staff")
        parser.add_argument("--role", required=True, choices=PostingRole.values)
        parser.add_argument("--office", required=True, help="code of the office")
        parser.add_argument("--badge", default="", help="badge number (警号)")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="first day of the post (default: today)",
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            office = office_coded(options["office"])
            person = _person(options["name"])
            password = _password(options["username"], options["name"])
            with transaction.atomic():
                account = open_account(
                    options["username"],
                    name=options["name"],
                    password=password,
                    badge_number=options["badge"],
                    person=person,
                )
                post(
                    account,
                    to=office,
                    role=options["role"],
                    since=options["since"] or clock.today(),
                )
        except Office.DoesNotExist as missing:
            raise CommandError(f"no office has the code {options['office']}") from missing
        except DomainError as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(f"{account.username} may sign in: {options['role']} at {office.name}")
        if person is None and options["role"] in OFFICERS:
            self.stdout.write("nobody knows whose kin they are: have them named (写明本人)")
        if must_prove_twice(account):
            code = make_enrolment_code(account)
            self.stdout.write(f"enrolment code, to be handed over in person: {code}")


def _person(name: str) -> Person | None:
    """Return whom the account stands for, if that was told. Raises CommandError, InvalidInput."""
    told = env.text(NUMBER)
    if not told:
        return None
    person = person_called(name, number=identity_number.parse(told).text)
    if person is None:
        raise CommandError(f"the register has nobody of this name and the number in {NUMBER}")
    return person


def _password(username: str, name: str) -> str:
    password = env.secret(PASSWORD)
    try:
        validate_password(password, user=Account(username=username, name=name))
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from weak
    return password
