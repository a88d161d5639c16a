"""Names on a public list (公示姓名): enough for those who know the person, no more.

A Han name keeps its first character and, of three or more, its last; the parts of a name with ·
stay apart, and the words of a Latin name too. However many characters are hidden, one sign stands
for them. A character outside the basic plane is one character like any other.
"""

from typing import Final

from hukou.kernel.names import SEPARATOR, is_latin

HIDDEN: Final = "＊"
TELLS_THE_LAST: Final = 3
"""Of a shorter name the last character would leave nothing hidden."""


def masked(name: str) -> str:
    """Return the name as a public list shows it; of a single character nothing is shown.

    张三 is 张＊, 欧阳小明 is 欧＊明, 买买提·吐尔逊 is 买＊·＊逊, Anne Smith is A＊ S＊.
    """
    words = name.split()
    if any(map(is_latin, name)) and SEPARATOR not in name:
        return " ".join(f"{word[:1]}{HIDDEN}" for word in words)
    parts = [part for part in "".join(words).split(SEPARATOR) if part]
    if len(parts) > 1:
        between = [HIDDEN] * (len(parts) - 2)
        return SEPARATOR.join([_opening(parts[0]), *between, _ending(parts[-1])])
    [whole] = parts or [""]
    return _whole(whole)


def _whole(name: str) -> str:
    if len(name) <= 1:
        return HIDDEN if name else ""
    return f"{name[0]}{HIDDEN}{name[-1] if len(name) >= TELLS_THE_LAST else ''}"


def _opening(part: str) -> str:
    return f"{part[0]}{HIDDEN}" if len(part) > 1 else HIDDEN


def _ending(part: str) -> str:
    return f"{HIDDEN}{part[-1]}" if len(part) > 1 else HIDDEN
