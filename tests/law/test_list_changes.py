"""What two versions of a list say differently (名单变动)."""

from hypothesis import given
from hypothesis import strategies as st

from hukou.law.points.list_changes import Change, changes
from hukou.law.points.ranking import Candidate, Ranked, rank

SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3))


def listed(scores: dict[str, int], quota: int = 2) -> list[Ranked]:
    return rank([Candidate(who, (score,)) for who, score in scores.items()], quota)


def told(before: dict[str, int], after: dict[str, int]) -> dict[str, Change]:
    return {each.id: each.change for each in changes(listed(before), listed(after))}


def test_who_loses_points_falls_out_and_the_next_comes_in() -> None:
    before, after = {"a": 9, "b": 8, "c": 7}, {"a": 9, "b": 6, "c": 7}

    assert told(before, after) == {"b": Change.LOST, "c": Change.GAINED}


def test_who_is_void_goes_and_everybody_below_moves_up() -> None:
    before, after = {"a": 9, "b": 8, "c": 7, "d": 6}, {"b": 8, "c": 7, "d": 6}

    assert told(before, after) == {
        "a": Change.WENT,
        "b": Change.MOVED,
        "c": Change.GAINED,
        "d": Change.MOVED,
    }


def test_another_score_at_the_same_rank_is_told() -> None:
    [changed] = changes(listed({"a": 9, "b": 1}), listed({"a": 8, "b": 1}))

    assert changed.change is Change.MOVED
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.rank, changed.after.rank) == (1, 1)


@given(SCORES, SCORES)
def test_the_old_list_with_its_changes_is_the_new_list(
    before: dict[str, int], after: dict[str, int]
) -> None:
    old, new = listed(before), listed(after)

    made = {each.candidate.id: each for each in old}
    for each in changes(old, new):
        made.pop(each.id, None)
        if each.after is not None:
            made[each.id] = each.after

    assert made == {each.candidate.id: each for each in new}


@given(SCORES)
def test_a_list_does_not_differ_from_itself(scores: dict[str, int]) -> None:
    assert changes(listed(scores), listed(scores)) == []
