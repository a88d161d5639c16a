"""Named examples of fees (工本费用例): each rule must be the answer of one at least."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from hukou.law.failures import CaseFailure
from hukou.law.fees import DOCUMENTS, FEES, OCCASIONS, UNKNOWN, Fees
from hukou.law.sections import NATIONAL, PackError, Section, read_yaml

FEE_CASES: Final = "fees.cases.yaml"
NO_RULE: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCase:
    """Somebody asks what a document costs on a day at a place; which rule answers what."""

    name: str
    at: str
    document: str
    occasion: str
    division: str
    on: date
    settles_in_town: bool
    simulate: bool
    rule: str
    amount: Decimal | None


def failed_fee_cases(fees: Fees, cases: tuple[FeeCase, ...]) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        rule = fees.due(
            case.document,
            occasion=case.occasion,
            division=case.division,
            on=case.on,
            settles_in_town=case.settles_in_town,
            simulate=case.simulate,
        )
        found = (rule.id, rule.amount) if rule else (NO_RULE, None)
        if found != (case.rule, case.amount):
            yield CaseFailure(case, f"answered {found[0]}: {found[1]}")


def load_fee_cases(directory: Path, fees: Fees) -> tuple[FeeCase, ...]:
    """Read the cases beside every `fees.yaml`; a rule that no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    files = [directory / NATIONAL / FEES, *sorted(directory.glob(f"[0-9]*/{FEES}"))]
    cases: list[FeeCase] = []
    for file in files:
        path = file.with_name(FEE_CASES)
        if not path.exists():
            raise PackError(f"{file.parent.name}/{FEES}: no cases: write {FEE_CASES} beside it")
        top = Section(read_yaml(path), "cases", file=f"{path.parent.name}/{FEE_CASES}")
        cases += [_case(each) for each in top.sections("cases")]
        top.close()
    met = {case.rule for case in cases}
    if idle := sorted({rule.id for rule in fees.rules} - met):
        raise PackError(f"{FEE_CASES}: no case meets {idle[0]}: write one")
    return tuple(cases)


def _case(section: Section) -> FeeCase:
    on, amount = section.day("day"), section.required("amount")
    if on is None:
        raise section.wrong("'day' is missing: the day that is asked about")
    case = FeeCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        document=section.text("document"),
        occasion=section.text("occasion"),
        division=section.text("division"),
        on=on,
        settles_in_town=section.value("settles_in_town", default=False) is True,
        simulate=section.value("simulate", default=False) is True,
        rule=section.text("rule"),
        amount=None if amount == UNKNOWN else Decimal(amount),
    )
    section.close()
    if case.document not in DOCUMENTS or case.occasion not in OCCASIONS:
        raise section.wrong("no such document or occasion")
    return case
