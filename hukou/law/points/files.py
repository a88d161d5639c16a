"""Lists of scores as CSV files (积分名单文件): read exactly, written in the order of rank."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TextIO

from hukou.kernel.errors import InvalidInput
from hukou.law.points.ranking import Candidate, Ranked

EXACT: Final = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)
"""A plain decimal: what a floating-point number prints beyond it is no score."""
SCALE: Final = 18
ONE: Final = 10**SCALE
LONGEST_ID: Final = 64
MOST_TIES: Final = 9


def read_scores(lines: Iterable[str]) -> Iterator[Candidate]:
    """Yield the candidates of a file: `id,score`, then `tie1`, `tie2`… as many as it has.

    Scores become whole numbers of the eighteenth place, so that they sort fast and exactly.

    Raises:
        InvalidInput: a wrong heading or a wrong line, with its number; somebody twice.
    """
    rows = csv.reader(lines, strict=True)
    heading = next(rows, [])
    columns = len(heading)
    expected = ["id", "score", *(f"tie{at}" for at in range(1, columns - 1))]
    if heading != expected or columns > MOST_TIES + 2:
        raise InvalidInput("首行应为 id,score[,tie1[,tie2…]]", field="scores")
    seen: set[str] = set()
    for row in _rows(rows):
        if not row:
            continue
        if len(row) != columns:
            raise _wrong(rows.line_num, f"应有 {columns} 列")
        if not 0 < len(row[0]) <= LONGEST_ID or row[0] in seen:
            raise _wrong(rows.line_num, "id 为空、过长或者重复")
        seen.add(row[0])
        yield Candidate(row[0], tuple([_whole(text, rows.line_num) for text in row[1:]]))


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as problem:
        raise InvalidInput(f"不是可读的 CSV：{problem}", field="scores") from problem


def _wrong(line: int, what: str) -> InvalidInput:
    return InvalidInput(f"第 {line} 行：{what}", field="scores")


def _whole(text: str, line: int) -> int:
    if not EXACT.fullmatch(text):
        raise _wrong(line, f"{text[:30]!r} 不是精确的十进制数")
    units, _, places = text.partition(".")
    return int(units + places.ljust(SCALE, "0"))


def written(whole: int) -> str:
    """Return a whole number of the eighteenth place as the decimal it is."""
    units, places = divmod(abs(whole), ONE)
    text = f"{units}.{places:018d}".rstrip("0").rstrip(".") if places else str(units)
    return f"-{text}" if whole < 0 else text


def write_ranks(ranked: Sequence[Ranked], out: TextIO) -> None:
    """Write the list in the order of rank: the columns that were read, `rank` and `admitted`."""
    ties = len(ranked[0].candidate.key) - 1 if ranked else 0
    table = csv.writer(out, lineterminator="\n")
    names = (f"tie{at}" for at in range(1, ties + 1))
    table.writerow(["id", "score", *names, "rank", "admitted"])
    for each in ranked:
        numbers = (written(int(number)) for number in each.candidate.key)
        admitted = "true" if each.admitted else "false"
        table.writerow([each.candidate.id, *numbers, each.rank, admitted])
