"""Makes `.venv` from the hash-locked requirements with nothing but Python and pip.

Standard library only: it runs before anything is installed. Debian refuses `pip install` into the
system (PEP 668) and may lack `python3 -m venv`, so uv is put into a directory of its own and does
both. Neither root nor a compiler is needed.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
ENVIRONMENT: Final = ROOT / ".venv"
PYTHON: Final = ENVIRONMENT / "bin" / "python"
RECORD: Final = ENVIRONMENT / "hukou-installed.json"
TOOLS: Final = ROOT / ".uv"
UV: Final = "uv==0.13.9"
OLDEST: Final = (3, 11)
ATTEMPTS: Final = 3


def inside() -> bool:
    return Path(sys.prefix).resolve() == ENVIRONMENT.resolve()


def enter(*, tests: bool) -> None:
    """Go on inside `.venv`, making or completing it first; returns when already there."""
    if inside() and installed(tests=tests):
        return
    if sys.version_info < OLDEST:
        sys.exit("Hukou needs Python {}.{} or newer.".format(*OLDEST))
    install(tests=tests)
    if not inside():
        os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606 - our own interpreter


def requirements(*, tests: bool) -> Path:
    return ROOT / ("requirements-dev.txt" if tests else "requirements.txt")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def recorded() -> dict[str, str]:
    try:
        record: dict[str, str] = json.loads(RECORD.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record


def installed(*, tests: bool) -> bool:
    """Whether `.venv` holds these requirements; those of the tests include the others."""
    record = recorded()
    wanted = requirements(tests=tests or "requirements-dev.txt" in record)
    return PYTHON.exists() and record.get(wanted.name) == digest(wanted)


def install(*, tests: bool) -> None:
    TOOLS.mkdir(exist_ok=True)
    with _alone(TOOLS / "lock"):
        if installed(tests=tests):
            return
        # Never take the test tools away again: they include everything the service needs.
        wanted = requirements(tests=tests or "requirements-dev.txt" in recorded())
        _say(f"Installing {wanted.name} into .venv …")
        started = time.monotonic()
        _fill(ENVIRONMENT, wanted)
        _make_importable()
        RECORD.write_text(json.dumps({wanted.name: digest(wanted)}), encoding="utf-8")
        _say(f"Installed in {time.monotonic() - started:.1f} s.")


def beside(name: str, wanted: Path) -> Path:
    """Return the Python of an environment of its own, made of locked requirements if need be.

    For programs that the service is measured beside: nothing of theirs gets into `.venv`.
    """
    TOOLS.mkdir(exist_ok=True)
    home = TOOLS / name
    record = home / "installed"
    with _alone(TOOLS / "lock"):
        if not record.exists() or record.read_text(encoding="utf-8") != digest(wanted):
            _say(f"Installing {name} into {home.relative_to(ROOT)} …")
            _fill(home, wanted)
            record.write_text(digest(wanted), encoding="utf-8")
    return home / "bin" / "python"


def _fill(home: Path, wanted: Path) -> None:
    """Make an environment hold exactly what is locked."""
    python = home / "bin" / "python"
    if not _uv_works():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade"]
        _persist([*pip, "--disable-pip-version-check", "--target", str(TOOLS), UV])
    if not python.exists():
        _persist(_uv("venv", "--allow-existing", "--python", sys.executable, str(home)))
    sync = ("pip", "sync", "--require-hashes", "--python", str(python), str(wanted))
    # Networks with a certificate of their own are known to the system, or to pip only.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    _persist(
        _uv(*sync), _uv("--system-certs", *sync), [*pip, "--require-hashes", "-r", str(wanted)]
    )


def _make_importable() -> None:
    """Let programs in `.venv` (celery, lint-imports) import the project from anywhere."""
    for packages in ENVIRONMENT.glob("lib/python*/site-packages"):
        (packages / "hukou.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _uv(*arguments: str) -> list[str]:
    return [str(TOOLS / "bin" / "uv"), "--quiet", *arguments]


def _uv_works() -> bool:
    wanted = UV.replace("==", " ")
    try:
        answer = subprocess.run(
            [_uv()[0], "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.stdout.startswith(wanted)


def _persist(*ways: list[str]) -> None:
    """Run the first way that works, all again after a pause: networks and mirrors hiccup."""
    problem = ""
    for attempt in range(1, ATTEMPTS + 1):
        for way in ways:
            answer = subprocess.run(
                way, env=_environment(), stderr=subprocess.PIPE, text=True, check=False
            )
            if answer.returncode == 0:
                return
            problem = f"{' '.join(way)}\n{answer.stderr}"
        _say(f"That did not work (attempt {attempt} of {ATTEMPTS}) …")
        time.sleep(attempt)
    sys.exit(f"Could not run {problem}\nIs pip there (python3 -m pip --version)?")


def _environment() -> dict[str, str]:
    """Give uv the package index that pip is set up with, and forbid it to fetch a Python."""
    environment = {
        **os.environ,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_LINK_MODE": "copy",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    environment.pop("VIRTUAL_ENV", None)
    if "UV_DEFAULT_INDEX" not in environment and (index := _index_of_pip()):
        environment["UV_DEFAULT_INDEX"] = index
    return environment


def _index_of_pip() -> str:
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    return os.environ.get("PIP_INDEX_URL", answer.stdout.strip())


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one bootstrap run at a time; the kernel frees the lock of one that was killed."""
    with lock.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    install(tests="--tests" in sys.argv)
