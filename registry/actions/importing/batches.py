"""A part of a legacy file on its way into the table (一批行), checked while it is being stored."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from .files import Line
from .reading import RowReader


class Batch:
    """The next rows of a file; each is checked as it is asked for.

    `end` and `lines` are the byte and the line after the last row, `count` how many there are.
    """

    def __init__(
        self, lines: Iterator[Line], reader: RowReader, *, size: int, file_size: int
    ) -> None:
        """Take up to `size` rows off the file; fewer mean that it ends here."""
        self._taken = list(islice(lines, size))
        self._reader = reader
        # While rows are being stored, the connection can be asked nothing.
        reader.learn_places(line.cells for line in self._taken)
        self.count = len(self._taken)
        self.end = self._taken[-1].end if self.count == size else file_size
        self.lines = self._taken[-1].lines if self._taken else 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows as they are staged, once."""
        staged = self._reader.staged
        for line in self._taken:
            yield staged(line.number, line.cells)
