"""Scores and ranks a file of people by a points scheme at once (批量积分试算)."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.queries.score_lists import Listed, ScoreList, list_scores
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.kernel.whole_files import written_whole
from hukou.law import Facts, load_law, parse_facts
from hukou.law.points.formulas import exact
from hukou.law.points.scheme import Scheme

LONGEST_ID: Final = 64
SAID: Final = {True: "yes", False: "no", None: "unknown"}


class Command(BaseCommand):
    help = (
        'Score FILE (a line a person: {"id": …, "facts": {…}}) by a points scheme and rank who '
        "qualifies for N places; exact, a share as a fraction (20/3). Nothing is stored and nobody "
        "is admitted by it: it shows what a scheme comes to, and --also what other quotas would."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scheme", required=True, metavar="ID")
        parser.add_argument("--people", type=Path, required=True, metavar="FILE.jsonl")
        parser.add_argument("--quota", type=int, required=True, metavar="N")
        parser.add_argument("--also", type=int, nargs="*", default=[], metavar="N")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="else today"
        )
        parser.add_argument("--out", type=Path, metavar="FILE.csv", help="else printed")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        scheme, on = _scheme(options["scheme"]), options["on"] or clock.today()
        if min((options["quota"], *options["also"])) < 0:
            raise CommandError("--quota, --also: numbers of places, not less than 0")
        try:
            with options["people"].open(encoding="utf-8-sig") as lines:
                people = _people(lines, options["people"], on)
                found = list_scores(
                    scheme, people, on=on, quota=options["quota"], also=options["also"]
                )
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{options['people']}: {problem}") from problem
        self._write(found, scheme, options["out"])
        self._tell(found, scheme)

    def _write(self, found: ScoreList, scheme: Scheme, out: Path | None) -> None:
        if out is None:
            _write(found, scheme, self.stdout)  # type: ignore[arg-type] # it writes like a file
            return
        try:
            with written_whole(out) as file:
                _write(found, scheme, file)
        except OSError as problem:
            raise CommandError(f"{out}: {problem}") from problem

    def _tell(self, found: ScoreList, scheme: Scheme) -> None:
        if scheme.is_example:
            self.stdout.write(f"{scheme.id} is an example of another place: it decides nothing")
        self.stdout.write(f"qualified {found.qualified} of {len(found.people)}")
        for line in found.lines:
            score = "-" if line.ranking_score is None else exact(line.ranking_score)
            self.stdout.write(f"quota {line.quota}: admitted {line.admitted}, line {score}")


def _scheme(name: str) -> Scheme:
    law = load_law()
    known = {**law.schemes.by_id, **law.examples.schemes.by_id}
    if name not in known:
        raise CommandError(f"--scheme: one of {', '.join(sorted(known))}")
    return known[name]


def _people(lines: TextIO, path: Path, on: date) -> Iterator[tuple[str, Facts]]:
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, facts = _told(line, f"{path}:{number}")
        if not 0 < len(name) <= LONGEST_ID or name in seen:
            raise CommandError(f"{path}:{number}: id: empty, too long, or there twice")
        seen.add(name)
        try:
            yield name, parse_facts(facts, on=on, prefix="facts.")
        except InvalidInput as problem:
            told = "; ".join(f"{each['field']}: {each['detail']}" for each in problem.errors)
            raise CommandError(f"{path}:{number}: {told}") from problem


def _told(line: str, where: str) -> tuple[str, dict[str, object]]:
    try:
        raw = json.loads(line, parse_float=Decimal)
    except ValueError as problem:
        raise CommandError(f"{where}: {problem}") from problem
    match raw:
        case {"id": str(name), "facts": dict(facts)} if len(raw) == len(("id", "facts")):
            return name, facts
    raise CommandError(f'{where}: write {{"id": "…", "facts": {{…}}}}')


def _write(found: ScoreList, scheme: Scheme, out: TextIO) -> None:
    """Write the list: who is not ranked comes last, without a rank."""
    table = csv.writer(out, lineterminator="\n")
    ties = [f"tie{at}" for at, _ in enumerate(scheme.tie_facts, 1)]
    table.writerow(["id", "ranking_score", "total", "qualified", *ties, "rank", "admitted"])
    table.writerows(_row(each) for each in found.people)


def _row(listed: Listed) -> list[str]:
    score, place = listed.score, listed.place
    ranked = [str(place.rank), str(place.admitted).lower()] if place else ["", "false"]
    numbers = (score.ranking_score, score.total)
    ties = [exact(each) for each in score.ties]
    return [listed.name, *map(exact, numbers), SAID[score.qualified], *ties, *ranked]
