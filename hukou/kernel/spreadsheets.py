"""Tables that people open in a spreadsheet (表格文件): what it would compute is made text."""

from typing import Final

BOM: Final = "\ufeff"
"""Without it, spreadsheets take UTF-8 for the code page of the machine."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
