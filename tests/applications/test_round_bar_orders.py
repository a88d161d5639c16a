"""By which order somebody is barred after false papers (限制申报, T06), and until when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest

from applications.actions import draft, lift_bar, submit, void_for_fraud
from applications.errors import BarLifted, Barred, MayNotRunRounds
from applications.models import Bar, RoundAct, RoundApplication
from applications.queries.rounds.bars import refuse_barred, standing_bar
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from tests.filing import fresh
from tests.rounds import AFTER, DURING, applies, asking, city, number_of
from tests.years import WHY, Year, void

pytestmark = pytest.mark.django_db

BARS: Final = {"bar_years": 5, "bar_clause": "第七条"}


@pytest.fixture
def year() -> Iterator[Year]:
    made = Year(city(), **BARS)
    with clock.frozen(AFTER + timedelta(days=1)):
        yield made


def test_the_years_and_the_clause_of_a_bar_are_those_of_the_order(year: Year) -> None:
    void(year)

    bar = Bar.objects.get()
    assert (bar.since, bar.until) == (date(2026, 9, 8), date(2031, 9, 8))
    assert (bar.document, bar.clause) == (year.round.document, "第七条")
    assert bar.number == number_of(0)
    assert bar.reason == WHY


def test_where_the_order_says_nothing_nobody_is_barred() -> None:
    year = Year(city())
    with clock.frozen(AFTER):
        void(year)

    assert not Bar.objects.exists()
    assert year.round.steps.get(act=RoundAct.VOIDED).details["barred_until"] is None


@pytest.mark.parametrize(
    "wrong", [{"bar_years": 5}, {"bar_clause": "第七条"}, {"bar_years": 5, "bar_clause": "  "}]
)
def test_years_without_a_clause_are_no_order(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as no:
        city().declared(**wrong)
    assert no.value.field == "bar_clause"


def test_a_barred_person_is_refused_with_the_clause_until_the_last_day(year: Year) -> None:
    void(year)
    scheme, number = year.round.scheme, number_of(0)

    with pytest.raises(Barred) as no:
        refuse_barred(scheme, number, on=date(2031, 9, 8))

    assert no.value.facts["cite"] == {"document": year.round.document, "clause": "第七条"}
    assert no.value.facts["until"] == "2031-09-08"
    refuse_barred(scheme, number, on=date(2031, 9, 9))
    refuse_barred(scheme, number_of(1), on=date(2026, 9, 9))


def test_whoever_was_barred_cannot_apply_again_and_nothing_is_handed_in() -> None:
    place = city()
    place.declared(**BARS)
    file = applies(place, 0)
    with clock.frozen(DURING):
        void_for_fraud(file.pk, by=place.runner, reason=WHY)
        again = draft(asking(0, applied_on=clock.today()), by=place.here.auxiliary)
        with pytest.raises(Barred):
            submit(again.pk, by=place.here.auxiliary)

    assert fresh(again.pk).status == Status.DRAFT
    assert RoundApplication.objects.count() == 1


def test_a_bar_is_lifted_once_with_a_reason(year: Year) -> None:
    void(year)
    bar, by = Bar.objects.get(), year.place.runner
    with pytest.raises(InvalidInput):
        lift_bar(bar.pk, by=by, reason=" ")
    with pytest.raises(MayNotRunRounds):
        lift_bar(bar.pk, by=year.place.here.chief, reason="复议撤销")
    lift_bar(bar.pk, by=by, reason="复议撤销")

    assert standing_bar(bar.scheme, bar.number, on=clock.today()) is None
    with pytest.raises(BarLifted):
        lift_bar(bar.pk, by=by, reason="复议撤销")
    with pytest.raises(NotFound):
        lift_bar(0, by=by, reason="复议撤销")
