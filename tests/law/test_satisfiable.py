"""Whether somebody could meet a condition, against trying everybody of a small world."""

from collections.abc import Mapping
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hukou.law import PACKS, Citation, load_law
from hukou.law.comparisons import COUNTY_OF_DESTINATION
from hukou.law.conditions import Condition
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY
from hukou.law.linting.satisfiable import Search
from hukou.law.reading import Reader
from hukou.law.safeguards import load_safeguards
from hukou.law.sections import Section

HERE: Final = Citation("试验", "第一条")
PLACES: Final = ("330802001001", "330822001001", "331002001001", "110101001001")
WORLD: Final[Mapping[str, tuple[Mapping[str, object], ...]]] = {
    "person.married": ({"person.married": True}, {"person.married": False}),
    "person.sex": ({"person.sex": "male"}, {"person.sex": "female"}),
    "honour.level": tuple(
        {"honour.level": each} for each in ("none", "town", "county", "city", "provincial")
    ),
    "bad": tuple({"conduct.bad_credit_records": each} for each in range(6)),
    "area": tuple({"dwelling.area_m2": each / 2} for each in range(125)),
    "age": tuple(
        {AGE: age, AGE_FROM_NEXT_DAY: counted}
        for age in (16, 17, 18, 19, 20)
        for counted in (age, age - 1)
    ),
    "place": tuple(
        {"person.hukou_place": place, COUNTY_OF_DESTINATION: county}
        for place in PLACES
        for county in ("330802", "330822", "330825")
    ),
}


def leaf(fact: str, op: str, *values: object) -> st.SearchStrategy[dict[str, object]]:
    if not values:
        return st.just({"fact": fact, "op": op})
    return st.sampled_from([{"fact": fact, "op": op, "value": each} for each in values])


LEVELS: Final = ("town", "county", "city")
LEAVES: Final = st.one_of(
    leaf("person.married", "is_true"),
    leaf("person.married", "is_false"),
    leaf("person.sex", "eq", "male", "female"),
    leaf("person.sex", "ne", "male"),
    *(leaf("honour.level", op, *LEVELS) for op in ("ge", "lt", "eq", "ne")),
    leaf("honour.level", "in", ["town", "city"], ["county"]),
    *(leaf("conduct.bad_credit_records", op, 1, 2, 4) for op in ("ge", "gt", "le", "lt", "eq")),
    *(leaf("dwelling.area_m2", op, 60, 61) for op in ("ge", "gt", "le", "lt", "eq")),
    *(leaf("person.age", op, 17, 18, 19) for op in ("ge", "gt", "le", "lt", "eq")),
    *(leaf("person.hukou_place", op, "33", "330800") for op in ("within", "not_within")),
    leaf("person.hukou_place", "within", "same_county", "330802"),
    leaf("person.hukou_place", "not_within", "same_county"),
)
TREES: Final = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda members: {"all": members}, st.lists(inner, min_size=2, max_size=4)),
        st.builds(lambda members: {"any": members}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda member: {"not": member}, inner),
    ),
    max_leaves=9,
)


def compiled(raw: dict[str, Any]) -> Condition:
    reader = Reader(
        vocabulary=load_law().vocabulary,
        safeguards=load_safeguards(PACKS),
        clauses={},
        terms={},
        ambiguities={},
    )
    return reader.condition(Section(raw, "tree"), HERE)


def facts_of(raw: object) -> set[str]:
    if isinstance(raw, dict):
        own = {str(raw["fact"])} if "fact" in raw else set()
        return own.union(*(facts_of(each) for each in raw.values()))
    return set().union(*(facts_of(each) for each in raw)) if isinstance(raw, list) else set()


def somebody(condition: Condition, asked: set[str]) -> bool:
    """Whether anybody of the small world meets it, tried one by one."""
    parts = [part for part in WORLD.values() if set(part[0]) & asked]
    for combined in product(*parts):
        values: dict[str, object] = {}
        for each in combined:
            values.update(each)
        if condition.test(values) is True:
            return True
    return False


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_the_search_finds_somebody_exactly_where_trying_everybody_does(raw: dict[str, Any]) -> None:
    condition = compiled(raw)
    search = Search(load_law().vocabulary, "330800")
    assert search.finds(condition) is somebody(condition, facts_of(raw))


def every_of(*members: dict[str, Any]) -> Condition:
    return compiled({"all": list(members)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"op": "ge", "value": 18}, {"op": "lt", "value": 18}),
        ({"op": "gt", "value": 20}, {"op": "eq", "value": 19}),
    ],
)
def test_the_leaves_that_exclude_each_other_are_told(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    search = Search(load_law().vocabulary, "330800")
    told = {"fact": "employment.months", **one}, {"fact": "employment.months", **other}
    assert not search.finds(every_of({"fact": "person.married", "op": "is_true"}, *told))
    assert [leaf.fact for leaf in search.conflict] == ["employment.months"] * 2


def test_a_birthday_counts_both_ways() -> None:
    """On the eighteenth birthday somebody has reached 18 and is not yet older than 17."""
    reached = {"fact": "person.age", "op": "ge", "value": 18}
    not_over = {"fact": "person.age", "op": "le", "value": 17}
    assert Search(load_law().vocabulary, "330800").finds(every_of(reached, not_over))


def test_nobody_of_the_same_county_comes_from_outside_the_jurisdiction() -> None:
    same = {"fact": "person.hukou_place", "op": "within", "value": "same_county"}
    outside = {"fact": "person.hukou_place", "op": "not_within", "value": "330800"}
    vocabulary = load_law().vocabulary
    assert not Search(vocabulary, "330800").finds(every_of(same, outside))
    assert Search(vocabulary, "330000").finds(every_of(same, outside))
