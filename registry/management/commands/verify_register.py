"""Checks the whole register: invariants, hash chains, digests. Reports, never repairs."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from hukou.kernel.errors import InvalidInput
from registry.queries import Check, missed_heads, read_heads

SHOWN: Final = 20


class Command(BaseCommand):
    help = "Verify the register's invariants and hash chains; exit 1 on any breach."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heads", type=Path, metavar="FILE", help="heads of chains that export_heads wrote"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        checks = [*_checks(), *_kept_outside(options["heads"])]
        broken = [check for check in checks if self._found(check) and not check.warns_only]
        if broken:
            message = f"breached: {'; '.join(check.name for check in broken)}"
            raise CommandError(message, returncode=1)
        self.stdout.write("the register holds")

    def _found(self, check: Check) -> int:
        """Print one line for the check, and the first breaches below it; return how many."""
        found = iter(check.breaches())
        first = list(islice(found, SHOWN))
        count = len(first) + sum(1 for _ in found)
        verdict = "ok" if not count else f"{count} {'to look at' if check.warns_only else 'broken'}"
        self.stdout.write(f"{check.name}: {verdict}")
        for breach in first:
            self.stdout.write(f"  {breach}")
        return count


def _kept_outside(path: Path | None) -> Iterator[Check]:
    """Yield the check against what somebody outside has kept, if they gave it to us."""
    if path is None:
        return
    try:
        kept = read_heads(path.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError, InvalidInput) as problem:
        raise CommandError(f"{path}: {problem}") from problem
    yield Check("chains pass through the heads kept outside", lambda: missed_heads(kept))


def _checks() -> Iterator[Check]:
    """Yield what every floor wants checked; the register does not know who stands on it."""
    for path in settings.INVARIANTS:
        yield from import_string(path)
