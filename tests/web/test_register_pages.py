"""The register's pages: the household like its booklet, the person, the search."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import Disclosure, HeldNumber, Particulars
from tests.cast import Station, family, station
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

HOUSEHOLD_PAGE = 10
"""Account, posting, scope, kind, book, history, and one row (in a savepoint) to note who looked."""
PERSON_PAGE = 12
"""The same without the kind, with where the person was registered and their former types."""


def number_of(person_id: int) -> str:
    return HeldNumber.objects.get(person=person_id).number


def test_the_household_page_lists_members_in_the_order_of_the_booklet(
    here: Station, visit: Visit
) -> None:
    home = family(here.office)

    page = visit(here.officer).get(f"/households/{home.household.pk}").content.decode()

    cards = page[page.index("常住人口登记卡") :]
    names = ["欧阳修", "单雄英", "欧阳小水", "欧阳小山"]
    assert sorted(names, key=cards.index) == names


def test_a_household_of_another_office_does_not_exist_for_us(here: Station, visit: Visit) -> None:
    elsewhere = family(station().office)

    response = visit(here.officer).get(f"/households/{elsewhere.household.pk}")

    assert response.status_code == 404
    assert "没有找到该记录" in response.content.decode()


def test_a_person_of_another_office_does_not_exist_for_us(here: Station, visit: Visit) -> None:
    elsewhere = family(station().office)

    assert visit(here.officer).get(f"/people/{elsewhere.father.pk}").status_code == 404


@pytest.mark.parametrize("name", ["陈\U00020bb7安", "买买提·阿不都热合曼"])
def test_rare_characters_and_the_separator_of_names_are_shown(
    here: Station, visit: Visit, name: str
) -> None:
    home = family(here.office)
    Particulars.objects.filter(person=home.son).update(name=name)

    page = visit(here.officer).get(f"/households/{home.household.pk}").content.decode()

    assert name in page
    assert '<meta charset="utf-8">' in page


def test_identity_numbers_are_masked_until_revealed_with_a_purpose(
    here: Station, visit: Visit
) -> None:
    home, client = family(here.office), visit(here.officer)
    number = number_of(home.father.pk)

    masked = client.get(f"/people/{home.father.pk}").content.decode()
    revealed = client.post(f"/people/{home.father.pk}/number", {"purpose": "核对身份证"})

    assert number not in masked.replace(" ", "")
    assert number in revealed.content.decode().replace(" ", "")
    logged = Disclosure.objects.get(kind="reveal")
    assert (logged.person, logged.account, logged.purpose) == (
        home.father,
        here.officer,
        "核对身份证",
    )


def test_without_a_purpose_the_number_stays_masked(here: Station, visit: Visit) -> None:
    home = family(here.office)

    page = visit(here.officer).post(f"/people/{home.father.pk}/number", {"purpose": ""})

    assert number_of(home.father.pk) not in page.content.decode().replace(" ", "")
    assert "请填写查看完整号码的用途" in page.content.decode()
    assert not Disclosure.objects.filter(kind="reveal").exists()


def test_the_household_page_costs_the_same_for_two_members_as_for_four(
    here: Station, visit: Visit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    large, client = family(here.office), visit(here.officer)
    small = family(here.office)
    for member in (small.son, small.daughter):
        small.residence_of(member).delete()
    client.get("/search")

    with django_assert_num_queries(HOUSEHOLD_PAGE):
        client.get(f"/households/{large.household.pk}")
    with django_assert_num_queries(HOUSEHOLD_PAGE):
        client.get(f"/households/{small.household.pk}")


def test_the_person_page_costs_a_fixed_number_of_queries(
    here: Station, visit: Visit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home, client = family(here.office), visit(here.officer)
    client.get("/search")

    with django_assert_num_queries(PERSON_PAGE):
        client.get(f"/people/{home.father.pk}")


def found(client: Client, text: str) -> str:
    return client.post("/search", {"free": text}, follow=True).content.decode()


@pytest.mark.parametrize("text", ["欧阳", "ouyang", "oyx"])
def test_people_are_found_by_name_and_pinyin(here: Station, visit: Visit, text: str) -> None:
    family(here.office)
    family(here.office)

    assert "欧阳修" in found(visit(here.officer), text)


def test_a_search_with_one_answer_opens_it(here: Station, visit: Visit) -> None:
    home = family(here.office)

    search = {"free": number_of(home.son.pk)}
    response = visit(here.officer).post("/search", search, follow=True)

    assert response.redirect_chain == [("/search?of=last", 302), (f"/people/{home.son.pk}", 302)]


def test_a_result_can_be_gone_back_to_and_a_new_search_is_empty(
    here: Station, visit: Visit
) -> None:
    client = visit(here.officer)
    family(here.office)
    found(client, "欧阳")

    assert "欧阳修" in client.get("/search?of=last").content.decode()
    assert "欧阳修" not in client.get("/search").content.decode()


def test_a_search_is_logged_with_those_who_were_shown(here: Station, visit: Visit) -> None:
    home = family(here.office)

    found(visit(here.officer), home.household.number)

    assert Disclosure.objects.get(kind="search").people == sorted(
        person.pk for person in (home.father, home.mother, home.son, home.daughter)
    )


def test_an_empty_search_says_what_to_fill_in(here: Station, visit: Visit) -> None:
    assert "请至少填写一项查询条件" in found(visit(here.officer), " ")


def test_the_book_can_be_opened_as_of_a_day_before_the_family_came(
    here: Station, visit: Visit
) -> None:
    home = family(here.office)

    page = visit(here.officer).get(f"/households/{home.household.pk}?on=2005-01-01")

    assert "该日此户没有在册人员" in page.content.decode()


def test_a_day_that_is_none_is_refused_in_words(here: Station, visit: Visit) -> None:
    home = family(here.office)

    page = visit(here.officer).get(f"/households/{home.household.pk}?on=2026-02-30")

    assert "请先处理以下问题" in page.content.decode()
    assert date(2026, 2, 28).isoformat() not in page.content.decode()
