"""Ranks a list of scores under a quota (积分排名)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.kernel.errors import InvalidInput
from hukou.kernel.whole_files import written_whole
from hukou.law.points.files import read_scores, write_ranks, written
from hukou.law.points.ranking import line_of, rank


class Command(BaseCommand):
    help = (
        "Rank FILE (id,score[,tie1,tie2…]; exact decimals, more is better) for N places. Equal "
        "scores and ties have an equal rank (1, 2, 2, 4), and everybody at the last place is "
        "admitted. The list comes out the same whatever the order of the rows."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scores", type=Path, required=True, metavar="FILE.csv")
        parser.add_argument("--quota", type=int, required=True, metavar="N")
        parser.add_argument("--out", type=Path, metavar="FILE.csv", help="else printed")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if options["quota"] < 0:
            raise CommandError("--quota: a number of places, not less than 0")
        try:
            with options["scores"].open(encoding="utf-8-sig", newline="") as lines:
                ranked = rank(read_scores(lines), options["quota"])
        except InvalidInput as problem:
            told = "; ".join(str(each["detail"]) for each in problem.errors)
            raise CommandError(f"{options['scores']}: {told}") from problem
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{options['scores']}: {problem}") from problem
        if options["out"] is None:
            write_ranks(ranked, self.stdout)  # type: ignore[arg-type] # it writes like a file
        else:
            try:
                with written_whole(options["out"]) as file:
                    write_ranks(ranked, file)
            except OSError as problem:
                raise CommandError(f"{options['out']}: {problem}") from problem
        admitted = sum(each.admitted for each in ranked)
        line = line_of(ranked)
        told = written(int(line)) if line is not None else "-"
        self.stdout.write(f"admitted {admitted} of {len(ranked)}, line {told}")
