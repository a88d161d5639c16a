"""The folders an agency and we exchange files through (文件交换目录).

`questions` is ours to write; `answers` the agency's. Both sides write under a name that begins
with a dot and rename at the end, so that nobody reads half a file. A file we read goes through
`at_work` to `taken` or `refused`, and so is never lost, whoever is killed when.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.jsonl")
WORKED_ON: Final = re.compile(r"[^.].*\.jsonl", re.DOTALL)
LARGEST: Final = 16 * 1024 * 1024  # bytes; a full batch is a fortieth of it
FOLDERS: Final = ("questions", "answers", "at_work", "taken", "refused")


class Drop:
    """The folders of one agency."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: bytes, *, folder: str = "questions") -> Path:
        """Write a file whole or not at all; the same name again replaces it."""
        target = self.root / folder / name
        part = target.with_name(f".{name}.{uuid4().hex}")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        return target

    def unfinished(self) -> list[Path]:
        """Return what somebody had begun to read and did not put away.

        Nobody but us writes there, and `arrived` makes names longer than any that may arrive.
        """
        return _files(self.root / "at_work", WORKED_ON)

    def arrived(self) -> Iterator[Path]:
        """Yield each file that has come, moved to where it is worked on, so that one reads it."""
        for path in _files(self.root / "answers", NAME):
            ours = self.root / "at_work" / f"{path.stem}.{uuid4().hex}.jsonl"
            with suppress(FileNotFoundError):  # another worker was first
                yield path.rename(ours)

    def put_away(self, path: Path, *, refused: bool) -> None:
        """Keep a file that was read where nobody reads it again."""
        with suppress(FileNotFoundError):  # another worker was first
            path.rename(self.root / ("refused" if refused else "taken") / path.name)


def read_file(path: Path) -> bytes | None:
    """Return a file's bytes; nothing of one too large to be an answer, or gone."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    return content[:0] if len(content) > LARGEST else content


def _files(folder: Path, names: re.Pattern[str]) -> list[Path]:
    """Return the files there, by name; no links, no folders, nothing half written."""
    return sorted(
        path
        for path in folder.iterdir()
        if names.fullmatch(path.name) and path.is_file() and not path.is_symlink()
    )
