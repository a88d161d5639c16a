"""Files in the shape the statistics bureau published (统计用区划代码、城乡分类代码、名称)."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hukou.kernel import gb18030
from hukou.kernel.errors import InvalidInput
from registry.actions import NbsRow

BOM: Final = b"\xef\xbb\xbf"
LONGEST: Final = 64 * 1024 * 1024
BETWEEN: Final = re.compile(r"[\t,，]|\s+")
COLUMNS: Final = (2, 3)
"""A township or county has a code and a name, a village its class between them."""


def read_nbs(path: Path) -> list[NbsRow]:
    """Return the rows of a file: 12 digits, the class of a village, the name; a heading is skipped.

    Columns stand between commas, tabs or blanks; UTF-8 or GB 18030.

    Raises:
        InvalidInput: the file is too long or in no known encoding, or every line of another form.
    """
    data = path.read_bytes()
    if len(data) > LONGEST:
        raise InvalidInput("文件过大。", field="file")
    lines = _decoded(data).splitlines()
    rows, wrong = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (number == 1 and not line.lstrip()[:1].isdigit()):
            continue
        cells = list(_cells(line))
        if len(cells) not in COLUMNS:
            wrong.append(
                InvalidInput(
                    f"第{number}行：应为代码、城乡分类代码、名称三栏", field=f"line {number}"
                )
            )
            continue
        code, name = cells[0], cells[-1]
        rows.append(
            NbsRow(
                line=number,
                code=code,
                urban_rural_class=cells[1] if len(cells) == max(COLUMNS) else "",
                name=name,
            )
        )
    if wrong:
        raise InvalidInput.gather(wrong)
    return rows


def _decoded(data: bytes) -> str:
    try:
        return data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return gb18030.decode(data)
    except UnicodeDecodeError as problem:
        raise InvalidInput("文件编码应为 UTF-8 或 GB 18030。", field="file") from problem


def _cells(line: str) -> Iterator[str]:
    if "," in line:
        yield from (cell.strip() for cell in next(csv.reader([line])))
    else:
        yield from BETWEEN.split(line.strip())
