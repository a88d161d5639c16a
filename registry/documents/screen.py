"""A document on the screen: numbers masked, and what no font draws written as its code point."""

from collections.abc import Mapping, Sequence
from typing import Any

from hukou.kernel.identity_number import mask

from . import fonts
from .content import texts


def for_screen(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return frozen or written content as a preview shows it."""
    sheets = [_sheet(each) for each in content["sheets"]]
    return {"title": content["title"], "sheets": sheets}


def undrawable(content: Mapping[str, Any]) -> list[str]:
    """Return the code points in the content that cannot be printed, each once."""
    found = (fonts.missing(text) for _label, text in texts(content))
    return list(dict.fromkeys(fonts.code_point(each) for every in found for each in every))


def _sheet(sheet: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": sheet["id"],
        "title": sheet["title"],
        "text": [fonts.spelt(line) for line in sheet["text"]],
        "fields": [
            {**each, "value": _shown(each["value"], secret=each["secret"])}
            for each in sheet["fields"]
        ],
        "tables": [{**each, "rows": _rows(each)} for each in sheet["tables"]],
    }


def _rows(table: Mapping[str, Any]) -> list[list[str]]:
    hidden: Sequence[int] = table["secret"]
    return [
        [_shown(text, secret=at in hidden) for at, text in enumerate(row)] for row in table["rows"]
    ]


def _shown(text: str, *, secret: bool) -> str:
    return mask(text) if secret and text else fonts.spelt(text)
