"""Files of questions and of answers (批量文件): a line each, counted, signed in the last line.

The first line names format, batch, agency and number of lines; the last one signs everything
before it, so that a file which was cut short or altered is known before a line of it is read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from .signatures import is_signed, sign

QUESTIONS: Final = "hukou-questions/1"
ANSWERS: Final = "hukou-answers/1"


class FileRefused(Exception):
    """The file is not one that was sent for this."""


class FileCutShort(FileRefused):
    """The last line, which ends the file and signs it, is not there."""


class FileAltered(FileRefused):
    """The signature does not fit what the file says."""


class FileUnreadable(FileRefused):
    """The file is signed, and yet says nothing that can be read."""


class FileMiscounted(FileRefused):
    """The file has more or fewer lines than it says."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What a file says: which batch of which agency, and its lines."""

    batch: UUID
    agency: str
    lines: tuple[bytes, ...]


def seal(
    form: str, lines: Sequence[bytes], *, batch: UUID, agency: str, secret: str, at: datetime
) -> bytes:
    """Return the file of these lines; the same arguments make the same bytes."""
    header = {"format": form, "batch": str(batch), "agency": agency, "count": len(lines)}
    body = b"".join(line + b"\n" for line in (_json(header), *lines))
    signed = sign(body, message_id=f"batch_{batch}", secret=secret, at=at)
    return body + _json({"end": str(batch), **signed}) + b"\n"


def unseal(form: str, content: bytes, *, secret: str) -> SealedFile:
    """Read a file of this form, believing nothing.

    Raises:
        FileCutShort: it does not end with the line that ends it.
        FileAltered: it was not signed as it stands.
        FileUnreadable: of another form, or none.
        FileMiscounted: it does not have as many lines as it says.
    """
    body, _, last = content.removesuffix(b"\n").rpartition(b"\n")
    trailer = _object(last)
    if not content.endswith(b"\n") or "end" not in trailer:
        raise FileCutShort("the last line is missing")
    headers = {name: str(value) for name, value in trailer.items()}
    if not is_signed(headers, body + b"\n", secret):
        raise FileAltered("the signature does not fit the file")
    first, *lines = body.split(b"\n")
    header = _object(first)
    batch = _uuid(header.get("batch"))
    if header.get("format") != form or batch is None:
        raise FileUnreadable(f"not a file of the form {form}")
    if header.get("count") != len(lines):
        raise FileMiscounted("the number of lines is not what the first one says")
    return SealedFile(batch, str(header.get("agency")), tuple(lines))


def _json(members: Mapping[str, object]) -> bytes:
    return json.dumps(members, ensure_ascii=False, sort_keys=True).encode()


def _object(line: bytes) -> Mapping[str, object]:
    try:
        members = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
