"""Starting and stopping programs so that none outlives its parent."""

import contextlib
import ctypes
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
LOOPBACK: Final = "127.0.0.1"
PR_SET_PDEATHSIG: Final = 1
PRIVATE: Final = 0o077  # what other users may not do with files of ours
PATIENCE: Final = 15.0  # seconds a program gets to end by itself
_libc: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


class Identity(NamedTuple):
    """The system user that a program runs as."""

    uid: int
    gid: int


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str],
    user: Identity | None = None,
    farewell: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` with its output appended to `log`.

    The child leads its own session, so that Ctrl-C reaches only us and we end things in order.
    On Linux it is sent `farewell` when our thread dies, even by SIGKILL. What it writes, and its
    log, other users cannot read.
    """
    parent = os.getpid()

    def before_exec() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(farewell))
        if os.getppid() != parent:  # the parent died before we could ask
            os._exit(1)

    with _private(log) as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/" if user else ROOT,
            env=dict(environment),
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
            umask=PRIVATE,
            start_new_session=True,
            preexec_fn=before_exec,  # noqa: PLW1509 - we start children from the main thread only
        )


def _private(log: Path) -> BinaryIO:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.fchmod(descriptor, 0o600)  # an earlier version left it open to everybody
    return os.fdopen(descriptor, "ab")


def package(name: str) -> Path:
    """Return where an installed package lies, without running its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        message = f"{name} is not installed; point DATABASE_URL and REDIS_URL at real servers"
        raise RuntimeError(message)
    return Path(spec.origin).parent


def stop(process: subprocess.Popen[bytes], *, politely: signal.Signals = signal.SIGTERM) -> None:
    """Ask the program to end, then end it and whatever it started."""
    if process.poll() is None:
        process.send_signal(politely)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def command_of(pid: int) -> str:
    """Return the command line of a process; empty when it is gone or only waits to be reaped."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")
        return ""
    command = ["ps", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def end_leftover(pid: int, *, politely: signal.Signals) -> None:
    """End a program that an earlier, killed run left behind."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, politely)
        if not wait_until(lambda: not command_of(pid), seconds=PATIENCE):
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda: not command_of(pid), seconds=PATIENCE)


def wait_until(happened: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def kept_port(record: Path) -> int:
    """Return the port of last time while it is free, so that addresses survive a restart."""
    with contextlib.suppress(OSError, ValueError):
        port = int(record.read_text(encoding="utf-8"))
        if is_free(port):
            return port
    port = free_port()
    record.write_text(f"{port}\n", encoding="utf-8")
    return port
