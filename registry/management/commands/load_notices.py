"""Takes a list of another agency in (外部通报): the dead, the newborn, pupils, the insured."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.kernel.errors import DomainError, InvalidInput
from registry.actions import take_notices
from registry.management.notice_files import read_notices
from registry.models import NoticeKind


class Command(BaseCommand):
    help = (
        "Take in a list of another agency: CSV in UTF-8 or GB 18030 with the headings 通报编号, "
        "公民身份号码, 姓名, 事件日期, 区划代码. All rows or none; what was told before stays once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, help="who tells")
        parser.add_argument("--kind", required=True, choices=NoticeKind.values)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"there is no file {path.name}")
        try:
            taken = take_notices(
                read_notices(path),
                agency=options["agency"],
                kind=options["kind"],
                source_file=path.name,
            )
        except InvalidInput as refused:
            for fault in refused.errors:
                self.stderr.write(f"{fault['field']}: {fault['detail']}")
            raise CommandError("nothing was taken in") from refused
        except DomainError as refused:
            raise CommandError(refused.detail or refused.zh) from refused
        self.stdout.write(f"{taken.new} new, {taken.repeated} told before")
