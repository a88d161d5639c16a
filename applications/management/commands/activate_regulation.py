"""Dates a regulation whose source gives no date, from its official text (启用规定)."""

import mimetypes
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.actions import OfficialText, activate
from applications.models import PendingRule
from hukou.kernel.errors import DomainError
from registry.models import Account
from registry.queries import account_named


class Command(BaseCommand):
    help = "Record from which day an undated regulation decides live cases; drafts never do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("regulation", help="its id, e.g. qz-final-2017")
        parser.add_argument(
            "--from",
            dest="effective_from",
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
            help="first day in force, as the official text says",
        )
        parser.add_argument("--number", required=True, help="official number (文号)")
        parser.add_argument(
            "--text",
            type=Path,
            required=True,
            help="the official text; every byte of it is kept with the record",
        )
        parser.add_argument(
            "--transition",
            choices=PendingRule.values,
            default="",
            help="which text decides what is pending (default: the text's own rule, or unstated)",
        )
        parser.add_argument("--by", help="user name of who enters this (default: nobody named)")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        number = options["number"].strip()
        if not number:
            raise CommandError("the official number is empty")
        try:
            record = activate(
                options["regulation"],
                effective_from=options["effective_from"],
                official_number=number,
                text=_read(options["text"]),
                transition=options["transition"],
                by=account_named(options["by"]) if options["by"] else None,
            )
        except Account.DoesNotExist as missing:
            raise CommandError(f"nobody signs in as {options['by']}") from missing
        except DomainError as refused:
            raise CommandError(f"{refused.detail} {refused.zh}") from refused
        self.stdout.write(
            f"{record.regulation} decides from {record.effective_from}, {record.official_number}"
        )
        if record.text:
            self.stdout.write(f"SHA-256 {record.text.sha256}, {record.text.size} bytes")


def _read(file: Path) -> OfficialText:
    try:
        content = file.read_bytes()
    except OSError as unreadable:
        raise CommandError(f"cannot read {file}: {unreadable.strerror}") from unreadable
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return OfficialText(name=file.name, media_type=media_type, content=content)
