"""The words of a condition against the figure it is judged by: letters print the words (L29)."""

import pytest

from hukou.law.superior import Severity
from tests.law.written import condition, found, written


@pytest.mark.parametrize(
    ("label", "value", "differs"),
    [
        ("投资 10 万元以上", 120000, True),
        ("投资 12 万元以上", 120000, False),
        ("投资 120000 元以上", 120000, False),
        ("投资达到规定数额", 120000, False),
    ],
)
def test_words_that_give_another_figure_than_the_rule_are_told(
    label: str, value: int, differs: bool
) -> None:
    asks = {"fact": "investment.amount_yuan", "op": "ge", "value": value, "label": label}
    told = found(written(condition(asks)), "words-differ")
    assert [each.severity for each in told] == [Severity.SERIOUS] * differs


@pytest.mark.parametrize(("value", "differs"), [(36, False), (35, True)])
def test_years_in_words_are_held_against_months(value: int, differs: bool) -> None:
    asks = {"fact": "employment.months", "op": "ge", "value": value, "label": "工作满 3 年"}
    assert bool(found(written(condition(asks)), "words-differ")) is differs
