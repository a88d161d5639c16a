"""A certificate of the hukou type somebody had on a day, from closed history (R04)."""

from datetime import date, timedelta
from typing import Final

import pytest

from hukou.law import load_law
from registry.documents import FormerTypeCertificate, pdf
from registry.errors import NothingToCertify
from registry.models import FormerKind, FormerType, IssuedDocument
from tests.documents.cast import RARE
from tests.documents.conftest import Twelve
from tests.documents.reading import pages
from tests.registry.test_former_types import had

UNIFIED: Final = load_law().unification
BEFORE: Final = UNIFIED.effective_from - timedelta(days=1)


@pytest.fixture
def farmer(home: Twelve) -> FormerTypeCertificate:
    had(home.people[0], FormerKind.AGRICULTURAL)
    return FormerTypeCertificate(home.people[0].pk)


@pytest.mark.parametrize(
    ("on", "told"),
    [(BEFORE, "农业户口"), (UNIFIED.effective_from, "居民户口"), (date(1990, 1, 1), "农业户口")],
    ids=["the last day", "the day of the unification", "the first day"],
)
def test_the_certificate_tells_the_type_of_the_day(
    home: Twelve, farmer: FormerTypeCertificate, on: date, told: str
) -> None:
    document = home.issued(farmer, on=on)

    [page] = pages(pdf(document))
    fields = {each["id"]: each["value"] for each in document.content["sheets"][0]["fields"]}
    assert fields["YHKXZ"] == told
    assert RARE in page
    assert UNIFIED.cite.clause in page


def test_a_day_that_no_old_file_vouches_for_is_not_certified(
    home: Twelve, farmer: FormerTypeCertificate
) -> None:
    with pytest.raises(NothingToCertify):
        home.issued(farmer, on=date(1989, 12, 31))
    assert not IssuedDocument.objects.exists()


def test_the_certificate_opens_no_old_type_again(
    home: Twelve, farmer: FormerTypeCertificate
) -> None:
    before = list(FormerType.objects.values())

    home.issued(farmer, on=BEFORE)

    assert list(FormerType.objects.values()) == before
