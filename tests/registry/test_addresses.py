"""Standard addresses (标准地址), and what kind of place they lie in."""

import pytest

from registry.actions import find_or_add_address
from registry.models import Division
from registry.queries import location_kind
from tests.factories import DivisionFactory

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
