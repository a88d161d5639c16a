"""A text against superior rules (与上位规定对照)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from hukou.law.citation import Citation
from hukou.law.fees import Fees
from hukou.law.linting.findings import LintFinding
from hukou.law.linting.stating import Asked, asked, positions, words_asked
from hukou.law.places import lies_within
from hukou.law.regulation import Regulation
from hukou.law.safeguards import Safeguards
from hukou.law.superior import Severity, SuperiorLaw, SuperiorRule

THREE_RIGHTS = "three-rights"
BOOKLET_FEE = "booklet-fee"
FREE: Final = frozenset({"booklet", "migration_certificate"})
ISSUED: Final = frozenset({"first", "exchange"})
FREE_SINCE: Final = date(2013, 1, 1)
"""财综〔2012〕97号: first issue and exchange are free; in place of one lost they are not."""
SIZE_UNKNOWN = "（本地城区人口规模未知：请先向统计、住建部门核实）"


def against_superior(
    regulation: Regulation, superior: SuperiorLaw, safeguards: Safeguards
) -> Iterator[LintFinding]:
    """Yield where a text may depart from superior rules; where the city's size is unknown, so."""
    yield from surrender(regulation, superior, safeguards)
    for rule in superior.rules:
        if rule.states:
            yield from _stated(regulation, rule, superior)
        else:
            yield from _at_this_size(regulation, rule, superior)


def charged(regulation: Regulation, superior: SuperiorLaw, fees: Fees) -> Iterator[LintFinding]:
    """Yield the fees a place charges for papers that are free since 2013 (工本费)."""
    rule = superior.rule(BOOKLET_FEE)
    for each in fees.rules:
        local = each.jurisdiction and lies_within(each.jurisdiction, regulation.jurisdiction)
        free = FREE & set(each.documents) and ISSUED & set(each.occasions) and each.amount != 0
        if local and free and (each.effective_to is None or each.effective_to >= FREE_SINCE):
            yield _finding(rule, each.id, each.cite)


def surrender(
    regulation: Regulation, superior: SuperiorLaw, safeguards: Safeguards
) -> Iterator[LintFinding]:
    """Yield each part of a text that makes surrender of rural land rights (三权) a condition."""
    rule = superior.rule(THREE_RIGHTS)
    parts: list[tuple[str, Citation, object]] = [
        (channel.id, channel.cite, channel) for channel in regulation.channels.values()
    ]
    parts += [(each.id, each.cite, each) for each in regulation.families.values()]
    parts += [(each.reason.id, each.reason.cite, each) for each in regulation.openings]
    for about, cite, part in parts:
        if any(word in text for text in words_asked(part) for word in safeguards.rights_words):
            yield _finding(rule, about, cite)


def _stated(
    regulation: Regulation, rule: SuperiorRule, superior: SuperiorLaw
) -> Iterator[LintFinding]:
    for each in positions(regulation, superior):
        if (each.topic, each.position) == rule.states:
            yield _finding(rule, each.about, each.cite)


def _at_this_size(
    regulation: Regulation, rule: SuperiorRule, superior: SuperiorLaw
) -> Iterator[LintFinding]:
    city = superior.city_of(regulation.jurisdiction)
    if not rule.is_of(city.size if city else None):
        return
    is_unknown = bool(rule.sizes) and city is None
    found = {
        (each.about, each.leaf.cite): each for each in asked(regulation) if _departs(each, rule)
    }
    for about, cite in found:
        finding = _finding(rule, about, cite)
        yield _uncertain(finding) if is_unknown else finding


def _uncertain(finding: LintFinding) -> LintFinding:
    """Return the finding as a question about a city whose size no document tells."""
    milder = Severity.WARNING if finding.severity is Severity.SERIOUS else finding.severity
    return replace(finding, severity=milder, ask=f"{finding.ask}{SIZE_UNKNOWN}")


def _departs(each: Asked, rule: SuperiorRule) -> bool:
    return rule.departs(each.leaf.fact, each.leaf.op, each.leaf.required, beside=each.beside)


def _finding(rule: SuperiorRule, about: str, cite: Citation) -> LintFinding:
    return LintFinding(
        rule=rule.id,
        severity=rule.severity,
        about=about,
        cite=cite,
        against=rule.cite,
        says=f"{rule.says}。",
        ask=f"{rule.ask}。",
        basis=rule.provenance,
    )
