"""Junk handed in as a text (I02): read in a moment, and nothing of it that cannot be stored."""

from time import process_time
from typing import Final

import pytest

from hukou.law.texts import FlagKind, read_text

SIZE: Final = 200_000
MOMENT: Final = 10.0
"""Seconds of the processor; what looks at every rest of the file again takes hours."""


@pytest.mark.parametrize(
    "unit", ["\n", " ", " \n", "\u3000", "字-1-字-2-", "1表", "附件 2.甲甲", "字?a", "a"]
)
def test_whatever_is_repeated_is_read_in_a_moment(unit: str) -> None:
    began = process_time()

    raw = (unit * (SIZE // len(unit))).encode()
    assert read_text(raw).disagreements(raw) == []

    assert process_time() - began < MOMENT


def test_a_lost_byte_is_flagged_and_shown_as_a_replacement_sign() -> None:
    whole = ("一、总则\n（一）本市居民可以申请落户。\n" * 20).encode()
    raw = whole[:60] + whole[61:]

    read = read_text(raw)

    assert read.disagreements(raw) == []
    garbled = [each for each in read.flags if each.kind is FlagKind.GARBLED]
    assert garbled
    for words in [each.excerpt for each in read.flags] + [each.original for each in read.lines]:
        words.encode()
    assert any("\ufffd" in each.original for each in read.lines)
