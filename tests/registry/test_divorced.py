"""After a divorce a household is split: what followed from the marriage is asked for (H02)."""

from typing import Any

import pytest

from registry.actions import change_head, split_household
from registry.errors import RelationUnknown
from registry.models import EntryKind, Particulars, Residence
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db
DIVORCED = "40"


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    home = family(here.office)
    couple = [home.father.pk, home.mother.pk]
    Particulars.objects.filter(person__in=couple).update(marital_status=DIVORCED)
    return home


def leaving(ouyang: Family) -> dict[str, Any]:
    """The mother leaves with the son."""
    return {
        "leaving": [ouyang.mother.pk, ouyang.son.pk],
        "head": ouyang.mother,
        "address": None,
    }


def test_whether_the_child_of_the_other_is_hers_is_asked(here: Station, ouyang: Family) -> None:
    """子 says what he is to the father; that she was his wife tells nothing any more."""
    with pytest.raises(RelationUnknown) as asks:
        split_household(ouyang.household, **leaving(ouyang), **here.how)
    said = {ouyang.son.pk: "20"}
    split_household(ouyang.household, **leaving(ouyang), relations=said, **here.how)

    assert asks.value.people == [ouyang.son.pk]
    assert Residence.objects.on(LATELY).get(person=ouyang.son).relation == "20"


def test_a_birth_on_record_tells_whose_child_it_is(here: Station, ouyang: Family) -> None:
    parents = {"mother": ouyang.mother.pk, "father": ouyang.father.pk}
    EntryFactory.create(person=ouyang.son, kind=EntryKind.BIRTH, details=parents)

    split_household(ouyang.household, **leaving(ouyang), **here.how)

    assert Residence.objects.on(LATELY).get(person=ouyang.son).relation == "20"


def test_the_divorced_husband_is_not_written_down_as_husband(here: Station, ouyang: Family) -> None:
    with pytest.raises(RelationUnknown) as asks:
        change_head(ouyang.household, to=ouyang.mother, **here.how)
    assert ouyang.father.pk in asks.value.people


def test_a_marriage_that_stands_is_still_a_way_to_kin(here: Station) -> None:
    """A control: the same split without the divorce asks for nothing."""
    home = family(here.office)
    split_household(home.household, **leaving(home), **here.how)
    assert Residence.objects.on(LATELY).get(person=home.son).relation == "20"
