"""Three-valued conditions against every way the unknown could turn out."""

import operator
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from hukou.law import PACKS, load_law, parse_facts
from hukou.law.citation import Citation
from hukou.law.conditions import Condition, leaves
from hukou.law.findings import missing, telling
from hukou.law.reading import Reader
from hukou.law.safeguards import load_safeguards
from hukou.law.sections import Section
from tests.law.people import DAY

HERE: Final = Citation("试验", "第一条")
WORLD: Final[Mapping[str, tuple[object, ...]]] = {
    "person.married": (True, False),
    "relation.cohabits": (True, False),
    "person.sex": ("male", "female"),
    "person.age": (17, 18, 60),
    "honour.level": ("none", "town", "county"),
}
LEAVES: Final = st.sampled_from(
    [
        {"fact": "person.married", "op": "is_true"},
        {"fact": "person.married", "op": "is_false"},
        {"fact": "relation.cohabits", "op": "is_true"},
        {"fact": "person.sex", "op": "eq", "value": "male"},
        {"fact": "person.sex", "op": "ne", "value": "male"},
        {"fact": "person.age", "op": "lt", "value": 18},
        {"fact": "person.age", "op": "ge", "value": 60},
        {"fact": "person.age", "op": "in", "value": [17, 60]},
        {"fact": "honour.level", "op": "ge", "value": "county"},
        {"fact": "honour.level", "op": "not_in", "value": ["town"]},
    ]
)
TREES: Final = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda members: {"all": members}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda members: {"any": members}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda member: {"not": member}, inner),
    ),
    max_leaves=8,
)
COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "ge": operator.ge,
    "in": lambda found, wanted: found in wanted,
    "not_in": lambda found, wanted: found not in wanted,
}
KNOWN: Final = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in WORLD.items()}
)
AGE_NEXT: Final = "person.age@next_day"


def compiled(tree: Mapping[str, Any]) -> Condition:
    law = load_law()
    reader = Reader(
        vocabulary=law.vocabulary,
        safeguards=load_safeguards(PACKS),
        clauses={},
        terms={},
        ambiguities={},
    )
    return reader.condition(Section(tree, "tree"), HERE)


def plainly(tree: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Evaluate a tree over complete facts, written anew and without three values."""
    if "all" in tree:
        return all(plainly(each, facts) for each in tree["all"])
    if "any" in tree:
        return any(plainly(each, facts) for each in tree["any"])
    if "not" in tree:
        return not plainly(tree["not"], facts)
    found: Any = facts[tree["fact"]]
    wanted: Any = tree.get("value")
    order = list(WORLD["honour.level"])
    if tree["fact"] == "honour.level" and tree["op"] == "ge":
        found, wanted = order.index(found), order.index(wanted)
    if tree["op"] in {"is_true", "is_false"}:
        return bool(found is (tree["op"] == "is_true"))
    return bool(COMPARE[tree["op"]](found, wanted))


def completions(known: Mapping[str, object]) -> Iterator[dict[str, object]]:
    open_names = [name for name in WORLD if name not in known]
    for values in product(*(WORLD[name] for name in open_names)):
        yield {**known, **dict(zip(open_names, values, strict=True))}


def as_values(known: Mapping[str, object]) -> dict[str, object]:
    return {**known, **({AGE_NEXT: known["person.age"]} if "person.age" in known else {})}


@settings(deadline=None)
@given(tree=TREES, known=KNOWN)
def test_what_is_decided_holds_however_the_unknown_turns_out(
    tree: dict[str, Any], known: dict[str, object]
) -> None:
    truth = compiled(tree).test(as_values(known))
    if truth is not None:
        assert {plainly(tree, each) for each in completions(known)} == {truth}


@settings(deadline=None)
@given(tree=TREES, known=KNOWN)
def test_complete_facts_decide_as_ordinary_logic_does(
    tree: dict[str, Any], known: dict[str, object]
) -> None:
    complete = next(completions(known))
    assert compiled(tree).test(as_values(complete)) is plainly(tree, complete)


@settings(deadline=None)
@given(tree=TREES, known=KNOWN, more=KNOWN)
def test_learning_more_never_turns_what_was_decided(
    tree: dict[str, Any], known: dict[str, object], more: dict[str, object]
) -> None:
    condition = compiled(tree)
    before = condition.test(as_values(known))
    after = condition.test(as_values({**more, **known}))
    assert before is None or after is before


@settings(deadline=None)
@given(tree=TREES, known=KNOWN)
def test_what_is_missing_is_named_exactly_while_it_can_decide(
    tree: dict[str, Any], known: dict[str, object]
) -> None:
    condition = compiled(tree)
    values = as_values(known)
    named = set(missing(condition, values))
    assert bool(named) is (condition.test(values) is None)
    assert named <= {leaf.fact for leaf in leaves(condition)} - set(known)


@settings(deadline=None)
@given(tree=TREES, known=KNOWN)
def test_a_condition_that_holds_tells_only_what_is_satisfied(
    tree: dict[str, Any], known: dict[str, object]
) -> None:
    condition = compiled(tree)
    values = as_values(known)
    told = [leaf.test(values) for leaf in telling(condition, values)]
    if condition.test(values) is True:
        assert told
        assert set(told) == {True}
    elif condition.test(values) is False:
        assert False in told


def test_exists_is_true_of_what_is_known_and_never_false() -> None:
    tree = {"fact": "person.sex", "op": "exists"}
    assert compiled(tree).test({"person.sex": "male"}) is True
    assert compiled(tree).test({}) is None
    assert compiled({"not": tree}).test({"person.sex": "male"}) is False
    assert compiled({"not": tree}).test({}) is None


def test_a_birthday_counts_for_reaching_an_age_and_the_day_after_for_exceeding_it() -> None:
    on_the_46th_birthday = parse_facts({"person.birth_date": "1972-03-01"}, on=DAY).values
    reached = compiled({"fact": "person.age", "op": "ge", "value": 46})
    not_over = compiled({"fact": "person.age", "op": "le", "value": 45})
    assert reached.test(on_the_46th_birthday) is True
    assert not_over.test(on_the_46th_birthday) is True


def test_a_rule_may_count_ages_the_other_way() -> None:
    on_the_46th_birthday = parse_facts({"person.birth_date": "1972-03-01"}, on=DAY).values
    reached = compiled({"fact": "person.age", "op": "ge", "value": 46, "reached": "next_day"})
    not_over = compiled({"fact": "person.age", "op": "le", "value": 45, "reached": "birthday"})
    assert reached.test(on_the_46th_birthday) is False
    assert not_over.test(on_the_46th_birthday) is False
