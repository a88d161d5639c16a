"""A worker that dies half-way through a comparison leaves whole steps, and nothing twice (L28)."""

from tests.faults.test_faults import run

WRONG = ("people_missing_or_twice", "families_wrongly_judged")


def test_a_killed_comparison_goes_on_where_it_was() -> None:
    figures = run("killed_comparison")

    assert float(figures["kills_half_way"]) >= 1
    assert {each: figures[each] for each in WRONG} == dict.fromkeys(WRONG, "0")
