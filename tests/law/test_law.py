"""Which regulation decides where and when, and which only speaks when asked to simulate."""

from datetime import date

import pytest

from hukou.law import Mode, Silence, Status, load_law
from tests.law.people import ACTIVATED, DAY, OWNER, SPOUSE, ask


def test_the_law_is_read_once() -> None:
    assert load_law() is load_law()


def test_each_regulation_has_a_version_of_its_own() -> None:
    law = load_law()
    digests = {each.digest for each in law.regulations.values()}
    assert len(digests) == len(law.regulations)
    assert all(len(digest) == 64 for digest in (*digests, law.version))
    assert ask("qz-final-2017", OWNER).law_version == law.regulations["qz-final-2017"].digest


def in_force(place: str, on: date, **activations: date) -> list[str]:
    dated = {name.replace("_", "-"): day for name, day in activations.items()}
    return [each.id for each in load_law().in_force(place, on, dated)]


@pytest.mark.parametrize("place", ["330800", "330802", "330802004", "330802004001"])
def test_an_undated_regulation_decides_only_once_activated(place: str) -> None:
    assert in_force(place, DAY) == []
    assert in_force(place, DAY, qz_final_2017=ACTIVATED) == ["qz-final-2017"]
    assert in_force(place, date(2017, 10, 31), qz_final_2017=ACTIVATED) == []


def test_a_draft_never_decides_even_when_somebody_dates_it() -> None:
    assert in_force("330802", DAY, qz_draft_2017=ACTIVATED) == []
    judged = ask("qz-draft-2017", OWNER, {"s": SPOUSE}, mode="decide", activated_on=ACTIVATED)
    assert judged.outcome == "no_policy"
    assert judged.silence is Silence.DRAFT
    assert judged.companion("s").outcome == "no_policy"
    assert judged.as_json()["reason"] == Silence.DRAFT.zh


def test_a_place_without_regulation_has_none() -> None:
    assert in_force("110101", DAY) == []


def test_a_trial_ends_with_its_last_day_and_the_doubtful_days_after_it() -> None:
    assert in_force("440222", date(2021, 9, 9)) == ["sx-2018"]
    assert in_force("440222", date(2021, 9, 12)) == ["sx-2018"]
    assert in_force("440222", date(2021, 9, 13)) == []
    shixing = load_law().regulations["sx-2018"]
    assert shixing.term.status_on(date(2020, 1, 1)) is Status.TRIAL
    assert shixing.term.status_on(date(2021, 9, 13)) is Status.EXPIRED


@pytest.mark.parametrize("day", [date(2018, 9, 11), date(2021, 9, 11)])
def test_on_doubtful_days_who_would_be_eligible_is_reviewed(day: date) -> None:
    judged = ask("sx-2018", {"student.rural_origin": True}, on=day, mode="decide", channel="SX-4")
    assert judged.outcome == "review"
    assert judged.channel("SX-4").verdict.review[-1].id == "A-SX-1"


def test_an_expired_trial_can_still_be_simulated() -> None:
    rural = {"student.rural_origin": True}
    day = date(2022, 1, 1)
    assert ask("sx-2018", rural, on=day, mode="decide").silence is Silence.EXPIRED
    assert ask("sx-2018", rural, on=day, mode="simulate", channel="SX-4").outcome == "eligible"


def test_a_regulation_says_nothing_about_other_places() -> None:
    final = load_law().regulations["qz-final-2017"]
    silence = final.silence(on=DAY, mode=Mode.SIMULATE, activated_on=None, division="440106")
    assert silence is Silence.ELSEWHERE


def test_a_regulation_is_published_with_channels_clauses_and_dates() -> None:
    told = load_law().regulations["jm-2018-5"].as_json(on=DAY)
    assert told["effective_from"] == "2018-04-11"
    assert told["number"] == "江府办〔2018〕5号"
    channels = told["channels"]
    assert isinstance(channels, list)
    assert [each["id"] for each in channels] == [f"JM-{number}" for number in range(1, 12)]
    assert channels[0]["group"] == "重点群体一"


@pytest.mark.parametrize(
    ("regulation", "channels"),
    [
        ("qz-final-2017", ["QZF-1", "QZF-2", "QZF-3", "QZF-4", "QZF-5", "QZF-6", "QZF-7"]),
        (
            "qz-draft-2017",
            ["QZD-1", "QZD-2", "QZD-3a", "QZD-3b", "QZD-4", "QZD-5", "QZD-6", "QZD-7", "QZD-8"],
        ),
        ("sx-2018", ["SX-1", "SX-2", "SX-3", "SX-4", "SX-5", "SX-6"]),
    ],
)
def test_every_channel_of_the_documents_is_there(regulation: str, channels: list[str]) -> None:
    assert list(load_law().regulations[regulation].channels) == channels
