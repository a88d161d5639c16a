"""Finding and running the modules of `tests/benchmarks` and `tests/faults`."""

import ast
import subprocess
import sys
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hukou.env import ROOT


class DrillCommand(BaseCommand):
    """Runs each named module in a process of its own, with servers of its own."""

    kind: ClassVar[str]
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help="otherwise all of them")
        parser.add_argument("--list", action="store_true", help="name them and stop")
        parser.add_argument("--large", action="store_true", help="full size; may take long")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        known = self.known()
        if options["list"]:
            for name, meaning in known.items():
                self.stdout.write(f"{name}  {meaning}")
            return
        if strangers := set(options["names"]) - set(known):
            message = f"Unknown: {', '.join(sorted(strangers))}. Known: {', '.join(known)}"
            raise CommandError(message)
        chosen = options["names"] or list(known)
        short = [name for name in chosen if not self.run(name, large=options["large"])]
        if short:
            raise CommandError(f"short of a goal, or broken: {', '.join(short)}")

    def known(self) -> dict[str, str]:
        """Return the name of each module with the first line of its docstring."""
        return {
            path.stem: (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition(
                "\n"
            )[0]
            for path in sorted((ROOT / "tests" / self.kind).glob("*.py"))
            if not path.stem.startswith(("_", "test_", "conftest"))
        }

    def run(self, name: str, *, large: bool) -> bool:
        command = [sys.executable, "-m", "tests.measuring", self.kind, name]
        if large:
            command.append("--large")
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603
