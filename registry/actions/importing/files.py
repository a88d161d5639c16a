"""A legacy file (旧簿文件) as bytes: its encoding, its digest, and its rows one by one."""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from hukou.kernel import gb18030
from registry.errors import BrokenQuoting, NoRows, UnknownColumns, WrongEncoding

COLUMNS: Final = (
    "household_number",
    "household_kind",
    "relation",
    "id_number",
    "name",
    "sex",
    "birth_date",
    "ethnicity",
    "legacy_type",
    "division_code",
    "address",
    "registered_on",
)
ENCODINGS: Final = ("utf-8", "gb18030")
BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is known again by, and how it is read."""

    name: str
    size: int
    digest: str
    encoding: str


class Line(NamedTuple):
    """One record: the line it begins on, its cells, and the byte and the line it ends with."""

    number: int
    cells: list[str]
    end: int
    lines: int


def describe_file(path: Path) -> FileFacts:
    """Return size, digest and encoding of a file; it is read once, block by block.

    Raises:
        WrongEncoding: it is neither UTF-8 nor GB 18030, or holds a NUL.
        NoRows: it is empty.
    """
    digest = hashlib.sha256()
    size = 0
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ENCODINGS}
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\0" in block:
                raise WrongEncoding(file=path.name)
            digest.update(block)
            size += len(block)
            _try(decoders, block, final=False)
    if not size:
        raise NoRows(file=path.name)
    _try(decoders, b"", final=True)
    if not decoders:
        raise WrongEncoding(file=path.name)
    return FileFacts(path.name, size, digest.hexdigest(), next(iter(decoders)))


def _try(decoders: dict[str, codecs.IncrementalDecoder], block: bytes, *, final: bool) -> None:
    """Drop the encodings that these bytes cannot be; UTF-8 goes first where it can be both."""
    for name in list(decoders):
        if name != next(iter(decoders)) and not final:
            continue  # the second is tried only once the first has failed
        try:
            decoders[name].decode(block, final)
        except UnicodeDecodeError:
            del decoders[name]


class LegacyFile:
    """The rows of a file, from any byte on; only one record is held in memory."""

    def __init__(self, path: Path, encoding: str) -> None:
        """Read the header.

        Raises:
            UnknownColumns: a column is missing, unknown or named twice.
        """
        self.path = path
        self._decode = (
            gb18030.decode if encoding == "gb18030" else lambda data: data.decode("utf-8")
        )
        self._position = 0
        self._lines = 0
        with path.open("rb") as file:
            header = next(csv.reader(self._texts(file), strict=True), [])
        self.header = [name.strip().removeprefix("\ufeff").lower() for name in header]
        self.first = (self._position, self._lines)
        missing = [name for name in COLUMNS if name not in self.header]
        unknown = [name for name in self.header if name not in COLUMNS]
        if missing or unknown or len(self.header) != len(COLUMNS):
            raise UnknownColumns(missing=missing, unknown=unknown)

    def rows(self, *, start: int, lines: int) -> Iterator[Line]:
        """Yield the records after byte `start`, which is the end of line `lines`.

        Raises:
            BrokenQuoting: a quote is not closed, or text follows a closed one.
        """
        with self.path.open("rb") as file:
            file.seek(start)
            self._position, self._lines = start, lines
            begins = lines + 1
            try:
                for cells in csv.reader(self._texts(file), strict=True):
                    if cells:
                        yield Line(begins, cells, self._position, self._lines)
                    begins = self._lines + 1
            except csv.Error as problem:
                raise BrokenQuoting(line=begins) from problem

    def _texts(self, file: Iterator[bytes]) -> Iterator[str]:
        decode = self._decode
        for line in file:
            self._position += len(line)
            self._lines += 1
            yield decode(line)
