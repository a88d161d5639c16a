"""Lists of other agencies as files (通报文件): CSV in UTF-8 or GB 18030."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from hukou.kernel import gb18030
from hukou.kernel.errors import InvalidInput
from registry.actions import NoticeRow
from registry.errors import NoticesUnreadable

HEADINGS: Final = {
    "通报编号": "reference",
    "公民身份号码": "number",
    "姓名": "name",
    "事件日期": "event_date",
    "区划代码": "division",
}
"""What a heading means; a file may also use the English words."""
LONGEST: Final = 64 * 1024 * 1024
NEEDED: Final = frozenset({"reference", "number", "name", "event_date"})


def read_notices(path: Path) -> list[NoticeRow]:
    """Return the rows of a file, each placed by its line.

    Raises:
        NoticesUnreadable: too long, neither UTF-8 nor GB 18030, without the headings, or with a
            quote that is not closed.
        InvalidInput: dates that are none, by line.
    """
    if path.stat().st_size > LONGEST:
        raise NoticesUnreadable("文件过大，请分成几份。")
    text = _decoded(path.read_bytes())
    try:
        return _read(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as broken:
        raise NoticesUnreadable("引号没有成对，或者某一格过长。请核对。") from broken


def _read(reader: Iterator[list[str]]) -> list[NoticeRow]:
    names = [HEADINGS.get(each.strip(), each.strip()) for each in next(reader, [])]
    if not set(names) >= NEEDED or set(names) - set(HEADINGS.values()):
        raise NoticesUnreadable(f"表头应为：{'、'.join(HEADINGS)}（区划代码可省略）。")
    return list(_rows(reader, names))


def _rows(reader: Iterator[list[str]], names: list[str]) -> Iterator[NoticeRow]:
    problems, rows = [], []
    for line, cells in enumerate(reader, start=2):
        if not any(cells):
            continue
        place = f"line {line}"
        if len(cells) != len(names):
            problems.append(InvalidInput("这一行的列数与表头不符。", field=place))
            continue
        told = dict(zip(names, cells, strict=True))
        try:
            day = date.fromisoformat(told.pop("event_date").strip())
        except ValueError:
            detail = "事件日期应写作 2026-11-22。"
            problems.append(InvalidInput(detail, field=f"{place}.event_date"))
            continue
        rows.append(NoticeRow(place=place, event_date=day, **told))
    if problems:
        raise InvalidInput.gather(problems)
    yield from rows


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise NoticesUnreadable
    try:
        return gb18030.decode_either(data)
    except UnicodeDecodeError as unreadable:
        raise NoticesUnreadable from unreadable
