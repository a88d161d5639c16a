"""The agencies that are connected (已联通的部门): those the texts name, at their own addresses."""

from itertools import product
from typing import Final

import pytest
from pytest_django.fixtures import Settings

from applications.connectors import AGENCIES, FakeAgency, agency, secret_of
from applications.connectors.asking import facts_of
from applications.connectors.errors import QuestionRefused
from applications.connectors.transport import HttpAgency
from hukou import env
from hukou.law import load_law
from tests.connectors.conftest import MakesQuestion

NAMED: Final = {
    "public_security": ("conduct.criminal_record", "residence.months_continuous"),
    "human_resources": ("insurance.social_months", "title.skill_grade", "points.total"),
    "medical_insurance": ("insurance.medical_active",),
    "housing": ("dwelling.tenure", "dwelling.lease_months_total"),
    "real_estate": ("dwelling.tenure", "dwelling.area_m2"),
    "education": ("education.level", "student.admitted"),
    "overseas_study": ("education.returned_overseas",),
    "civil_affairs": ("person.married", "relation.kind"),
    "health": ("relation.kind",),
    "tax": ("investment.amount_yuan", "person.has_income_source"),
    "market_supervision": ("employment.months", "investment.role"),
    "agriculture": ("rights.contracted_land", "rights.homestead", "rights.collective_income"),
    "relocation": ("relocation.moved_in",),
    "veterans": ("military.discharged_or_transferred",),
    "organisation": ("civil_service.employer", "expert.level"),
    "honours": ("honour.level",),
}
"""Who verifies what by the texts (核查依据表): each agency with facts it is named for."""


def test_every_agency_that_the_texts_name_is_connected() -> None:
    assert set(AGENCIES) == set(NAMED) == set(env.AGENCIES)
    assert set(AGENCIES) <= set(load_law().vocabulary.agencies)


@pytest.mark.parametrize("slug", NAMED)
def test_an_agency_is_asked_what_the_texts_name_it_for(slug: str) -> None:
    assert set(NAMED[slug]) <= set(facts_of(slug))


@pytest.mark.parametrize("slug", AGENCIES)
def test_an_agency_is_reached_at_its_own_address(slug: str, settings: Settings) -> None:
    settings.AGENCIES = {slug: {"url": f"https://{slug}.test/", "secret": f"secret-{slug}"}}
    client = agency(slug)

    assert isinstance(client, HttpAgency)
    assert client.slug == slug
    assert client.url == f"https://{slug}.test/v1/facts"
    assert secret_of(slug) == f"secret-{slug}"
    assert agency(slug) is client


def test_the_environment_names_every_connected_agency(settings: Settings) -> None:
    assert set(settings.AGENCIES) == set(AGENCIES)


def test_an_office_connects_only_the_agencies_that_answer_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AGENCIES_CONNECTED", "housing, tax")

    assert env.connected() == ("housing", "tax")
    assert set(env.agencies()) == {"housing", "tax"}


def test_an_agency_that_there_is_none_of_is_named_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AGENCIES_CONNECTED", "housing,weather")

    with pytest.raises(ValueError, match="weather"):
        env.connected()


def test_a_fake_stands_in_where_the_address_says_so(settings: Settings) -> None:
    settings.AGENCIES = {"housing": {"url": "fake:", "secret": ""}}

    assert isinstance(agency("housing"), FakeAgency)


def test_an_agency_that_is_not_connected_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        agency("weather")


@pytest.mark.parametrize(
    ("slug", "url"),
    [*product(("civil_affairs", "public_security", "health"), ("https://a.test", "fake:"))],
)
def test_a_relation_is_asked_of_two_people_or_not_at_all(
    slug: str, url: str, settings: Settings, question: MakesQuestion
) -> None:
    settings.AGENCIES = {slug: {"url": url, "secret": "s"}}

    with pytest.raises(QuestionRefused):
        agency(slug).ask(question(agency=slug, fact="relation.kind"))
