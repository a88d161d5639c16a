"""Refusals (错误): each says what it means and what to do next."""

import pickle

import pytest

from hukou.kernel import errors
from hukou.kernel.errors import DomainError, InvalidInput, NotFound, RuleViolated

FAMILIES: list[type[DomainError]] = [
    errors.DomainError,
    errors.Conflict,
    errors.RuleViolated,
    errors.InvalidInput,
    errors.Forbidden,
    errors.NotFound,
    errors.TryAgain,
]


class DrawerIsFull(RuleViolated):
    """The drawer is full.

    More words that are no title.
    """

    code = "drawer-is-full"


def test_the_title_is_the_first_line_of_the_docstring() -> None:
    assert DrawerIsFull.title() == "The drawer is full."


def test_an_error_keeps_its_detail_and_facts() -> None:
    refusal = DrawerIsFull("since 2020", household="1001")

    assert (refusal.detail, refusal.facts) == ("since 2020", {"household": "1001"})
    assert str(refusal) == "since 2020"


def test_an_error_without_detail_reads_as_its_title() -> None:
    assert str(NotFound()) == NotFound.title()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_tells_the_counter_in_chinese_what_to_do(
    family: type[DomainError],
) -> None:
    assert any("\u4e00" <= character <= "\u9fff" for character in family.zh)
    assert family.code


def test_families_have_codes_of_their_own() -> None:
    assert len({family.code for family in FAMILIES}) == len(FAMILIES)


def test_input_at_fault_names_its_field() -> None:
    refusal = InvalidInput("not a day", field="birth_date")

    assert refusal.field == "birth_date"
    assert refusal.errors == [
        {"field": "birth_date", "detail": "not a day", "code": "invalid-input"}
    ]
    assert refusal.facts["errors"] == refusal.errors


def test_several_faults_are_told_in_one_go() -> None:
    refusal = InvalidInput.gather([InvalidInput("a", field="x"), InvalidInput("b", field="y")])

    assert [error["field"] for error in refusal.errors] == ["x", "y"]


def test_an_error_survives_the_way_to_another_process() -> None:
    refusal = pickle.loads(pickle.dumps(DrawerIsFull("why", on="2020-01-01")))  # noqa: S301  our own bytes

    assert (refusal.detail, refusal.facts) == ("why", {"on": "2020-01-01"})
