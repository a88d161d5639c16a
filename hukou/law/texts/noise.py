"""What is noise for certain (杂讯), and so may be cleaned, each sort by its own finder."""

import re
from collections.abc import Iterator
from typing import Final

from hukou.law.texts.folding import fold
from hukou.law.texts.segments import Change, ChangeKind

TONED: Final = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
LETTERS: Final = f"a-zü{TONED}"
HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
GLOSS: Final = re.compile(rf"(?<=[{HAN}])[(（](?=[{LETTERS}]*[{TONED}])[{LETTERS}]{{1,8}}[)）]")
"""A reading with its tone, in brackets right after a character: nobody writes law so."""

PAGE: Final = re.compile(r"[ \u3000]{0,12}[-－—–] ?(?P<number>[0-9０-９]{1,3}) ?[-－—–] ?")
PAGE_LINE: Final = re.compile(
    r"(?m)^[ \t\u3000]*空?[-－—–] ?[0-9０-９]{1,3} ?[-－—–]空?[ \t\u3000]*(?:\r?\n|\Z)"
)
CHUNK: Final = re.compile(
    r"(?:\A|(?:[ \t\u3000]{0,12}\r?\n){1,6})(?P<number>[0-9]{1,3})、[ \t\u3000]*"
)
BLOCK: Final = re.compile(r"[!-~]{200,}")
PICTURE: Final = re.compile(r"\[image: [^\]\n]{1,80}\]")
MASK: Final = re.compile(rf"(?<=[{HAN}])(?:[xX×]{{1,3}}|[*＊]{{2,5}})(?=[{HAN}])")
SENTENCE_ENDS: Final = frozenset('。！？!?；;：:）)】」”"')
FEWEST_CHUNKS: Final = 3
MOSTLY: Final = 0.6
SHARE: Final = 0.05
"""Of each sort of character, in data: a code of one sort only may mean something."""


def changes(text: str) -> Iterator[Change]:
    """Yield what may be cleaned of a text; `cut` keeps those that do not overlap."""
    for found in GLOSS.finditer(text):
        yield _gone(found, ChangeKind.GLOSS)
    for found in PICTURE.finditer(text):
        yield _gone(found, ChangeKind.PLACEHOLDER)
    for found in BLOCK.finditer(text):
        if _is_encoded(found[0]):
            yield _gone(found, ChangeKind.ENCODED_BLOCK)
    for found in MASK.finditer(text):
        yield Change(
            start=found.start(),
            end=found.end(),
            cleaned="□" * len(found[0]),
            kind=ChangeKind.MASK,
        )
    yield from _page_numbers(text)
    yield from _chunk_numbers(text)


def _gone(found: re.Match[str], kind: ChangeKind) -> Change:
    return Change(start=found.start(), end=found.end(), cleaned="", kind=kind)


def _is_encoded(run: str) -> bool:
    """Whether a run without any space is data: capitals, small letters and digits in a mix."""
    if "://" in run:
        return False
    shares = [
        sum(1 for char in run if low <= char <= high) / len(run)
        for low, high in (("A", "Z"), ("a", "z"), ("0", "9"))
    ]
    return min(shares) > SHARE


def _page_numbers(text: str) -> Iterator[Change]:
    """Page numbers inside sentences count up; a lone number between dashes may mean something."""
    for found in PAGE_LINE.finditer(text):
        yield _gone(found, ChangeKind.PAGE_NUMBER)
    inside = [each for each in PAGE.finditer(text) if not _is_a_line(text, each)]
    numbers = [int(fold(each["number"])) for each in inside]
    for at, found in enumerate(inside):
        if _counts_up(numbers, at):
            yield _gone(found, ChangeKind.PAGE_NUMBER)


def _is_a_line(text: str, found: re.Match[str]) -> bool:
    begins = found.start() == 0 or text[found.start() - 1] == "\n"
    return begins and (found.end() == len(text) or text[found.end()] in "\r\n")


def _counts_up(numbers: list[int], at: int) -> bool:
    """Whether the number before or after this one in the text is its neighbour."""
    before = numbers[at - 1] if at else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    return before == numbers[at] - 1 or after == numbers[at] + 1


def _chunk_numbers(text: str) -> Iterator[Change]:
    """Numbers 1、2、3、… that break sentences were put there by a site that cut up the text."""
    run: list[re.Match[str]] = []
    for found in CHUNK.finditer(text):
        if int(found["number"]) == len(run) + 1:
            run.append(found)
    breaks = [each for each in run[1:] if not _ends_a_sentence(text, each.start())]
    if len(run) >= FEWEST_CHUNKS and len(breaks) >= MOSTLY * (len(run) - 1):
        for each in run:
            start = each.start() if each is not run[0] else each.start("number")
            yield Change(start=start, end=each.end(), cleaned="", kind=ChangeKind.CHUNK_NUMBER)


def _ends_a_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()[-1:]
    return not before or before in SENTENCE_ENDS
