"""Where things are, and how long."""

import re
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT, kept_files, name, sources

TOP_LEVEL: Final = {
    "manage.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "README.md",
    "LICENSE", "NOTICE", "hukou", "registry", "applications", "deploy", "tests",
}  # fmt: skip
CATCH_ALLS: Final = {"utils", "util", "helpers", "common", "core", "misc", "lib"}
# Written so that this file does not match itself.
REGISTRIES: Final = re.compile(
    r"py[p]i\.org|python[h]osted\.org|npm[j]s\.|debian[.]org|docker[.]io/"
    r"|index[-]url\s*=|extra[-]index|find[-]links\s*="
)
MACHINE_PATHS: Final = re.compile(r"/wor[k]/|/hom[e]/\w|/roo[t]/|/op[t]/py")
LONGEST: Final = 300  # lines


@pytest.mark.parametrize("path", sources() + sources("tests"), ids=name)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


SHEETS: Final = sorted((ROOT / "hukou/static/hukou").glob("[cj]s*/*.[cj]s*"))
"""Style sheets and scripts of our own; what is vendored stays as it came."""


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_style_sheets_and_scripts_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", sources(), ids=name)
def test_no_room_is_named_for_nothing(path: Path) -> None:
    assert not CATCH_ALLS & {path.stem, *path.relative_to(ROOT).parts}


def test_the_top_level_stays_as_it_is() -> None:
    there = {path.relative_to(ROOT).parts[0] for path in kept_files()}
    assert {entry for entry in there if not entry.startswith(".")} <= TOP_LEVEL


def _matches(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in kept_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{name(path)}: {hit[0]}" for hit in pattern.finditer(text)]
    return found


def test_no_file_names_a_package_registry() -> None:
    assert _matches(REGISTRIES) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _matches(MACHINE_PATHS) == []


DOORS: Final = [
    path for path in sources() if path.stem == "__init__" and "__all__" in path.read_text()
]


@pytest.mark.parametrize("path", DOORS, ids=name)
def test_every_door_names_only_what_it_holds(path: Path) -> None:
    """A name that was taken away, and is still announced, fails whoever asks for it."""
    door = import_module(".".join(path.parent.relative_to(ROOT).parts))
    assert [each for each in door.__all__ if not hasattr(door, each)] == []
