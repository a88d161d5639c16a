"""An agency that is asked by files: reads what was dropped for it, and drops its answers."""

import json
from collections.abc import Iterator
from pathlib import Path

from applications.connectors.drop import Drop
from applications.connectors.sealed import ANSWERS, QUESTIONS, seal, unseal
from hukou.kernel import clock

from .desks import Office


def answer_files(root: Path, office: Office, *, slug: str, secret: str) -> list[Path]:
    """Answer every file of questions that has no file of answers yet; return what was dropped."""
    drop = Drop(root)
    return [
        drop.put(path.name, answers_to(path.read_bytes(), office, slug=slug, secret=secret),
                 folder="answers")
        for path in _unanswered(root)
    ]  # fmt: skip


def answers_to(content: bytes, office: Office, *, slug: str, secret: str) -> bytes:
    """Return the file of answers to a file of questions; refuses one that was not signed."""
    asked = unseal(QUESTIONS, content, secret=secret)
    lines = [
        json.dumps(office.answer(slug, json.loads(line)), ensure_ascii=False).encode()
        for line in asked.lines
    ]
    return seal(ANSWERS, lines, batch=asked.batch, agency=slug, secret=secret, at=clock.now())


def _unanswered(root: Path) -> Iterator[Path]:
    """Yield the files of questions that this agency has not answered; it keeps a mark for each."""
    for path in sorted((root / "questions").glob("[!.]*.jsonl")):
        mark = path.with_suffix(".answered")
        if not mark.exists():
            mark.touch()
            yield path
