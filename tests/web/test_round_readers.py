"""Who reads what of a round (积分年度): its bureau all of it, a station its own files."""

from datetime import date, timedelta
from typing import Final

import pytest
from django.test import Client

from applications.actions import lift_bar, mark_absent, void_for_fraud
from applications.models import Bar, RoundList
from hukou.kernel import clock
from registry.models import Account, Disclosure, PostingRole
from tests.factories import OfficeFactory, PersonFactory
from tests.filing import posted
from tests.rounds import AFTER, city
from tests.years import LAST_DAY, Year

pytestmark = pytest.mark.django_db

IN_PUBLICITY: Final = AFTER + timedelta(days=1)
SHOWN_LATER: Final = {
    "published_on": date(2026, 9, 9),
    "public_until": date(2026, 9, 16),
    "objections_until": date(2026, 9, 16),
}
NOBODY: Final = dict.fromkeys((*SHOWN_LATER, "published_by"))


@pytest.fixture
def year() -> Year:
    return Year(city(), bar_years=5, bar_clause="第七条")


@pytest.fixture
def neighbour(year: Year) -> Account:
    """An officer of another station under the same bureau."""
    another = OfficeFactory.create(parent=year.place.here.bureau)
    return posted(another, PostingRole.OFFICER)


def page(year: Year, account: Account, *, on: date | None = None) -> str:
    client = Client()
    client.force_login(account)
    with clock.frozen(on or IN_PUBLICITY):
        response = client.get(f"/rounds/{year.round.pk}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("days", [NOBODY, SHOWN_LATER], ids=["not yet dated", "dated ahead"])
def test_before_it_is_shown_a_list_is_for_whoever_runs_the_round(
    year: Year, neighbour: Account, days: dict[str, object]
) -> None:
    RoundList.objects.update(**days)

    told = page(year, neighbour)
    for hidden in ("陈＊志", "欧＊山", year.files[0].number):
        assert hidden not in told
    for reader in (year.place.runner, year.place.here.officer):
        assert "陈＊志" in page(year, reader)
        assert year.files[2].number in page(year, reader)


def test_while_it_is_shown_others_read_what_the_public_reads(
    year: Year, neighbour: Account
) -> None:
    told = page(year, neighbour)
    assert "陈＊志" in told
    assert "欧＊山" in told
    assert "𠮷＊玛" not in told  # not within the quota
    assert not [each.number for each in year.files if each.number in told]
    assert ">192<" not in told
    assert ">192<" in page(year, year.place.here.officer)


def test_after_its_days_and_before_the_final_list_it_is_not_shown_to_others_any_more(
    year: Year, neighbour: Account
) -> None:
    after = LAST_DAY + timedelta(days=1)
    assert "陈＊志" not in page(year, neighbour, on=after)
    year.ends()
    assert "陈＊志" in page(year, neighbour, on=after)


def test_what_is_said_of_one_applicant_is_for_whoever_may_open_the_file(
    year: Year, neighbour: Account
) -> None:
    here, runner = year.place.here, year.place.runner
    with clock.frozen(IN_PUBLICITY):
        mark_absent(year.files[1].pk, by=here.officer, note="欧阳小山未到场核验")
        void_for_fraud(year.files[0].pk, by=runner, reason="陈立志的社保凭证系伪造")
        lift_bar(Bar.objects.get().pk, by=runner, reason="陈立志复议撤销")

    told = page(year, neighbour)
    for words in ("欧阳小山未到场核验", "社保凭证系伪造", "陈立志复议撤销"):
        assert words not in told
        for reader in (here.officer, runner):
            assert words in page(year, reader)
    assert "取消资格" in told


def test_reading_the_list_is_logged_with_whom_it_told_of(year: Year, neighbour: Account) -> None:
    person = PersonFactory.create(details={"name": "陈立志"})
    year.files[0].parties.update(person=person, newcomer={})

    page(year, neighbour)
    assert not Disclosure.objects.filter(kind="round_list").exists()
    page(year, year.place.here.officer)

    read = Disclosure.objects.get(kind="round_list")
    assert (read.account, read.people) == (year.place.here.officer, [person.pk])
    assert read.fields == ["name", "rank", "score"]
