"""OpenFisca beside us: an environment of its own, and a process that does what it is asked."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hukou.law import Facts
from hukou.stack import bootstrap

ROOM: Final = Path(__file__).with_name("openfisca")


class OpenFisca:
    """The rules of `openfisca/`, served by a process of OpenFisca's own environment."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Take the process once it is ready."""
        self.process = process

    def ask(self, command: str) -> int:
        """Let it do something; return how much it did."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("OpenFisca is served over pipes")
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        answer: int = json.loads(self.process.stdout.readline())
        return answer

    def answers(self, into: Path) -> dict[str, list[int]]:
        """Return every answer by the name of its variable: of people, or of families."""
        self.ask(f"answers {into}")
        found: dict[str, list[int]] = json.loads(into.read_text(encoding="utf-8"))
        return found


@contextmanager
def openfisca(families: Sequence[Sequence[Facts]], scratch: Path) -> Iterator[OpenFisca]:
    """Serve these families, whose first member is the applicant."""
    told = scratch / "families.json"
    told.write_text(
        json.dumps([[person.as_json() for person in family] for family in families]),
        encoding="utf-8",
    )
    with serving("serve.py", told) as served:
        yield served


@contextmanager
def serving(program: str, told: Path) -> Iterator[OpenFisca]:
    """Run a program of `openfisca/` on a file, in OpenFisca's own environment."""
    python = bootstrap.beside("openfisca", ROOM / "requirements.txt")
    with subprocess.Popen(
        [python, ROOM / program, told],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        served = OpenFisca(process)
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("OpenFisca did not start; its message stands above")
        yield served
        process.communicate()
