import pytest

from hukou.api.pagination import decode_cursor, encode_cursor, page_of
from hukou.kernel.errors import InvalidInput


def test_a_cursor_reads_back_as_the_key_it_was_made_of() -> None:
    assert decode_cursor(encode_cursor("zhangsan", 7), str, int) == ("zhangsan", 7)


@pytest.mark.parametrize(
    "cursor", ["", "x", "%%%", "户", encode_cursor("a"), encode_cursor(1, 2), encode_cursor(True)]
)
def test_a_cursor_of_another_list_is_refused_by_name(cursor: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        decode_cursor(cursor, int)
    assert refused.value.field == "cursor"


def test_a_page_never_counts() -> None:
    assert page_of([1], next_cursor="x") == {"results": [1], "next": "x"}
