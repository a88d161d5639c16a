"""A year of settling by points under a silent and a wrong agency: nobody is lost (T02, T04)."""

from typing import Final

from tests.faults.test_faults import run

NEVER: Final = ("lost", "wrongly_ranked", "lists_not_reproduced")


def test_a_round_loses_nobody_and_its_lists_can_be_made_again() -> None:
    figures = run("yearly_round")

    assert figures["on_the_final_list"] == figures["applicants"]
    assert figures["silent_and_wrong_agency_named"] == "1"
    assert {each: figures[each] for each in NEVER} == dict.fromkeys(NEVER, "0")
