"""What nobody can meet, and what can never bind (不可能满足、永不适用)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import every
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY, RELATION
from hukou.law.grounds import Channel, Family, Limit
from hukou.law.linting.findings import LintFinding
from hukou.law.linting.satisfiable import Search
from hukou.law.linting.stating import settling
from hukou.law.regulation import Regulation
from hukou.law.superior import Severity
from hukou.law.vocabulary import Vocabulary

GENERATIONS: Final = ("grandchild", "child", "parent", "grandparent")
"""From the youngest to the oldest."""


def out_of_reach(regulation: Regulation, vocabulary: Vocabulary) -> Iterator[LintFinding]:
    """Yield channels, companions and limits whose conditions exclude each other."""
    search = Search(vocabulary, regulation.jurisdiction)
    for channel in settling(regulation):
        if not search.finds(channel.rule.conditions):
            yield _nobody("unreachable-channel", channel.id, channel.cite, search)
            continue
        for limit in channel.limits:
            yield from _idle(channel, limit, search)
    for family in regulation.families.values():
        for relation in dict.fromkeys(kind.relation for kind in family.kinds):
            if not search.finds(family.rules[relation].conditions):
                about = f"{family.id}.{relation}"
                yield _nobody("unreachable-companion", about, family.cite, search)
        yield from _ages(family, search, vocabulary)


def _nobody(rule: str, about: str, cite: Citation, search: Search) -> LintFinding:
    """Return the finding with the clauses of the conditions that exclude each other first."""
    clash = search.conflict
    words = "；".join(leaf.label for leaf in clash)
    return LintFinding(
        rule=rule,
        severity=Severity.SERIOUS,
        about=about,
        cite=clash[-1].cite if clash else cite,
        against=clash[0].cite if clash else cite,
        says=f"条件互相排斥，没有人能够满足：{words}。",
        ask="请文件起草机关确认哪一项条件写错。",
    )


def _idle(channel: Channel, limit: Limit, search: Search) -> Iterator[LintFinding]:
    alone = not channel.family.kinds and not channel.family.readings
    if alone or not search.finds(every((channel.rule.conditions, limit.when))):
        why = "本途径没有随迁家属，人数不会超过" if alone else "与途径的条件不能同时成立"
        yield LintFinding(
            rule="idle-limit",
            severity=Severity.NOTE,
            about=f"{channel.id}.{limit.id}",
            cite=limit.cite,
            against=channel.cite,
            says=f"“{limit.label}”永远用不上：{why}。",
            ask="请文件起草机关确认这项限制是否多余，或者条件是否写错。",
        )


def _ages(family: Family, search: Search, vocabulary: Vocabulary) -> Iterator[LintFinding]:
    """Yield gaps in the ages of one relationship, and an older generation below a younger one."""
    listed = {kind.relation for kind in family.kinds}
    ages = {
        relation: _ages_of(family, relation, search, vocabulary)
        for relation in GENERATIONS
        if relation in listed
    }
    for relation, found in ages.items():
        span = range(min(found, default=0), max(found, default=0))
        gap = [age for age in span if age not in found]
        if gap:
            said = vocabulary[RELATION].says(relation)
            yield _disorder(
                family,
                relation,
                rule="age-gap",
                says=f"{said}的年龄在 {gap[0]} 至 {gap[-1]} 周岁之间没有归属。",
            )
    order = [each for each in ages if ages[each]]
    for younger, older in pairwise(order):
        if max(ages[older]) <= min(ages[younger]):
            yield _disorder(
                family,
                f"{younger}-{older}",
                rule="age-order",
                says="长辈的最高年龄不高于晚辈的最低年龄，年龄条件次序颠倒。",
            )


def _ages_of(
    family: Family, relation: str, search: Search, vocabulary: Vocabulary
) -> frozenset[int]:
    """Return every age at which somebody of this relationship could come along."""
    highest = vocabulary[AGE].maximum
    found: set[int] = set()
    for way in search.ways((family.rules[relation].conditions,)):
        asked = [leaf for leaf in way if leaf.fact == AGE]
        found |= {
            age
            for age in range(int(highest or 0) + 1)
            if all(leaf.test({AGE: age, AGE_FROM_NEXT_DAY: age}) is True for leaf in asked)
        }
    return frozenset(found)


def _disorder(family: Family, about: str, *, rule: str, says: str) -> LintFinding:
    kinds = "、".join(kind.label for kind in family.kinds)
    return LintFinding(
        rule=rule,
        severity=Severity.WARNING,
        about=f"{family.id}.{about}",
        cite=family.cite,
        against=Citation(family.cite.document, f"{family.cite.clause}（{kinds}）"),
        says=says,
        ask="请文件起草机关确认年龄界限。",
    )
