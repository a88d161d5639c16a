"""The command that reads a text and stores nothing (I02)."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

TEXT = "一、总则\n（一）保(bǎo)障居住，于7月7日起施行。\n"


def told(path: Path, **options: str) -> str:
    out = StringIO()
    call_command("read_text", path, stdout=out, **options)
    return out.getvalue()


def test_it_tells_changes_doubts_clauses_and_that_all_bytes_map_back(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())

    said = told(path)

    assert "cleaned: gloss × 1" in said
    assert "(bǎo) → ''" in said
    assert "line 2 missing_year [7月7日] 日期缺年份" in said
    assert "clause 1.1: bytes 13-" in said
    assert f"give back all {len(TEXT.encode())} bytes" in said


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"%PDF-1.7\x00\x01\x02\xff" * 20, "no text"), (None, "cannot read")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=says):
        told(path)


def test_a_packs_clauses_that_stand_nowhere_in_the_text_fail_the_command(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())

    with pytest.raises(CommandError, match="clauses of sx-2018 stand nowhere"):
        told(path, regulation="sx-2018")


def test_an_unknown_regulation_is_told_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())

    with pytest.raises(CommandError, match=r"no regulation nowhere; there are .*sx-2018"):
        told(path, regulation="nowhere")
