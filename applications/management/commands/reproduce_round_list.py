"""Makes a list of a round again from what was frozen, and compares it (重新生成积分名单)."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.models import RoundList
from applications.queries.rounds.reproducing import reproduced
from hukou.kernel.whole_files import written_whole


class Command(BaseCommand):
    help = (
        "Make list VERSION of round ROUND again from its frozen inputs alone, and compare it byte "
        "by byte with what was drawn: ends with 1 where anything is not the same. The list holds "
        "case numbers, scores and ranks; no name and no identity number."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", type=UUID, metavar="ROUND")
        parser.add_argument("version", type=int, metavar="VERSION")
        parser.add_argument("--out", type=Path, metavar="FILE.csv", help="write the list as well")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        lists = RoundList.objects.filter(round=options["round"], version=options["version"])
        made = lists.select_related("round").first()
        if made is None:
            raise CommandError(f"no list {options['version']} of this round")
        again = reproduced(made)
        if options["out"] is not None:
            try:
                with written_whole(options["out"]) as file:
                    file.write(again.drawn.text)
            except OSError as problem:
                raise CommandError(f"{options['out']}: {problem}") from problem
        found = again.drawn
        scored = "counted again" if again.rescored else "as frozen: the scheme has changed"
        self.stdout.write(
            f"{found.digest} {len(found.lines)} applicants, {found.ranked} ranked, "
            f"{found.admitted} admitted; scores {scored}"
        )
        if not again.is_same:
            raise CommandError("not the same: " + "; ".join(again.differs))
