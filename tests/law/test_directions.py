"""Narrower or wider (L30), against trying everybody of a small world."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any, Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hukou.law import load_law
from hukou.law.differences import Direction, direction, negated
from hukou.law.linting.satisfiable import Search
from tests.law.test_satisfiable import LEAVES, WORLD, compiled, facts_of

SMALL: Final = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda members: {"all": members}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda members: {"any": members}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda member: {"not": member}, inner),
    ),
    max_leaves=4,
)
MOST: Final = 20_000
"""How many people are tried for one example."""


def everybody(asked: set[str]) -> Iterator[Mapping[str, object]]:
    parts = [part for part in WORLD.values() if set(part[0]) & asked]
    for combined in product(*parts):
        values: dict[str, object] = {}
        for each in combined:
            values.update(each)
        yield values


def tried(own: set[int], above: set[int]) -> Direction:
    if (above - own and own - above) or own == above:
        return Direction.CHANGED
    return Direction.NARROWER if above - own else Direction.WIDER


@settings(max_examples=200, deadline=None)
@given(SMALL)
def test_a_negated_condition_holds_for_exactly_the_others(raw: dict[str, Any]) -> None:
    condition = compiled(raw)
    other = negated(condition, load_law().vocabulary)
    for values in islice(everybody(facts_of(raw)), MOST):
        assert other.test(values) is not condition.test(values)


@settings(max_examples=200, deadline=None)
@given(SMALL, SMALL)
def test_the_direction_is_that_of_who_meets_one_and_not_the_other(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    people = list(islice(everybody(facts_of(one) | facts_of(two)), MOST + 1))
    assume(len(people) <= MOST)
    own, above = compiled(one), compiled(two)
    meets = {at for at, values in enumerate(people) if own.test(values)}
    met = {at for at, values in enumerate(people) if above.test(values)}
    search = Search(load_law().vocabulary, "330800")
    assert direction(own, above, search) is tried(meets, met)
