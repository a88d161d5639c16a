"""The papers of the demonstration are PDF files that a reader opens (演示材料)."""

import re

from applications.county import demonstration_paper

PAPER = demonstration_paper(["演示材料", "投资金额：100000.00 元"])


def test_the_table_says_where_each_object_begins() -> None:
    table = int(PAPER.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    assert PAPER[table:].startswith(b"xref\n")
    offsets = [int(each) for each in re.findall(rb"(\d{10}) 00000 n ", PAPER[table:])]
    assert offsets
    for number, offset in enumerate(offsets, start=1):
        assert PAPER[offset:].startswith(b"%d 0 obj" % number)


def test_the_length_of_the_text_is_what_it_says() -> None:
    told = int(re.search(rb"/Length (\d+)", PAPER)[1])  # type: ignore[index]  # always there
    begins = PAPER.index(b"stream\n") + len(b"stream\n")
    assert PAPER[begins + told :].startswith(b"\nendstream")


def test_the_lines_are_on_the_page() -> None:
    assert "演示材料".encode("utf-16-be").hex().encode() in PAPER
