"""How far permit holders are behind residents, by service, place and year (P06)."""

from decimal import Decimal
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction

from hukou.kernel.errors import InvalidInput
from registry.actions import report_service_figure
from registry.errors import (
    AreaNotKeptHere,
    MoreServedThanEntitled,
    NoSuchDivision,
    YearNotOver,
)
from registry.models import Account, PostingRole, ServedGroup, ServiceFigure
from registry.queries.holders import gaps_of, years_told
from tests.cast import law_desk

pytestmark = pytest.mark.django_db

SCHOOL: Final = "compulsory_education"
PLACE: Final = "330802"


@pytest.fixture
def bureau() -> Account:
    return law_desk(PostingRole.COUNTY_APPROVER, area=PLACE).officer


def report(by: Account, **told: Any) -> ServiceFigure:
    usual: dict[str, Any] = {
        "division": PLACE,
        "year": 2025,
        "group": ServedGroup.HOLDERS,
        "served": 870,
        "entitled": 1000,
        "reporter": "区教育局",
        "document": "2025 年义务教育统计表",
    }
    return report_service_figure(told.pop("service", SCHOOL), **(usual | told), by=by)


def test_the_gap_is_the_residents_share_less_the_holders_in_percentage_points(
    bureau: Account,
) -> None:
    report(bureau)
    report(bureau, group=ServedGroup.RESIDENTS, served=2999, entitled=3000)
    [gap] = gaps_of(PLACE, year=2025, services=[SCHOOL])

    assert (gap.holders_share, gap.residents_share) == (Decimal("87.0"), Decimal("100.0"))
    assert gap.points == Decimal("13.0")


def test_what_one_group_has_not_told_leaves_the_gap_open(bureau: Account) -> None:
    report(bureau)
    told, untold = gaps_of(PLACE, year=2025, services=[SCHOOL, "legal_aid"])

    assert (told.points, told.residents_share) == (None, None)
    assert (untold.holders, untold.residents, untold.points) == (None, None, None)


def test_what_was_told_last_counts_and_what_was_told_before_stays(bureau: Account) -> None:
    report(bureau)
    report(bureau, served=900)
    [gap] = gaps_of(PLACE, year=2025, services=[SCHOOL])

    assert gap.holders_share == Decimal("90.0")
    assert ServiceFigure.objects.count() == 2


def test_years_and_places_are_kept_apart(bureau: Account) -> None:
    report(bureau, year=2024, served=1)
    report(bureau)

    assert years_told(PLACE) == [2025, 2024]
    assert years_told("330803") == []
    [gap] = gaps_of(PLACE, year=2024, services=[SCHOOL])
    assert gap.holders_share == Decimal("0.1")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"served": 1001}, MoreServedThanEntitled),
        ({"served": 0, "entitled": 0}, MoreServedThanEntitled),
        ({"year": 2026}, YearNotOver),
        ({"year": 2015}, InvalidInput),
        ({"service": "palaces"}, InvalidInput),
        ({"group": "guests"}, InvalidInput),
        ({"document": " "}, InvalidInput),
        ({"division": "330899"}, NoSuchDivision),
    ],
    ids=lambda each: str(each) if isinstance(each, dict) else each.__name__,
)
def test_a_figure_that_cannot_be_is_refused_and_nothing_is_stored(
    bureau: Account, told: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        report(bureau, **told)
    assert not ServiceFigure.objects.exists()


def test_the_figures_of_another_area_are_not_taken_down_here(bureau: Account) -> None:
    law_desk(PostingRole.COUNTY_APPROVER, area="440222")

    with pytest.raises(AreaNotKeptHere):
        report(bureau, division="440222")


def test_the_database_itself_refuses_more_served_than_entitled(bureau: Account) -> None:
    figure = report(bureau)
    figure.pk, figure.served = None, figure.entitled + 1

    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save(force_insert=True)
