"""Documents as paper: rendered whole, over as many pages as they need (K01, I01)."""

from typing import Final

import pytest

from registry.documents import (
    Booklet,
    HouseholdCertificate,
    RegisterForm,
    Wanted,
    pdf,
    rendered,
)
from tests.documents.cast import LONG, RARE, TWELVE, certificate, permit
from tests.documents.conftest import Twelve
from tests.documents.reading import pages, unpacked

MARK: Final = "工作底稿　非法定证件"


def every(home: Twelve) -> dict[str, Wanted]:
    one, two, three = home.people[:3]
    return {
        "booklet": Booklet(home.household.pk),
        "register_form": RegisterForm(one.pk),
        "move_in_permit": permit(one, two, three),
        "migration_certificate": certificate(one, two, three),
        "household_certificate": HouseholdCertificate(one.pk, "办理子女入学"),
    }


LENGTHS: Final = {
    "booklet": 7,
    "register_form": 1,
    "move_in_permit": 3,
    "migration_certificate": 1,
    "household_certificate": 1,
}


@pytest.mark.parametrize("kind", LENGTHS)
def test_a_document_prints_with_its_rare_name_its_number_and_its_pages(
    home: Twelve, kind: str
) -> None:
    document = home.issued(every(home)[kind])

    told = pages(pdf(document))

    assert len(told) == LENGTHS[kind]
    assert RARE in "".join(told)
    assert all(document.serial in page for page in told)
    assert document.verification_code in "".join(told)
    assert all(f"第{n}页" in page.replace(" ", "") for n, page in enumerate(told, start=1))


@pytest.mark.parametrize("kind", LENGTHS)
def test_every_item_that_is_filled_in_is_printed(home: Twelve, kind: str) -> None:
    """K01: an item that a layout forgets would be lost without a word."""
    document = home.issued(every(home)[kind])

    told = "".join("".join(pages(pdf(document))).split())

    filled = [
        field["value"]
        for sheet in document.content["sheets"]
        for field in sheet["fields"]
        if field["value"]
    ]
    assert [value for value in filled if "".join(value.split()) not in told] == []


@pytest.mark.parametrize("kind", LENGTHS)
def test_what_the_ministry_prints_is_marked_as_a_working_copy(home: Twelve, kind: str) -> None:
    document = home.issued(every(home)[kind])

    marked = [MARK in page for page in pages(pdf(document))]

    assert set(marked) == {kind != "household_certificate"}


def test_the_font_is_in_the_file(home: Twelve) -> None:
    paper = pdf(home.issued(HouseholdCertificate(home.people[0].pk)))

    assert any(b"NotoSansCJK" in each for each in unpacked(paper))
    assert any(b"pdfaid" in each for each in (*unpacked(paper), paper))


def test_a_booklet_of_twelve_runs_over_pages_and_loses_nobody(home: Twelve) -> None:
    told = pages(pdf(home.issued(Booklet(home.household.pk))))

    assert all(name in "".join(told) for _relation, name, _sex, _born in TWELVE)
    assert LONG in told[5]
    numbers = [person.held_numbers.get().number for person in home.people]
    assert all("".join(told).count(number) == 1 for number in numbers)


def test_a_page_is_a_picture_as_well(home: Twelve) -> None:
    drawn = rendered(home.issued(HouseholdCertificate(home.people[0].pk)), "png")

    assert isinstance(drawn, bytes)
    assert drawn.startswith(b"\x89PNG")
