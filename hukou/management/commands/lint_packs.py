"""Look the texts of the packs through (条款检查): what a person should be asked about."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hukou.law import LintFinding, PackError, Regulation, lint, load_law


class Command(BaseCommand):
    """Print each finding with both citations, as `ID:LINES: …`; finding something is no failure."""

    help = "Look texts through against superior rules and against themselves; never blocks."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("regulations", nargs="*", metavar="ID", help="all texts where none")

    def handle(self, **options: Any) -> None:
        try:
            law = load_law()
        except PackError as problem:
            raise CommandError(str(problem)) from problem
        names = options["regulations"] or list(law.regulations)
        for name in names:
            if name not in law.regulations:
                raise CommandError(f"no regulation {name!r}: {', '.join(law.regulations)}")
        count = 0
        for name in names:
            regulation = law.regulations[name]
            for finding in lint(regulation, law):
                count += 1
                self.stdout.write(f"{name}:{lines_of(regulation, finding)}: {finding}")
        self.stdout.write(f"{len(names)} texts, {count} findings")


def lines_of(regulation: Regulation, finding: LintFinding) -> str:
    """Return where in the source the clause stands; a part of it, where its heading begins so."""
    found = (
        clause.lines
        for clause in regulation.clauses.values()
        if clause.cite.document == finding.cite.document
        and finding.cite.clause.startswith(clause.cite.clause)
    )
    return next(found, "-")
