"""Checks the whole register: invariants, hash chains, digests. Reports, never repairs."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from registry.queries import Check

SHOWN: Final = 20


class Command(BaseCommand):
    help = "Verify the register's invariants and hash chains; exit 1 on any breach."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        broken = [check for check in _checks() if self._found(check) and not check.warns_only]
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


def _checks() -> Iterator[Check]:
    """Yield what every floor wants checked; the register does not know who stands on it."""
    for path in settings.INVARIANTS:
        yield from import_string(path)
