"""Names on a public list (公示姓名): masked, whatever they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel.masked_names import HIDDEN, masked
from hukou.kernel.names import HAN_RANGES

ENDS = [chr(code) for ends in HAN_RANGES for code in ends]
PART = st.lists(st.sampled_from(ENDS), min_size=1, max_size=6).map("".join)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张＊"),
        ("王小明", "王＊明"),
        ("欧阳小明", "欧＊明"),
        ("𠮷田", "𠮷＊"),
        ("王𠮷明", "王＊明"),
        ("王小\U00031350", "王＊\U00031350"),
        ("李〇", "李＊"),
        ("买买提·吐尔逊", "买＊·＊逊"),
        ("阿卜杜拉·买买提·吐尔逊", "阿＊·＊·＊逊"),
        ("𠮷·尼玛次仁", "＊·＊仁"),
        ("Anne Smith", "A＊ S＊"),
        ("José María", "J＊ M＊"),
        ("赵C", "赵＊"),
        ("明", "＊"),
        ("", ""),
    ],
)
def test_a_public_list_shows_so_much_of_a_name(name: str, shown: str) -> None:
    assert masked(name) == shown


@given(st.lists(PART, min_size=1, max_size=4))
def test_something_of_every_name_is_hidden_and_how_much_is_not_told(parts: list[str]) -> None:
    shown = masked("·".join(parts))

    kept = shown.replace(HIDDEN, "").replace("·", "")
    assert HIDDEN in shown
    assert len(kept) <= 2
    assert all(part.count(HIDDEN) == 1 for part in shown.split("·"))


@given(st.lists(PART, min_size=1, max_size=4))
def test_what_is_shown_stands_at_the_ends_of_the_name(parts: list[str]) -> None:
    name = "·".join(parts)

    first, last = masked(name)[0], masked(name)[-1]

    assert first in (name[0], HIDDEN)
    assert last in (name[-1], HIDDEN)
