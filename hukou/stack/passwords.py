"""Passwords of the embedded servers: random, made once, readable by their owner only."""

import json
import os
import secrets
from pathlib import Path


class Passwords:
    """A small dictionary in a file; asking for a name that is not there makes a secret for it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __getitem__(self, name: str) -> str:
        known = self._read()
        if name not in known:
            known[name] = secrets.token_urlsafe(48)
            self._write(known)
        return known[name]

    def _read(self) -> dict[str, str]:
        if not self.file.exists():
            return {}
        known: dict[str, str] = json.loads(self.file.read_text(encoding="utf-8"))
        return known

    def _write(self, known: dict[str, str]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as output:
            json.dump(known, output)
        draft.replace(self.file)
