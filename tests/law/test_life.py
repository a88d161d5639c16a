"""The life of a regulation (L27): its state on a day follows from dates and activations alone."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from hukou.law import Mode, Regulation, Silence, Stage, State, last_days, load_law
from hukou.law.dated import Consultation, Status, Term, day_before_anniversary
from hukou.law.life import history

LAW = load_law()
FINAL = LAW.regulations["qz-final-2017"]
DRAFT = LAW.regulations["qz-draft-2017"]
DAY = timedelta(days=1)


def text(name: str, status: Status = Status.IN_FORCE, **term: object) -> Regulation:
    """Return a text of 衢州's series with a standing of its own."""
    told = {"effective_from": None, "effective_to": None} | term
    return replace(FINAL, id=name, term=Term(status=status, **told))  # type: ignore[arg-type] # by name


def life(*texts: Regulation, **activated: date) -> tuple[Stage, ...]:
    """Return the life of the first of these texts among the others."""
    return history(
        texts[0], regulations={each.id: each for each in texts}, activations=dict(activated)
    )


def states(stages: tuple[Stage, ...]) -> list[tuple[str, date | None, date | None]]:
    return [(each.state.value, each.since, each.until) for each in stages]


def test_an_undated_final_text_is_final_and_waits_for_its_activation() -> None:
    [only] = LAW.life("qz-final-2017")
    assert (only.state, only.since, only.until) == (State.FINAL, None, None)
    assert "启用" in only.reason


def test_an_activated_text_is_in_force_from_its_day_on() -> None:
    dated = {"qz-final-2017": date(2017, 11, 1)}
    assert LAW.stage("qz-final-2017", date(2017, 10, 31), dated).state is State.FINAL
    assert LAW.stage("qz-final-2017", date(2017, 11, 1), dated).state is State.IN_FORCE


def test_a_trial_of_three_years_runs_out_by_itself() -> None:
    """始兴: three years from its date; the day after the last it is expired."""
    assert states(LAW.life("sx-2018")) == [
        ("final", None, date(2018, 9, 9)),
        ("trial", date(2018, 9, 10), date(2021, 9, 9)),
        ("expired", date(2021, 9, 10), None),
    ]


def test_an_undated_trial_ends_as_many_years_after_its_activation() -> None:
    trial = text("a", Status.TRIAL, trial_years=3)
    assert states(life(trial, a=date(2020, 2, 29)))[1:] == [
        ("trial", date(2020, 2, 29), date(2023, 2, 28)),
        ("expired", date(2023, 3, 1), None),
    ]
    silent = trial.silence(on=date(2023, 3, 1), mode=Mode.DECIDE, activated_on=date(2020, 2, 29))
    assert silent is Silence.EXPIRED


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2018, 9, 10), date(2021, 9, 9)),
        (date(2018, 1, 1), date(2020, 12, 31)),
        (date(2017, 2, 28), date(2020, 2, 27)),
        (date(2017, 3, 1), date(2020, 2, 29)),
    ],
)
def test_three_full_years_end_the_day_before_the_anniversary(start: date, last: date) -> None:
    assert day_before_anniversary(start, 3) == last


def test_a_draft_is_open_to_comment_until_a_date_and_then_a_draft_again() -> None:
    asked = Consultation(first=date(2026, 1, 5), last=date(2026, 2, 4))
    draft = text("d", Status.DRAFT, consultation=asked)
    assert states(life(draft)) == [
        ("draft", None, date(2026, 1, 4)),
        ("consultation", date(2026, 1, 5), date(2026, 2, 4)),
        ("draft", date(2026, 2, 5), None),
    ]


def test_where_only_the_end_of_a_consultation_is_known_no_beginning_is_made_up() -> None:
    draft = text("d", Status.DRAFT, consultation=Consultation(first=None, last=date(2026, 2, 4)))
    assert states(life(draft))[0] == ("consultation", None, date(2026, 2, 4))


def test_a_draft_gives_way_to_the_text_it_became() -> None:
    dated = {"qz-final-2017": date(2017, 11, 1)}
    assert LAW.stage("qz-draft-2017", date(2017, 10, 31), dated).state is State.DRAFT
    after = LAW.stage("qz-draft-2017", date(2017, 11, 1), dated)
    assert (after.state, after.successor) == (State.SUPERSEDED, "qz-final-2017")


def test_a_draft_somebody_dated_is_still_a_draft() -> None:
    stages = life(DRAFT, **{"qz-draft-2017": date(2017, 1, 1)})
    assert [each.state for each in stages] == [State.CONSULTATION, State.DRAFT]


def test_a_text_ends_the_day_before_the_next_of_its_series_and_place() -> None:
    old, new = text("old"), text("new")
    stages = life(old, new, old=date(2017, 11, 1), new=date(2026, 7, 1))
    assert states(stages)[1:] == [
        ("in_force", date(2017, 11, 1), date(2026, 6, 30)),
        ("superseded", date(2026, 7, 1), None),
    ]
    assert stages[-1].successor == "new"


def test_of_several_that_follow_the_first_ends_it() -> None:
    texts = {name: text(name) for name in ("a", "b", "c")}
    dated = {"a": date(2017, 1, 1), "c": date(2022, 1, 1), "b": date(2020, 1, 1)}
    assert last_days(texts, dated) == {"a": date(2019, 12, 31), "b": date(2021, 12, 31)}


def test_a_text_of_another_series_or_place_ends_nothing() -> None:
    old = text("old")
    points, elsewhere = (
        replace(text("points"), series="points"),
        replace(text("elsewhere"), jurisdiction="330802"),
    )
    dated = {"old": date(2017, 1, 1), "points": date(2020, 1, 1), "elsewhere": date(2020, 1, 1)}
    assert last_days({each.id: each for each in (old, points, elsewhere)}, dated) == {}


def test_a_trial_that_ran_out_before_the_next_text_is_expired_not_superseded() -> None:
    trial = text("t", Status.TRIAL, effective_from=date(2018, 1, 1), trial_years=3)
    stages = life(trial, text("n"), n=date(2022, 1, 1))
    assert states(stages)[-1] == ("expired", date(2021, 1, 1), None)


def test_a_superseded_text_is_silent_and_says_so() -> None:
    silence = FINAL.silence(
        on=date(2026, 7, 1),
        mode=Mode.DECIDE,
        activated_on=date(2017, 11, 1),
        ended_on=date(2026, 6, 30),
    )
    assert silence is Silence.SUPERSEDED


@pytest.mark.parametrize("name", sorted(LAW.regulations))
def test_the_stages_of_every_pack_meet_and_leave_no_day_out(name: str) -> None:
    for dated in ({}, {each: date(2019, 5, 1) for each in LAW.regulations}):
        stages = LAW.life(name, dated)
        assert stages[0].since is None
        assert stages[-1].until is None
        for earlier, later in pairwise(stages):
            assert earlier.until is not None
            assert later.since == earlier.until + DAY


@pytest.mark.parametrize("name", sorted(LAW.regulations))
def test_what_the_state_says_and_what_decides_agree_on_every_day(name: str) -> None:
    """A text decides exactly while it is in force or on trial; doubtful days are apart."""
    regulation, dated = LAW.regulations[name], {name: date(2019, 5, 1)}
    ended = last_days(LAW.regulations, dated).get(name)
    for day in (date(2017, 1, 1) + 7 * DAY * week for week in range(600)):
        silence = regulation.silence(
            on=day, mode=Mode.DECIDE, activated_on=dated[name], ended_on=ended
        )
        if not regulation.term.doubts(day):
            assert (silence is None) is LAW.stage(name, day, dated).decides
