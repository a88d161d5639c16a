"""Validate every pack of the law (规则包) and run its cases."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hukou.law import PackError, failed_cases, load_law, mutants


class Command(BaseCommand):
    """Print how many packs, clauses and cases there are, and what failed."""

    help = "Validate every pack and run its cases; --mutate changes each number, operator and enum."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mutate", action="store_true", help="show that the cases notice")

    def handle(self, **options: Any) -> None:
        try:
            law = load_law()
        except PackError as problem:
            raise CommandError(str(problem)) from problem
        failed = list(failed_cases(law))
        for each in failed:
            self.stderr.write(str(each))
        self.stdout.write(
            f"{len(law.packs)} packs, {law.clause_count} clauses, "
            f"{law.case_count} cases, {len(failed)} failures"
        )
        missed = self._mutate() if options["mutate"] else 0
        if failed or missed:
            raise CommandError("the packs are not in order")

    def _mutate(self) -> int:
        tried = list(mutants(load_law()))
        missed = [each for each in tried if each.caught_by is None]
        for each in missed:
            self.stderr.write(f"not noticed: {each.regulation}: {each.change}")
        self.stdout.write(f"{len(tried)} mutants, {len(tried) - len(missed)} caught")
        return len(missed)
