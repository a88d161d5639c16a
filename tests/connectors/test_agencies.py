"""The agencies that are connected (已联通部门)."""

import pytest
from pytest_django.fixtures import Settings

from applications.connectors import AGENCIES, FakeAgency, agency, secret_of
from applications.connectors.errors import QuestionRefused
from applications.connectors.transport import HttpAgency
from hukou.law import load_law
from tests.connectors.conftest import MakesQuestion


def test_every_connected_agency_is_one_of_the_vocabulary() -> None:
    assert set(AGENCIES) <= set(load_law().vocabulary.agencies)


def test_every_connected_agency_verifies_some_fact() -> None:
    verifiers = {slug for fact in load_law().vocabulary.facts.values() for slug in fact.verified_by}

    assert set(AGENCIES) <= verifiers


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


def test_a_fake_stands_in_where_the_address_says_so(settings: Settings) -> None:
    settings.AGENCIES = {"housing": {"url": "fake:", "secret": ""}}

    assert isinstance(agency("housing"), FakeAgency)


def test_an_agency_that_is_not_connected_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        agency("weather")


def test_a_relation_is_asked_of_two_people_or_not_at_all(
    settings: Settings, question: MakesQuestion
) -> None:
    address = {"url": "https://civil-affairs.test", "secret": "s"}
    settings.AGENCIES = {"civil_affairs": address}

    with pytest.raises(QuestionRefused):
        agency("civil_affairs").ask(question(agency="civil_affairs", fact="relation.kind"))
