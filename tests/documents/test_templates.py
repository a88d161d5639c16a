"""Templates by place and day; a reprint is the first print, years later (K02)."""

import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.law import PackError
from registry.actions import print_document
from registry.documents import HouseholdCertificate, pdf, template_for, template_used, templates
from registry.errors import NoTemplate, TemplateAltered
from registry.models import IssuedDocument, Particulars
from tests.documents.cast import RARE
from tests.documents.conftest import Twelve
from tests.documents.reading import pages
from tests.factories import ParticularsFactory

KIND: Final = "household_certificate"
FIRST: Final = date(2026, 12, 1)
YEARS_LATER: Final = date(2031, 6, 1)
NEW_FORM: Final = "依照新式样出具"
OLD_LINE: Final = (
    "{id: household-certificate-2026, kind: household_certificate, effective_from: 2026-01-01,"
)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf of our own, whose certificate of 2030 looks different; Qiannan has one of its own."""
    shelf = tmp_path / "typst"
    shutil.copytree(templates.SHELF, shelf)
    new = shelf / "2030"
    shutil.copytree(shelf / "2026", new)
    page = new / "certificate.typ"
    page.write_text(page.read_text(encoding="utf-8") + f"\n#small[{NEW_FORM}]\n", encoding="utf-8")
    change(shelf, OLD_LINE, f"{OLD_LINE[:-1]}, effective_to: 2029-12-31,")
    more = (
        "  - {id: certificate-2030, kind: household_certificate, effective_from: 2030-01-01,"
        " file: 2030/certificate.typ, working_copy: false}\n"
        '  - {id: certificate-qn, kind: household_certificate, jurisdiction: "522700",'
        " effective_from: 2026-01-01, file: 2030/certificate.typ, working_copy: false}\n"
    )
    listed = shelf / templates.LIST
    listed.write_text(listed.read_text(encoding="utf-8") + more, encoding="utf-8")
    monkeypatch.setattr(templates, "SHELF", shelf)
    return shelf


def change(shelf: Path, written: str, instead: str) -> None:
    listed = shelf / templates.LIST
    text = listed.read_text(encoding="utf-8")
    assert written in text
    listed.write_text(text.replace(written, instead, 1), encoding="utf-8")


def renamed(home: Twelve, *, on: date, to: str) -> None:
    """Give the first of them another name from a day, in the register."""
    [known] = Particulars.objects.filter(person=home.people[0])
    known.period = Range(known.period.lower, on)
    known.save(update_fields=["period"])
    ParticularsFactory.create(
        person=home.people[0],
        name=to,
        sex=known.sex,
        birth_date=known.birth_date,
        period=Range(on, None),
    )


@pytest.mark.usefixtures("shelf")
def test_a_reprint_years_later_is_the_first_print_and_a_new_one_is_todays(home: Twelve) -> None:
    wanted = HouseholdCertificate(home.people[0].pk)
    document = home.issued(wanted, on_day=FIRST)
    first = pdf(document)
    renamed(home, on=date(2030, 1, 1), to="欧阳改名")

    with clock.frozen(YEARS_LATER):
        print_document(document, by=home.here.officer)
        again = pdf(IssuedDocument.objects.get(pk=document.pk))
    anew = "".join(pages(pdf(home.issued(wanted, on_day=YEARS_LATER))))

    assert again == first
    assert RARE in "".join(pages(again))
    assert NEW_FORM not in "".join(pages(again))
    assert "欧阳改名" in anew
    assert NEW_FORM in anew
    assert RARE not in anew


@pytest.mark.parametrize(
    ("division", "on", "expected"),
    [
        ("330802", date(2029, 12, 31), "household-certificate-2026"),
        ("330802", date(2030, 1, 1), "certificate-2030"),
        ("522701000000", date(2029, 12, 31), "certificate-qn"),
        ("522600", date(2029, 12, 31), "household-certificate-2026"),
    ],
    ids=["the last day", "the first day", "a place of its own", "the place beside it"],
)
@pytest.mark.usefixtures("shelf")
def test_the_template_is_that_of_the_place_and_the_day(
    division: str, on: date, expected: str
) -> None:
    assert template_for(KIND, division=division, on=on).id == expected


def test_before_the_first_template_nothing_is_issued() -> None:
    with pytest.raises(NoTemplate):
        template_for(KIND, division="330802", on=date(2025, 12, 31))


def test_a_template_that_was_changed_afterwards_prints_nothing(home: Twelve, shelf: Path) -> None:
    document = home.issued(HouseholdCertificate(home.people[0].pk), on_day=FIRST)
    page = shelf / "2026" / "certificate.typ"
    page.write_text(page.read_text(encoding="utf-8") + "#small[改动]", encoding="utf-8")
    templates.templates.cache_clear()

    with pytest.raises(TemplateAltered):
        pdf(document)


def test_a_template_that_documents_bear_is_found_by_its_digest() -> None:
    known = template_for(KIND, division="330802", on=FIRST)

    assert template_used(known.id, digest=known.digest) == known
    with pytest.raises(TemplateAltered):
        template_used(known.id, digest="0" * 64)


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        ("kind: booklet", "kind: passport", "'kind' is one of"),
        ("working_copy: true", "working_copy: maybe", "is true or false"),
        ("file: 2026/booklet.typ", "file: 2026/nothing.typ", "no file nothing.typ"),
        ("effective_from: 2026-01-01, file: 2026/booklet", "file: 2026/booklet", "is missing"),
        ("days: 40", "days: soon", "counts days"),
        ("id: booklet-2026, ", "id: register-form-2026, ", "the same 'id'"),
        ("effective_to: 2029-12-31", "effective_to: 2030-01-01", "at the same time"),
        ("working_copy: true}", "working_copy: true, colour: red}", "unknown key 'colour'"),
    ],
)
def test_an_unclear_list_of_templates_is_refused(
    shelf: Path, written: str, instead: str, refusal: str
) -> None:
    change(shelf, written, instead)

    with pytest.raises(PackError, match=refusal):
        templates.templates.__wrapped__(shelf)
