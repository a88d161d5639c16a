"""Reads a regulation's text: what was cleaned, what is doubtful, and where its clauses stand."""

from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.queries.texts import lines_of
from hukou.law import Regulation, load_law
from hukou.law.texts import ClauseMatch, NotAText, Reading, match_clauses, read_text

SHOWN: Final = 40
"""So many characters of what was cleaned are printed."""


class Command(BaseCommand):
    help = "Read a text without storing anything: segments, changes, doubts, clauses, and a check."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--regulation", help="the pack that cites this text: only its lines are looked at"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        raw = _content(options["file"])
        regulation = _regulation(options["regulation"])
        try:
            reading = read_text(raw, lines=lines_of(regulation) if regulation else None)
        except NotAText as problem:
            raise CommandError(
                f"{options['file']}: no text in UTF-8, UTF-16 or GB18030; convert it to text first"
            ) from problem
        wrong = reading.disagreements(raw)
        self._tell(reading, raw)
        missing = self._clauses(regulation, reading, raw) if regulation else 0
        if wrong:
            raise CommandError("; ".join(wrong))
        self.stdout.write(
            f"mapping: {len(reading.segments)} segments give back all {len(raw)} bytes, "
            f"sha256 {reading.sha256}"
        )
        if missing:
            raise CommandError(f"{missing} clauses of {options['regulation']} stand nowhere in it")

    def _tell(self, reading: Reading, raw: bytes) -> None:
        self.stdout.write(f"{len(raw)} bytes, {reading.encoding}, {len(reading.lines)} lines")
        kinds = sorted({str(each.kind) for each in reading.changed})
        for kind in kinds:
            count = sum(1 for each in reading.changed if each.kind == kind)
            self.stdout.write(f"cleaned: {kind} × {count}")
        for segment in reading.changed:
            was = reading_of(segment.raw, reading.encoding)
            self.stdout.write(
                f"  bytes {segment.start}-{segment.end} {segment.kind}: {was} → {segment.cleaned!r}"
            )
        self.stdout.write(f"doubtful: {len(reading.flags)}")
        for flag in reading.flags:
            shown = " ".join(flag.excerpt.split())
            reads = f" → {flag.proposal}?" if flag.proposal else ""
            why = f"{flag.kind.zh}：{flag.reason}"
            self.stdout.write(f"  line {flag.first_line} {flag.kind} [{shown}]{reads} {why}")
        for anchor in reading.anchors:
            self.stdout.write(
                f"  clause {anchor.id}: bytes {anchor.start}-{anchor.end}, "
                f"lines {anchor.first_line}-{anchor.last_line}"
            )

    def _clauses(self, regulation: Regulation, reading: Reading, raw: bytes) -> int:
        whole = read_text(raw).anchors
        matches = match_clauses(regulation.clauses, reading.anchors, beyond=whole)
        for match in matches:
            self.stdout.write(f"  {regulation.id}#{match.clause}: {_found(match)}")
        return sum(1 for match in matches if not match.anchor)


def reading_of(raw: bytes, encoding: str) -> str:
    """Return a segment's bytes as one short line."""
    text = " ".join(raw.decode(encoding, "replace").split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _found(match: ClauseMatch) -> str:
    found = f"{match.anchor} (by {match.by})" if match.anchor else "NOT FOUND"
    return f"{found} {match.problem}".strip()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as unreadable:
        raise CommandError(f"cannot read {path}: {unreadable.strerror}") from unreadable


def _regulation(name: str | None) -> Regulation | None:
    if not name:
        return None
    found = load_law().regulations.get(name)
    if found is None:
        known = ", ".join(sorted(load_law().regulations))
        raise CommandError(f"no regulation {name}; there are {known}")
    return found
