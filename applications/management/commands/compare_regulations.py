"""Compares two regulations over the same people, and tells who gains and who loses (政策比较)."""

import csv
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.actions import compare, compare_next, keep_population
from applications.models import Comparison, ComparisonState, Population, PopulationKind
from applications.queries.compared import COLUMNS, compared_rows, county_population
from applications.queries.fact_file import read_fact_file
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, InvalidInput
from hukou.law import Change
from registry.management.importing import Bar

STEP: Final = 5_000


class Command(BaseCommand):
    help = (
        "Compare two regulations over the made-up county, or over a CSV of facts: the columns "
        "family, party, relation and division, then facts of the vocabulary; nothing decides by it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("former", help="a regulation's id, e.g. qz-final-2017")
        parser.add_argument("following", help="the other's")
        parser.add_argument("--facts", type=Path, help="a CSV of facts, UTF-8 or GB 18030")
        parser.add_argument("--out", type=Path, help="where to write every person's two outcomes")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="day of the judgement (default: today)"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            population = self._population(options["facts"])
            comparison = compare(
                options["former"],
                options["following"],
                population_id=population.pk,
                on=options["on"] or clock.today(),
                by=None,
            )
            comparison = self._run(comparison, population)
        except InvalidInput as refused:
            told = "\n".join(each["detail"] for each in refused.errors)
            raise CommandError(told) from refused
        except DomainError as refused:
            raise CommandError(f"{refused.detail} {refused.zh}") from refused
        self._tell(comparison)
        if options["out"]:
            self._write(comparison, options["out"])

    def _population(self, facts: Path | None) -> Population:
        if facts is None:
            found = county_population()
            if found is None:
                raise CommandError("no made-up county here: run generate_county, or name --facts")
            return found
        try:
            data = facts.read_bytes()
        except OSError as problem:
            raise CommandError(f"{facts}: {problem.strerror}") from problem
        return keep_population(
            read_fact_file(data, on=clock.today()),
            kind=PopulationKind.FILE,
            name=facts.name,
            digest=hashlib.sha256(data).hexdigest(),
            by=None,
        )

    def _run(self, comparison: Comparison, population: Population) -> Comparison:
        bar, begun, judged = Bar(), monotonic(), comparison.judged
        while (step := compare_next(comparison.pk, families=STEP)) is not None:
            comparison = step
            bar("比较", comparison.judged, population.families)
        comparison.refresh_from_db()
        if comparison.state == ComparisonState.RUNNING:
            raise CommandError("a worker is at this comparison: try again when it is done")
        if comparison.judged > judged:
            took = monotonic() - begun
            people = population.people * (comparison.judged - judged) / population.families
            self.stdout.write(f"{people / took:.0f} people/s")
        return comparison

    def _tell(self, comparison: Comparison) -> None:
        if comparison.state == ComparisonState.STOPPED:
            raise CommandError(comparison.reason)
        counted: Counter[str] = Counter()
        clauses: Counter[tuple[str, str, str]] = Counter()
        for each in comparison.totals["groups"]:
            counted[each["change"]] += each["people"]
            if each["change"] != Change.UNCHANGED:
                decided = (each["change"], each["former_clause"], each["following_clause"])
                clauses[decided] += each["people"]
        self.stdout.write(f"{comparison.former} -> {comparison.following} on {comparison.on}")
        for each_change in Change:
            self.stdout.write(f"  {each_change.value:<10} {counted[each_change]}")
        for (change, former, following), people in clauses.most_common():
            self.stdout.write(f"  {people:>8} {change}: {former or '—'} | {following or '—'}")

    def _write(self, comparison: Comparison, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows(compared_rows(comparison))
