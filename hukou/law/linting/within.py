"""A text against itself (文件内部检查): contradictions, open words, nobody responsible."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import ORDERED
from hukou.law.linting.findings import LintFinding
from hukou.law.linting.stating import Asked, asked, positions, settling
from hukou.law.obligations import Obligation, without_lead
from hukou.law.regulation import Ambiguity, Regulation
from hukou.law.superior import OpenTerm, Severity, SuperiorLaw
from hukou.law.vocabulary import Vocabulary

UNDEFINED = "全文（未见定义）"
UNNAMED = "全文（未见责任单位）"
UNVERIFIED = "事实词汇表（未列核实部门）"
JUDGED = "规则数据（按此判断）"
FIGURE: Final = re.compile(r"(\d+(?:\.\d+)?) *(万|年)?")
TIMES: Final = {"": 1, "万": 10_000, "年": 12}
"""How often the unit of a figure holds that of the fact: yuan, months."""


def contradictions(regulation: Regulation, superior: SuperiorLaw) -> Iterator[LintFinding]:
    """Yield each pair of clauses, or of heading and body, that differ on one matter."""
    for one, other in combinations(positions(regulation, superior), 2):
        topic = superior.topics[one.topic]
        if one.topic == other.topic and one.position != other.position:
            yield LintFinding(
                rule="contradiction",
                severity=Severity.WARNING,
                about=topic.id,
                cite=one.cite,
                against=other.cite,
                says=(
                    f"{topic.label}：一处为“{topic.positions[one.position]}”，"
                    f"另一处为“{topic.positions[other.position]}”。"
                ),
                ask=f"{topic.ask}以哪一处为准。",
            )


def open_words(regulation: Regulation, superior: SuperiorLaw) -> Iterator[LintFinding]:
    """Yield each word that conditions use and no clause defines, with how it is handled so far."""
    defined = {word for clause in regulation.clauses.values() for word in clause.defines}
    everything = list(asked(regulation))
    for word in superior.open_terms:
        uses = [each for each in everything if each.leaf.fact in word.facts]
        if uses and word.id not in defined:
            yield _open_word(regulation, word, uses)


def _open_word(regulation: Regulation, word: OpenTerm, uses: list[Asked]) -> LintFinding:
    first = uses[0]
    handled = _handled(regulation, word, uses)
    names = dict.fromkeys(f"“{each.name}”" for each in uses)
    said = f"“{word.words[0]}”没有定义（用于{'、'.join(names)}）"
    return LintFinding(
        rule="undefined-term",
        severity=Severity.NOTE if handled else Severity.WARNING,
        about=word.id,
        cite=first.leaf.cite,
        against=_told_by(first.leaf.cite, handled),
        says=f"{said}；暂按 {handled.id} 办理：{handled.handling}。" if handled else f"{said}。",
        ask=f"{word.ask}。",
    )


def _told_by(cite: Citation, handled: Ambiguity | None) -> Citation:
    if handled is None:
        return Citation(cite.document, UNDEFINED)
    return Citation(handled.cite.document, f"{handled.cite.clause}（{handled.id}）")


def _handled(regulation: Regulation, word: OpenTerm, uses: list[Asked]) -> Ambiguity | None:
    """Return the ambiguity that settles the word for the time being."""
    noted = {each.leaf.note for each in uses}
    for each in regulation.ambiguities.values():
        if each.id in noted or any(said in each.question for said in word.words):
            return each
    return None


def without_owner(regulation: Regulation) -> Iterator[LintFinding]:
    """Yield the clauses that channels rest on and that name nobody responsible."""
    used = {channel.clause: channel.id for channel in reversed([*settling(regulation)])}
    for clause in regulation.clauses.values():
        if clause.id in used and not clause.agencies:
            yield LintFinding(
                rule="no-owner",
                severity=Severity.WARNING,
                about=used[clause.id],
                cite=clause.cite,
                against=Citation(clause.cite.document, UNNAMED),
                says="落户途径所在的条款没有写明由谁负责。",
                ask="请文件起草机关写明牵头单位和责任单位。",
            )


def without_lead_office(obligations: Iterable[Obligation]) -> Iterator[LintFinding]:
    """Yield the deadlines of a text that nobody answers for."""
    for duty in without_lead(obligations):
        yield LintFinding(
            rule="deadline-without-owner",
            severity=Severity.WARNING,
            about=duty.id,
            cite=duty.cite,
            against=Citation(duty.cite.document, UNNAMED),
            says=f"“{duty.what}”（{duty.said}）没有写明由谁牵头。",
            ask="请文件起草机关写明牵头单位。",
        )


def without_verifier(regulation: Regulation, vocabulary: Vocabulary) -> Iterator[LintFinding]:
    """Yield the channels that ask a fact no agency can verify."""
    seen: set[tuple[str, str]] = set()
    for each in asked(regulation):
        fact = vocabulary[each.leaf.fact]
        if fact.verified_by or (each.about, fact.name) in seen:
            continue
        seen.add((each.about, fact.name))
        yield LintFinding(
            rule="no-verifier",
            severity=Severity.WARNING,
            about=each.about,
            cite=each.leaf.cite,
            against=Citation(each.leaf.cite.document, UNVERIFIED),
            says=f"“{fact.label}”没有能够核实的部门。",
            ask="请公安机关与有关部门商定由谁核实、凭什么材料。",
        )


def worded_otherwise(regulation: Regulation) -> Iterator[LintFinding]:
    """Yield the conditions whose words give a figure, and none of them is the one judged by."""
    for each in asked(regulation):
        leaf = each.leaf
        if leaf.op not in ORDERED or not isinstance(leaf.required, int | Decimal):
            continue
        said = [Decimal(number) * TIMES[unit] for number, unit in FIGURE.findall(leaf.label)]
        if said and leaf.required not in said:
            yield LintFinding(
                rule="words-differ",
                severity=Severity.SERIOUS,
                about=each.about,
                cite=leaf.cite,
                against=Citation(leaf.cite.document, JUDGED),
                says=f"表述为“{leaf.label}”，判断所用的数值是 {leaf.required}。",
                ask="请规则维护人员对照条文，改正表述或数值：通知书上印的是表述。",
            )
