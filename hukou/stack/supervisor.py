"""Keeps programs running: one that exits is started again, and all end together."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from . import processes
from .programs import Program

FIRST_PAUSE: Final = 0.5  # seconds before a program that exited is started again
LONGEST_PAUSE: Final = 30.0
STEADY_AFTER: Final = 30.0  # seconds after which a program counts as having started well
LOG_LIMIT: Final = 10 * 1024 * 1024  # bytes


@dataclass
class Watched:
    """A program and its present process."""

    program: Program
    process: subprocess.Popen[bytes]
    started: float
    pause: float = FIRST_PAUSE
    due: float | None = None  # when to start it again


@dataclass
class Supervisor:
    """Starts programs in order, restarts them, stops them in reverse order."""

    data: Path
    say: Callable[[str], None]
    watched: list[Watched] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.data / "logs").mkdir(parents=True, exist_ok=True)
        self._end_leftovers()

    def start(self, program: Program) -> None:
        process = self._spawn(program)
        self.watched.append(Watched(program, process, time.monotonic()))
        self._record()

    def look(self) -> None:
        """Start again what has exited, after a pause that grows while it keeps exiting."""
        now = time.monotonic()
        for one in self.watched:
            if one.due is None and one.process.poll() is not None:
                self._note_exit(one, now)
            elif one.due is not None and now >= one.due:
                one.process, one.started, one.due = self._spawn(one.program), now, None
                self._record()

    def stop(self) -> None:
        """Ask all to end at once, then wait for each: the last started goes first."""
        for one in reversed(self.watched):
            if one.process.poll() is None:
                one.process.send_signal(signal.SIGTERM)
        for one in reversed(self.watched):
            processes.stop(one.process)
        self.watched.clear()
        self._record()

    def log_of(self, name: str) -> Path:
        return self.data / "logs" / f"{name}.log"

    def _note_exit(self, one: Watched, now: float) -> None:
        steady = now - one.started > STEADY_AFTER
        one.pause = FIRST_PAUSE if steady else min(one.pause * 2, LONGEST_PAUSE)
        one.due = now + one.pause
        code, name = one.process.returncode, one.program.name
        self.say(f"{name} ended ({code}); starting it again in {one.pause:.0f} s")
        self.say(f"  see {self.log_of(name)}")

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        log = self.log_of(program.name)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        return processes.spawn(program.command, log=log, environment=program.environment)

    # --- after a hard kill ---------------------------------------------------------------------

    @property
    def _pids(self) -> Path:
        return self.data / "pids.json"

    def _record(self) -> None:
        pids = {one.process.pid: list(one.program.command) for one in self.watched}
        draft = self._pids.with_suffix(".new")
        draft.write_text(json.dumps(pids), encoding="utf-8")
        draft.replace(self._pids)  # whoever kills us finds the old list or the new one

    def _end_leftovers(self) -> None:
        """End what a killed run left, where the system did not; a reused pid is left alone."""
        try:
            known: dict[str, Sequence[str]] = json.loads(self._pids.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        for pid, command in known.items():
            if processes.command_of(int(pid)).startswith(" ".join(command)):
                processes.end_leftover(int(pid), politely=signal.SIGTERM)
                _end_group(int(pid))


def _end_group(leader: int) -> None:
    """End what a leftover itself had started; its process group has its number."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
