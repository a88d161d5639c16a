"""Changing the head: rehearsed first, asked where it cannot be derived, then saved."""

import re

import pytest
from django.test import Client

from hukou.kernel import clock
from registry.models import HEAD, Residence
from tests.cast import Family, Station, family
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


def send(client: Client, home: Family, **told: str) -> str:
    sent = {"on": clock.today().isoformat(), "document": "全体成年成员签字的申请"} | told
    path = f"/households/{home.household.pk}/head"
    return client.post(path, sent, follow=True).content.decode()


def saved_as_read(client: Client, home: Family, **told: str) -> str:
    """Read the rehearsal, then save exactly that."""
    sealed = re.search(r'name="seal" value="(\w+)"', send(client, home, **told))
    assert sealed
    return send(client, home, save="1", seal=sealed[1], **told)


def head(home: Family) -> int:
    return (
        Residence.objects.on(clock.today()).get(household=home.household, relation=HEAD).person_id
    )


def test_a_rehearsal_shows_every_relation_and_saves_nothing(
    here: Station, home: Family, visit: Visit
) -> None:
    page = send(visit(here.officer), home, to=str(home.mother.pk))

    assert "预演（尚未保存）" in page
    assert "夫" in page[page.index("变更后") :]
    assert head(home) == home.father.pk


def test_saving_makes_the_change(here: Station, home: Family, visit: Visit) -> None:
    page = saved_as_read(visit(here.officer), home, to=str(home.mother.pk))

    assert "户主已变更" in page
    assert head(home) == home.mother.pk


def test_what_cannot_be_derived_is_asked(here: Station, home: Family, visit: Visit) -> None:
    in_law = home.residence_of(home.mother)
    in_law.relation = "97"
    in_law.save(update_fields=["relation"])
    client = visit(here.officer)

    asked = send(client, home, to=str(home.daughter.pk), save="1")
    said = {f"relation.{home.mother.pk}": "非亲属"}
    saved = saved_as_read(client, home, to=str(home.daughter.pk), **said)

    assert f'name="relation.{home.mother.pk}"' in asked
    assert "与新户主的关系无法由登记推定" in asked
    assert 'name="save"' not in asked
    assert "户主已变更" in saved


def test_a_relation_that_does_not_exist_is_refused(
    here: Station, home: Family, visit: Visit
) -> None:
    said = {f"relation.{home.mother.pk}": "邻居"}

    page = send(visit(here.officer), home, to=str(home.daughter.pk), save="1", **said)

    assert "代码表中没有这一项" in page
    assert head(home) == home.father.pk
