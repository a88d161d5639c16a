"""The test behind each operator, as a closure over one fact."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hukou.law.conditions import Op, Test, Truth, Values
from hukou.law.places import county_of, lies_within

SAME_COUNTY: Final = "same_county"
COUNTY_OF_DESTINATION: Final = "destination@county"
"""Where the judge puts the county the person would settle in: internal, not a fact."""


def comparison(op: Op, key: str, required: Any, order: tuple[str, ...] = ()) -> Test:  # noqa: ANN401
    """Return the test of one leaf; `order` gives an ordered enum its values, lowest first."""
    if order:
        return _ranked(op, key, required, order)
    return MAKERS[op](key, required)


def _ranked(op: Op, key: str, required: str, order: tuple[str, ...]) -> Test:
    """Compare by rank: the answers are worked out once, and an unknown value has none."""
    by_rank = MAKERS[op](key, order.index(required))
    answers = {value: by_rank({key: rank}) for rank, value in enumerate(order)}
    return lambda values: answers.get(values.get(key, ""))


def _ge(key: str, required: Any) -> Test:  # noqa: ANN401
    def test(values: Values) -> Truth:
        found = values.get(key)
        return None if found is None else found >= required

    return test


def _gt(key: str, required: Any) -> Test:  # noqa: ANN401
    def test(values: Values) -> Truth:
        found = values.get(key)
        return None if found is None else found > required

    return test


def _eq(key: str, required: Any) -> Test:  # noqa: ANN401
    def test(values: Values) -> Truth:
        found = values.get(key)
        return None if found is None else found == required

    return test


def _in(key: str, required: tuple[Any, ...]) -> Test:
    wanted = frozenset(required)

    def test(values: Values) -> Truth:
        found = values.get(key)
        return None if found is None else found in wanted

    return test


def _true(key: str, _: object) -> Test:
    def test(values: Values) -> Truth:
        found: Truth = values.get(key)
        return found

    return test


def _exists(key: str, _: object) -> Test:
    return lambda values: True if values.get(key) is not None else None


def _within(key: str, required: str) -> Test:
    if required == SAME_COUNTY:
        return _in_county_of_destination(key)

    def test(values: Values) -> Truth:
        found = values.get(key)
        return None if found is None else lies_within(found, required)

    return test


def _in_county_of_destination(key: str) -> Test:
    def test(values: Values) -> Truth:
        found, county = values.get(key), values.get(COUNTY_OF_DESTINATION)
        if found is None or county is None or county_of(found) is None:
            return None
        return bool(county_of(found) == county)

    return test


def _opposite(maker: Callable[[str, Any], Test]) -> Callable[[str, Any], Test]:
    def make(key: str, required: Any) -> Test:  # noqa: ANN401
        inner = maker(key, required)

        def test(values: Values) -> Truth:
            truth = inner(values)
            return None if truth is None else not truth

        return test

    return make


MAKERS: Final[Mapping[Op, Callable[[str, Any], Test]]] = {
    Op.GE: _ge,
    Op.LT: _opposite(_ge),
    Op.GT: _gt,
    Op.LE: _opposite(_gt),
    Op.EQ: _eq,
    Op.NE: _opposite(_eq),
    Op.IN: _in,
    Op.NOT_IN: _opposite(_in),
    Op.IS_TRUE: _true,
    Op.IS_FALSE: _opposite(_true),
    Op.EXISTS: _exists,
    Op.ABSENT: _opposite(_exists),
    Op.WITHIN: _within,
    Op.NOT_WITHIN: _opposite(_within),
}
