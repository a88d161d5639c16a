"""Ordinals of Chinese texts (序号): 二（一）3 is the path 2, 1, 3."""

import re
from typing import Final

DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")}
CHINESE: Final = "一二三四五六七八九十百零"
CIRCLED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
HUNDRED: Final = 100
TEN: Final = 10

PATH: Final = re.compile(
    rf"^(?P<one>[{CHINESE}]+)?[、 ]?"
    rf"(?:[(（](?P<two>[{CHINESE}]+)[)）])?"
    r"(?P<three>\d{1,2})?[.．、]?"
    r"(?:[(（](?P<four>\d{1,2})[)）])?"
)
ARTICLE: Final = re.compile(rf"^第(?P<number>[{CHINESE}]+|\d{{1,3}})条")


def number(written: str) -> int:
    """Return the value of 十一, 二十, 12 or ⑵. Raises ValueError."""
    if written in CIRCLED:
        return CIRCLED.index(written) + 1
    if written.isascii():
        return int(written)
    total, digit = 0, 0
    for char in written:
        if char == "十":
            total, digit = total + (digit or 1) * TEN, 0
        elif char == "百":
            total, digit = total + (digit or 1) * HUNDRED, 0
        elif char in DIGITS:
            digit = DIGITS[char]
        else:
            raise ValueError(written)
    return total + digit


def path_of(heading: str) -> str:
    """Return the anchor that a clause's heading names: `2.1.3` for 二（一）3, `art5` for 第五条.

    `.4` for （四） alone, whose chapter is not said; empty where it begins with no ordinal.
    """
    article = ARTICLE.match(heading)
    if article is not None:
        return f"art{number(article['number'])}"
    found = PATH.match(heading)
    parts = [] if found is None else [each for each in found.groups() if each]
    if found is None or not (found["one"] or found["two"]):
        return ""
    path = ".".join(str(number(each)) for each in parts)
    return path if found["one"] else f".{path}"
