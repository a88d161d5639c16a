"""What documents cost (工本费): dated rules with their clauses; unknown amounts stay unknown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.kernel.division_code import stem, within
from hukou.law.citation import Citation
from hukou.law.dated import Status
from hukou.law.sections import NATIONAL, Lines, PackError, Section, read_yaml

FEES: Final = "fees.yaml"
OCCASIONS: Final = ("first", "exchange", "lost", "damaged", "expired")
"""Why a document is made: the first, a new one on request, or in place of one lost and so on."""
DOCUMENTS: Final = (
    "booklet",
    "register_form",
    "move_in_permit",
    "migration_certificate",
    "household_certificate",
    "former_type_certificate",
    "residence_permit",
)
UNKNOWN: Final = "unknown"
STATUSES: Final = (Status.DRAFT, Status.IN_FORCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule:
    """What some documents cost on some occasions, from the first to the last day, both included.

    `amount` is in yuan; None where the text lets somebody charge and gives no amount.
    `settles_in_town` limits the rule to whoever settles in a town.
    """

    id: str
    jurisdiction: str
    status: Status
    documents: tuple[str, ...]
    occasions: tuple[str, ...]
    settles_in_town: bool
    amount: Decimal | None
    effective_from: date | None
    effective_to: date | None
    cite: Citation
    summary: str

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on a day; a draft has no days."""
        started = self.effective_from is None or self.effective_from <= on
        return started and (self.effective_to is None or on <= self.effective_to)

    def is_about(self, document: str, occasion: str, division: str) -> bool:
        mine = document in self.documents and occasion in self.occasions
        return mine and (not self.jurisdiction or within(division, self.jurisdiction))

    def overlaps(self, other: "FeeRule") -> bool:
        """Whether two rules would answer the same question on the same day."""
        same = (self.jurisdiction, self.settles_in_town) == (
            other.jurisdiction,
            other.settles_in_town,
        )
        shared = set(self.documents) & set(other.documents)
        met = set(self.occasions) & set(other.occasions)
        first = max(self.effective_from or date.min, other.effective_from or date.min)
        return bool(same and shared and met and self.holds(first) and other.holds(first))

    def as_json(self) -> dict[str, object]:
        """Return the rule as the API publishes it; the amount is text, exact, or null."""
        return {
            "id": self.id,
            "jurisdiction": self.jurisdiction or None,
            "status": self.status.value,
            "documents": list(self.documents),
            "occasions": list(self.occasions),
            "settles_in_town": self.settles_in_town,
            "amount": None if self.amount is None else f"{self.amount.normalize():f}",
            "effective_from": self.effective_from.isoformat() if self.effective_from else None,
            "effective_to": self.effective_to.isoformat() if self.effective_to else None,
            "summary": self.summary,
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Every rule of fees that is loaded."""

    rules: tuple[FeeRule, ...]
    sources: Mapping[str, Lines]
    digests: tuple[str, ...]
    clause_count: int

    def due(
        self,
        document: str,
        *,
        occasion: str,
        division: str,
        on: date,
        settles_in_town: bool = False,
        simulate: bool = False,
    ) -> FeeRule | None:
        """Return the rule that says what a document costs; None where no text says anything.

        The smallest place goes first, then the narrower rule. A draft answers only where it is
        simulated.
        """
        found = [
            rule
            for rule in self.rules
            if rule.is_about(document, occasion, division)
            and rule.holds(on)
            and (settles_in_town or not rule.settles_in_town)
            and (simulate or rule.status is Status.IN_FORCE)
        ]
        best = sorted(found, key=lambda rule: (len(stem(rule.jurisdiction)), rule.settles_in_town))
        return best[-1] if best else None

    def on(self, day: date) -> tuple[FeeRule, ...]:
        """Return the rules in force on a day, and the drafts."""
        return tuple(rule for rule in self.rules if rule.holds(day))


def load_fees(directory: Path) -> Fees:
    """Read every `fees.yaml` of a packs directory, the national one first.

    Raises:
        PackError: names file, line and what to do.
    """
    rules: list[FeeRule] = []
    sources: dict[str, Lines] = {}
    clauses = 0
    for path in [directory / NATIONAL / FEES, *sorted(directory.glob(f"[0-9]*/{FEES}"))]:
        file = f"{path.parent.name}/{FEES}"
        sources[file] = read_yaml(path)
        read, count = read_fees(sources[file], file=file)
        rules += read
        clauses += count
    check_rules(rules)
    digests = tuple(canonical.digest(raw) for raw in sources.values())
    return Fees(rules=tuple(rules), sources=sources, digests=digests, clause_count=clauses)


def read_fees(raw: Mapping[str, Any], *, file: str) -> tuple[list[FeeRule], int]:
    """Return the rules of one file, and how many clauses it has.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "fees", file=file)
    pack = file.partition("/")[0]
    top.text("id")
    top.text("title")
    jurisdiction = top.optional_text("jurisdiction")
    if (pack == NATIONAL) is bool(jurisdiction) or not pack.startswith(jurisdiction):
        raise top.wrong("'jurisdiction' is that of the directory, and null for the national file")
    status = _status(top)
    provenance = top.section("provenance")
    provenance.text("source")
    provenance.text("quality")
    provenance.optional_text("lines")
    provenance.optional_text("note")
    provenance.close()
    clauses = {name: _clause(each) for name, each in top.named("clauses").items()}
    rules = [_rule(each, jurisdiction, status, clauses) for each in top.sections("fees")]
    top.close()
    return rules, len(clauses)


