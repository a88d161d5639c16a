"""Facts, dates and numbers as the counter says them, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from hukou.kernel import clock
from hukou.web import fact_words
from hukou.web.forms import read_day
from hukou.web.templatetags import counter

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "fact", "says"),
    [
        (None, "dwelling.tenure", "未知"),
        (True, "dwelling.legal_and_stable", "是"),
        ("owned", "dwelling.tenure", "自有"),
        (["owned", "leased"], "dwelling.tenure", "自有、租赁"),
        (12, "residence.months_continuous", "12 个月"),
        ("330802", "no.such.fact", "330802"),
    ],
)
def test_values_are_said_in_words(found: object, fact: str, says: str) -> None:
    assert fact_words.value(found, fact) == says


def test_values_follow_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert fact_words.value("owned", "dwelling.tenure").lower() == "owned"
        assert fact_words.label("dwelling.tenure") == "Dwelling tenure"
        assert fact_words.agency("housing") == "Housing"


@pytest.mark.parametrize(
    ("op", "required", "says"),
    [
        ("ge", 12, "至少 12 个月"),
        ("in", ["owned", "leased"], "应为 自有、租赁 之一"),
        ("is_true", None, "应为 是"),
        ("within", "same_county", "应在 迁入地同一县（市、区） 范围内"),
    ],
)
def test_requirements_are_said_in_words(op: str, required: object, says: str) -> None:
    fact = "dwelling.tenure" if op == "in" else "residence.months_continuous"

    assert fact_words.requirement({"op": op, "required": required, "fact": fact}) == says


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (timedelta(days=5, hours=1), "剩 5 天", "plain"),
        (timedelta(hours=3, minutes=1), "剩 3 小时", "warn"),
        (timedelta(minutes=-30), "超期 1 小时", "bad"),
        (timedelta(days=-2), "超期 2 天", "bad"),
    ],
)
def test_time_left_turns_amber_below_a_day_and_red_when_it_has_passed(
    monkeypatch: pytest.MonkeyPatch, left: timedelta, words: str, tone: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)

    shown = counter.deadline(NOW + left)

    assert (shown["words"], shown["tone"]) == (words, tone)


def test_numbers_are_masked_and_grouped() -> None:
    template = Template("{% load counter %}{{ it|masked }} {{ it|grouped }}")

    shown = template.render(Context({"it": "44019919870315001X"}))

    assert shown == "440199********001X 440199 1987 0315 001X"


def test_an_unknown_fact_agency_or_paper_is_shown_by_its_own_name() -> None:
    named = (fact_words.label("x.y"), fact_words.agency("x"), fact_words.paper("x"))

    assert named == ("x.y", "x", "x")


@pytest.mark.parametrize(
    "typed", ["2026-11-22", "20261122", "2026.11.22", "2026/11/22", "2026年11月22日", " 20261122 "]
)
def test_a_day_is_read_however_officers_type_it(typed: str) -> None:
    assert read_day(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", [" ", "2026-02-30", "22.11.2026", "昨天", "1122"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    """Whoever typed it is told how a day is written."""
    with pytest.raises(ValueError, match=r"^没有这一天，请写作 2026-11-22 或 20261122$"):
        read_day(typed)


@pytest.mark.parametrize("typed", ["18991231", "2100-01-01"])
def test_a_day_that_no_register_can_mean_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^请填写 1900 年至 2099 年之间的日期$"):
        read_day(typed)
