"""Standard addresses (标准地址), and what kind of place they lie in."""

import pytest
from django.db import IntegrityError
from psycopg.types.range import Range

from registry.actions import find_or_add_address
from registry.models import Division
from registry.queries import location_kind
from tests.cast import LATELY
from tests.factories import AddressFactory, DivisionFactory

pytestmark = pytest.mark.django_db


def division(*names: str) -> Division:
    """Return the last of a line of divisions, each below the one before."""
    below: Division | None = None
    for name in names:
        below = DivisionFactory.create(name=name, parent=below)
    assert below is not None
    return below


def test_the_whole_text_runs_from_the_province_to_the_room() -> None:
    village = division("浙江省", "衢州市", "柯城区", "新新街道", "金桂社区")
    address = find_or_add_address(
        village, street="劳动路", plate="12", building="3", unit="2", room="501"
    )
    assert address.full_text == "浙江省衢州市柯城区新新街道金桂社区劳动路12号3幢2单元501室"


def test_the_same_elements_are_the_same_address() -> None:
    village = division("新新街道", "金桂社区")
    first = find_or_add_address(village, street="劳动路", plate="12")
    assert find_or_add_address(village, street="劳动路 ", plate="12号") == first


def test_a_group_an_estate_and_a_detail_have_their_place_in_the_text() -> None:
    """Standards 5: the text is composed by rule, whatever order the elements come in."""
    village = division("航埠镇", "河东村")
    address = find_or_add_address(
        village, detail="东侧", room="2", plate="7", estate="锦绣小区", group_no="3"
    )
    assert address.full_text == "航埠镇河东村3组锦绣小区7号2室东侧"


def test_a_closed_address_is_not_found_again() -> None:
    village = division("新新街道", "金桂社区")
    first = find_or_add_address(village, street="劳动路", plate="12")
    first.period = Range(first.period.lower, LATELY)
    first.save(update_fields=["period"])

    assert find_or_add_address(village, street="劳动路", plate="12") != first


def test_an_open_address_is_there_once() -> None:
    address = AddressFactory.create()
    again = AddressFactory.build(division=address.division, plate=address.plate)
    with pytest.raises(IntegrityError, match="address_is_unique"):
        again.save()


@pytest.mark.parametrize(
    ("township", "village", "kind"),
    [
        ("新新街道", "金桂社区", "street"),
        ("航埠镇", "航埠社区居委会", "other_jianzhi_town"),
        ("航埠镇", "河东村委会", "village"),
        ("九华乡", "范村村委会", "village"),
    ],
)
def test_the_kind_of_place_follows_from_township_and_committee(
    township: str, village: str, kind: str
) -> None:
    assert location_kind(division(township, village)) == kind


def test_a_division_without_a_township_is_taken_for_a_village() -> None:
    assert location_kind(division("金桂社区")) == "village"