def _status(top: Section) -> Status:
    said = top.text("status")
    if said not in STATUSES:
        raise top.wrong(f"'status' is one of {', '.join(STATUSES)}")
    return Status(said)


def _clause(section: Section) -> tuple[Citation, str]:
    cite = Citation(section.text("document"), section.text("heading"))
    summary = section.text("summary")
    section.close()
    return cite, summary


def _rule(
    section: Section,
    jurisdiction: str,
    status: Status,
    clauses: Mapping[str, tuple[Citation, str]],
) -> FeeRule:
    clause = section.text("clause")
    if clause not in clauses:
        raise section.wrong(f"no clause {clause!r} in this file: add it under 'clauses'")
    cite, summary = clauses[clause]
    rule = FeeRule(
        id=section.text("id"),
        jurisdiction=jurisdiction,
        status=status,
        documents=_listed(section, "documents", DOCUMENTS),
        occasions=_listed(section, "occasions", OCCASIONS),
        settles_in_town=_flag(section, "settles_in_town"),
        amount=_amount(section),
        effective_from=section.day("effective_from"),
        effective_to=section.day("effective_to"),
        cite=cite,
        summary=summary,
    )
    section.close()
    _check_days(section, rule)
    return rule


def _check_days(section: Section, rule: FeeRule) -> None:
    first, last = rule.effective_from, rule.effective_to
    if rule.status is Status.DRAFT and (first or last):
        raise section.wrong("a draft has no effective date: remove it, or state what was adopted")
    if rule.status is Status.IN_FORCE and first is None:
        raise section.wrong("'effective_from' is missing: the first day it holds")
    if first and last and last < first:
        raise section.wrong("'effective_to' comes before 'effective_from'")


def _listed(section: Section, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
    given = section.texts(key)
    if not given or len(set(given)) < len(given) or not set(given) <= set(allowed):
        raise section.wrong(f"{key!r} lists some of {', '.join(allowed)}, each once")
    return given


def _flag(section: Section, key: str) -> bool:
    value = section.value(key, default=False)
    if not isinstance(value, bool):
        raise section.wrong(f"{key!r} is true or false")
    return value


def _amount(section: Section) -> Decimal | None:
    value = section.required("amount")
    if value == UNKNOWN:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise section.wrong(f"'amount' is yuan, not below zero, or {UNKNOWN!r}: never a guess")
    return Decimal(value)


def check_rules(rules: Sequence[FeeRule]) -> None:
    """Refuse two rules of one id, and two that answer the same question on one day."""
    for one, other in combinations(rules, 2):
        if one.id == other.id:
            raise PackError(f"{FEES}: two rules have the id {one.id!r}: rename one")
        if one.overlaps(other):
            raise PackError(f"{FEES}: {one.id} and {other.id} say the same twice: end the earlier")
