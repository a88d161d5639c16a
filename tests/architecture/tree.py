"""What the architecture tests read: our own source files and their syntax trees."""

import ast
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("hukou", "registry", "applications")


def sources(*rooms: str) -> list[Path]:
    """Return the Python files of these rooms, without migrations."""
    return sorted(
        path
        for room in rooms or PACKAGES
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / entry for entry in listed.stdout.split("\0") if entry)
    return tuple(path for path in paths if path.is_file())
