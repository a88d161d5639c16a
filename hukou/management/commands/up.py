"""Brings the whole service up on this machine, and down again on Ctrl-C."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou import env
from hukou.management.commands.prepare import SIGN_INS
from hukou.stack import processes, smoke
from hukou.stack.house import OWN_SERVERS, Failed, House, tail
from hukou.stack.services import InUse, sole_use

PORT: Final = 8000
ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Asked(BaseException):
    """Somebody wants us to end: Ctrl-C, SIGTERM, or the terminal closed."""


class Command(BaseCommand):
    help = "Start everything, print the addresses and demonstration sign-ins, stop on Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=int, help=f"of the web server (default: {PORT}, or a free one)"
        )
        data = Path(env.text("HUKOU_DATA"))
        parser.add_argument(
            "--data",
            type=Path,
            default=data,
            help=f"directory of databases, uploads and logs (default: HUKOU_DATA, here {data})",
        )
        parser.add_argument(
            "--no-demo",
            action="store_true",
            help="start with an empty register (default: a made-up county, once)",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="start on free ports and empty data, carry one settlement through, stop; exit 0/1",
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._check()
            else:
                self._serve(options)
        except (Failed, InUse) as failure:
            raise CommandError(str(failure)) from failure
        except Asked as asked:
            raise CommandError("Stopped before the end.") from asked

    def _serve(self, options: dict[str, Any]) -> None:
        data, demo = options["data"].resolve(), not options["no_demo"]
        if settings.HUKOU_ENV == "production":
            demo = False
            call_command("check", deploy=True, fail_level="ERROR")
        with sole_use(data):
            house = House(data, port=options["port"] or _port(), demo=demo, say=self._say)
            again = (data / SIGN_INS).exists()
            with suppress(Asked), until_asked(house):
                house.up()
                self.welcome(house, again=again)
                house.watch()
        self._say("Stopped; the data is kept.")

    def _check(self) -> None:
        for name in OWN_SERVERS:
            os.environ.pop(name, None)
        data = Path(tempfile.mkdtemp(prefix="hukou-check-"))
        try:
            house = House(data, port=processes.free_port(), demo=True, say=self._say)
            with until_asked(house):
                house.up()
                smoke.settle(house.address, say=self._say)
        except smoke.Failed as failure:
            logs = (f"{log}:\n{tail(log)}" for log in sorted((data / "logs").glob("*.log")))
            raise CommandError("\n\n".join((*logs, str(failure)))) from failure
        finally:
            shutil.rmtree(data, ignore_errors=True)
        self._say("The service works: one family settled, from submission to the register.")

    def welcome(self, house: House, *, again: bool) -> None:
        """Say where everything is; the demonstration's list is that of its first day."""
        for line in (
            "",
            f"Counter      {house.address}/",
            f"API          {house.address}/api/v1/   (try it: {house.address}/api/docs)",
            f"Health       {house.address}/readyz",
            f"Data, logs   {house.data}",
            *([f"Database     {house.database}"] if house.database else []),
            "",
        ):
            self._say(line)
        if house.demo and (house.data / SIGN_INS).exists():
            if again:
                self._say(
                    "The county as first loaded; what was done here since is not in this list."
                )
            self._say((house.data / SIGN_INS).read_text(encoding="utf-8"))
        self._say("Ctrl-C stops everything.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


@contextmanager
def until_asked(house: House) -> Iterator[None]:
    """Stop the house at the end, however it comes; a second Ctrl-C does not interrupt that."""

    def ask(_number: int, _frame: object) -> NoReturn:
        for end in ENDS:
            signal.signal(end, signal.SIG_IGN)
        raise Asked

    before = {end: signal.signal(end, ask) for end in ENDS}
    try:
        yield
    finally:
        house.say("Stopping …")
        for end in ENDS:
            signal.signal(end, signal.SIG_IGN)
        house.down()
        for end, handler in before.items():
            signal.signal(end, handler)


def _port() -> int:
    return PORT if processes.is_free(PORT) else processes.free_port()
