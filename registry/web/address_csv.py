"""Lists of addresses as CSV (门牌变更明细): written for officers to edit, and read back."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

from hukou.kernel import gb18030
from hukou.kernel.errors import InvalidInput
from hukou.kernel.spreadsheets import BOM, safe
from registry.actions import Renumbering
from registry.models import ELEMENTS, Address

COLUMNS: Final[tuple[str, ...]] = (*ELEMENTS, "plate_id")
HEADINGS: Final = ("address", "current", *COLUMNS)


def write_addresses(addresses: Iterable[Address], *, to_street: str = "") -> str:
    """Return addresses as CSV, ready to be edited; `to_street` renames the street."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADINGS)
    for address in addresses:
        told = {name: getattr(address, name) for name in COLUMNS}
        if to_street:
            told["street"] = to_street
        cells = [address.pk, address.full_text, *told.values()]
        rows.writerow([safe(str(cell)) for cell in cells])
    return out.getvalue()


def read_renumberings(text: str) -> list[Renumbering]:
    """Return the rows of a list; `current` is for people, columns left out stay as they are.

    Raises:
        InvalidInput: there is no heading, or every row of another form, by its line.
    """
    rows = list(csv.reader(StringIO(text.removeprefix(BOM).strip("\n"))))
    heading = [cell.strip() for cell in rows[0]] if rows else []
    if "address" not in heading or not set(heading) <= set(HEADINGS):
        raise InvalidInput("第1行须为栏名：address 和要变更的各栏。", field="rows")
    wrong, read = [], []
    for line, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        key = cells[heading.index("address")].strip() if len(cells) == len(heading) else ""
        if not (key.isascii() and key.isdigit() and len(key) <= 12):  # noqa: PLR2004 - a key
            wrong.append(
                InvalidInput(f"第{line}行：栏数与栏名不符，或没有地址编号", field=f"line {line}")
            )
            continue
        told = dict(zip(heading, cells, strict=True))
        to: dict[str, str] = {
            name: told[name].removeprefix("'").strip() for name in COLUMNS if name in told
        }
        read.append(Renumbering(address=int(key), to=to, line=line))
    if wrong:
        raise InvalidInput.gather(wrong)
    return read


def decoded(data: bytes) -> str:
    """Return the text of an uploaded file, UTF-8 or GB 18030. Raises InvalidInput."""
    try:
        return gb18030.decode_either(data)
    except UnicodeDecodeError as problem:
        raise InvalidInput("文件编码应为 UTF-8 或 GB 18030。", field="file") from problem
