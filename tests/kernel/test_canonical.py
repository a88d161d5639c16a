"""Canonical text and digests (摘要)."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel.canonical import Suite, canonical_json, chain, digest, digest_bytes
from hukou.kernel.clock import ZONE

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


NAIVE = datetime(2018, 3, 1, tzinfo=ZONE).replace(tzinfo=None)


class Kind(StrEnum):
    BIRTH = "birth"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({Kind.BIRTH: Kind.BIRTH}, '{"birth":"birth"}'),
        ("户口", '"户口"'),
        (Decimal("55.50"), '"55.5"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("-0.00"), '"0"'),
        (date(2018, 3, 1), '"2018-03-01"'),
        (datetime(2018, 3, 1, 8, tzinfo=ZONE), '"2018-03-01T00:00:00.000000+00:00"'),
        ((1, 2), "[1,2]"),
        ({"b", "a"}, '["a","b"]'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
    ],
)
def test_a_value_has_one_spelling(value: object, text: str) -> None:
    assert canonical_json(value) == text


@pytest.mark.parametrize(
    "value",
    [1.5, {"area": 55.0}, {1: "a"}, b"bytes", NAIVE, Decimal("NaN"), object()],
)
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical"):
        canonical_json(value)


def test_the_same_instant_in_two_zones_is_one_value() -> None:
    at = datetime(2018, 3, 1, 8, tzinfo=ZONE)

    assert digest(at) == digest(at.astimezone(UTC))


@pytest.mark.parametrize(
    ("suite", "expected"),
    [
        # the examples of FIPS 180-4 and of GB/T 32905-2016, appendix A.1
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ],
)
def test_published_digests_of_abc(suite: Suite, expected: str) -> None:
    assert digest_bytes(b"abc", suite) == expected


@pytest.mark.parametrize("suite", ["sha256", "sm3"])
def test_changing_any_link_changes_every_digest_after_it(suite: Suite) -> None:
    def ends(*values: str) -> list[str]:
        links = [""]
        for value in values:
            links.append(chain(links[-1], {"entry": value}, suite))
        return links[1:]

    right, forged = ends("a", "b", "c", "d"), ends("a", "x", "c", "d")

    assert right[0] == forged[0]
    assert not set(right[1:]) & set(forged[1:])


def test_a_link_cannot_be_read_as_part_of_the_value() -> None:
    assert chain("ab", "c") != chain("a", "bc")


@given(JSON)
def test_canonical_text_reads_back_and_is_its_own_spelling(value: object) -> None:
    text = canonical_json(value)

    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert digest(value) == digest(dict(reversed(value.items())))
