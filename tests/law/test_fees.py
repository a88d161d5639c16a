"""What documents cost, as dated data with clauses: nothing guessed, nothing said twice (R05)."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from hukou.law import PACKS, FeeRule, PackError, failed_cases, load_law
from hukou.law.fee_cases import failed_fee_cases, load_fee_cases
from hukou.law.fees import load_fees

TODAY: Final = date(2026, 6, 1)
DUYUN: Final = "522701"


def due(document: str = "booklet", occasion: str = "first", **asked: Any) -> FeeRule | None:
    where: dict[str, Any] = {"division": "330802", "on": TODAY, **asked}
    return load_law().fees.due(document, occasion=occasion, **where)


@pytest.mark.parametrize("occasion", ["first", "exchange"])
@pytest.mark.parametrize("document", ["booklet", "migration_certificate"])
def test_booklets_and_migration_certificates_cost_nothing(document: str, occasion: str) -> None:
    rule = due(document, occasion)

    assert rule is not None
    assert rule.amount == Decimal(0)
    assert "财综〔2012〕97号" in rule.cite.document


def test_what_no_text_gives_is_unknown_and_never_a_number() -> None:
    again, certificate = due(occasion="lost"), due("household_certificate")

    assert again is not None
    assert again.amount is None
    assert certificate is None


@pytest.mark.parametrize(
    ("on", "rule"),
    [(date(2012, 12, 31), "booklet-1958"), (date(2013, 1, 1), "issued-free")],
    ids=["the day before", "the first day"],
)
def test_the_exemption_begins_on_its_day(on: date, rule: str) -> None:
    answered = due(on=on)

    assert answered is not None
    assert answered.id == rule


def test_a_draft_decides_nothing_and_answers_where_it_is_simulated() -> None:
    told: dict[str, Any] = {"division": DUYUN, "settles_in_town": True}
    live, simulated = due(**told), due(**told, simulate=True)

    assert live is not None
    assert simulated is not None
    assert (live.id, simulated.id) == ("issued-free", "qn-town-free")
    assert simulated.amount == Decimal(0)


def test_every_case_of_fees_comes_out_as_it_says() -> None:
    law = load_law()

    assert list(failed_fee_cases(law.fees, law.fee_cases)) == []
    assert list(failed_cases(law)) == []


# --- broken examples ---------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for pack in ("_national", "522700-qiannan"):
        shutil.copytree(PACKS / pack, tmp_path / pack)
    return tmp_path


def broken(shelf: Path, file: str, written: str, instead: str) -> None:
    path = shelf / file
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")


NATIONAL: Final = "_national/fees.yaml"
LOCAL: Final = "522700-qiannan/fees.yaml"


@pytest.mark.parametrize(
    ("file", "written", "instead", "refusal"),
    [
        (NATIONAL, "amount: 0", "amount: free", "never a guess"),
        (NATIONAL, "amount: 0", "amount: -1", "never a guess"),
        (NATIONAL, "amount: 0, ", "", "'amount' is missing"),
        (NATIONAL, "clause: free", "clause: rumour", "no clause 'rumour'"),
        (NATIONAL, ", clause: free", "", "'clause' is missing"),
        (NATIONAL, "[first, exchange], amount: 0", "[gift], amount: 0", "'occasions' lists"),
        (NATIONAL, "occasions: [first, exchange], amount", "occasions: [], amount", "lists some"),
        (NATIONAL, "documents: [booklet, migration", "documents: [passport, migration", "lists"),
        (NATIONAL, "to: 2012-12-31", "to: 2013-01-01", "say the same twice"),
        (NATIONAL, "to: 2012-12-31", "to: 1957-01-01", "comes before"),
        (NATIONAL, ", effective_from: 2013-01-01}", "}", "'effective_from' is missing"),
        (NATIONAL, "id: issued-again", "id: issued-free", "two rules have the id"),
        (NATIONAL, "status: in_force", "status: perhaps", "'status' is one of"),
        (NATIONAL, "jurisdiction: null", 'jurisdiction: "330800"', "'jurisdiction' is that"),
        (NATIONAL, "amount: 0,", "amount: 0, price: 0,", "unknown key 'price'"),
        (LOCAL, 'jurisdiction: "522700"', "jurisdiction: null", "'jurisdiction' is that"),
        (LOCAL, "amount: 0,", "amount: 0, effective_from: 2018-01-01,", "a draft has no"),
        (LOCAL, "settles_in_town: true", "settles_in_town: maybe", "is true or false"),
    ],
)
def test_an_unclear_fee_is_refused(
    shelf: Path, file: str, written: str, instead: str, refusal: str
) -> None:
    broken(shelf, file, written, instead)

    with pytest.raises(PackError, match=refusal):
        load_fees(shelf)


@pytest.mark.parametrize(
    ("file", "written", "instead", "refusal"),
    [
        (f"{LOCAL[:-5]}.cases.yaml", "rule: qn-town-free", "rule: none", "no case meets"),
        ("_national/fees.cases.yaml", "document: booklet", "document: map", "no such document"),
        ("_national/fees.cases.yaml", "day: 2013-01-01, ", "", "'day' is missing"),
    ],
)
def test_an_unclear_case_is_refused(
    shelf: Path, file: str, written: str, instead: str, refusal: str
) -> None:
    path = shelf / file
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead), encoding="utf-8")

    with pytest.raises(PackError, match=refusal):
        load_fee_cases(shelf, load_fees(shelf))


def test_a_rule_without_cases_is_refused(shelf: Path) -> None:
    (shelf / "522700-qiannan" / "fees.cases.yaml").unlink()

    with pytest.raises(PackError, match="no cases"):
        load_fee_cases(shelf, load_fees(shelf))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("amount: 0", "amount: 6"),
        ("effective_from: 2013-01-01", "effective_from: 2013-01-02"),
        ("[first, exchange], amount: 0", "[first], amount: 0"),
        ("[booklet, migration_certificate], occasions: [first", "[booklet], occasions: [first"),
    ],
    ids=["an amount", "a day", "an occasion", "a document"],
)  # fmt: skip
def test_the_cases_notice_a_change(shelf: Path, written: str, instead: str) -> None:
    broken(shelf, NATIONAL, written, instead)
    fees = load_fees(shelf)

    assert list(failed_fee_cases(fees, load_fee_cases(shelf, fees)))
