"""A list on paper (公示名单): one valid paper tells what it is, however often it is asked for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest

from applications.actions import (
    finalise,
    issue_points_list,
    publish,
    recalculate,
    void_for_fraud,
)
from applications.models import ObjectionOutcome, RoundList
from hukou.kernel import clock
from registry.models import DocumentStatus, IssuedDocument
from tests.rounds import AFTER, city
from tests.years import LAST_DAY, Year

pytestmark = pytest.mark.django_db

DAY: Final = timedelta(days=1)
VALID, VOIDED = DocumentStatus.VALID, DocumentStatus.VOIDED


@pytest.fixture
def year() -> Iterator[Year]:
    made = Year(city())
    with clock.frozen(AFTER + DAY):
        yield made


def given(year: Year, made: RoundList) -> IssuedDocument:
    return issue_points_list(made.pk, by=year.place.runner)


def status(paper: IssuedDocument) -> DocumentStatus:
    return IssuedDocument.objects.get(pk=paper.pk).status_on(clock.today())


def anew(year: Year) -> RoundList:
    """Make the list anew and show it."""
    year.answers(year.objects(), ObjectionOutcome.UPHELD)
    made = recalculate(year.round.pk, by=year.place.runner, reason="异议成立")
    publish(year.round.pk, by=year.place.runner)
    return RoundList.objects.get(pk=made.pk)


def test_a_second_click_gives_the_same_paper(year: Year) -> None:
    first = given(year, year.list)

    assert given(year, year.list) == first
    assert IssuedDocument.objects.count() == 1
    assert status(first) is VALID


def test_what_a_list_said_before_a_place_was_void_is_void(year: Year) -> None:
    first = given(year, year.list)
    void_for_fraud(year.files[0].pk, by=year.place.runner, reason="社保凭证系伪造")

    again = given(year, year.list)

    assert again != first
    assert (status(first), status(again)) == (VOIDED, VALID)
    voided = IssuedDocument.objects.get(pk=first.pk).events.latest("pk")
    assert (voided.by, voided.reason) == (year.place.runner, "名单已重新出具")


def test_a_list_made_anew_takes_the_paper_of_the_one_before_and_not_the_other_way(
    year: Year,
) -> None:
    first = given(year, year.list)
    second = given(year, anew(year))
    assert (status(first), status(second)) == (VOIDED, VALID)

    given(year, year.list)

    assert status(second) is VALID


def test_the_final_list_is_the_last_paper(year: Year) -> None:
    first = given(year, year.list)
    with clock.frozen(LAST_DAY + DAY):
        final = given(year, finalise(year.round.pk, by=year.place.runner))
        assert (status(first), status(final)) == (VOIDED, VALID)


def test_the_paper_of_another_year_stays(year: Year) -> None:
    first = given(year, year.list)
    year.round.document = "示例市2026年度第二次积分制入户通告"
    year.round.save(update_fields=["document"])

    given(year, year.list)

    assert status(first) is VALID
