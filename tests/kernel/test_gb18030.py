"""GB 18030-2022 (国标码)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel import gb18030, tables

CHANGED = tables.read("gb18030_2022")


@pytest.mark.parametrize("row", CHANGED, ids=lambda row: row["gb_bytes"])
def test_codes_that_became_real_characters_are_read_and_written(row: dict[str, str]) -> None:
    character = chr(int(row["since_2022"], 16))

    assert gb18030.decode(bytes.fromhex(row["gb_bytes"])) == character
    assert gb18030.encode(character) == bytes.fromhex(row["gb_bytes"])


@pytest.mark.parametrize("row", CHANGED, ids=lambda row: row["gb_bytes"])
def test_no_private_character_is_left_of_them(row: dict[str, str]) -> None:
    private = chr(int(row["before_2022"], 16))

    assert bytes.fromhex(row["gb_bytes"]).decode("gb18030") == private
    assert private not in gb18030.decode(bytes.fromhex(row["gb_bytes"]))


def test_the_separator_has_the_code_the_ministries_name() -> None:
    assert gb18030.encode("·") == bytes.fromhex("A1A4")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        gb18030.decode(b"\x81")


@given(st.text(st.characters(exclude_categories=["Cs", "Co"])))
def test_every_character_comes_back(text: str) -> None:
    assert gb18030.decode(gb18030.encode(text)) == text


@pytest.mark.parametrize(
    "sent", ["户主".encode(), "户主".encode("utf-8-sig"), gb18030.encode("户主")]
)
def test_a_file_is_read_in_whichever_of_the_two_encodings_it_came(sent: bytes) -> None:
    assert gb18030.decode_either(sent) == "户主"
