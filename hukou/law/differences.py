"""What a county's text says otherwise than its city's (县市差异), with both clauses.

Whether it is narrower or wider is found out, not stated: it is narrower where everybody who meets
it meets the city's text too, and somebody meets only the city's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from hukou.law.citation import Citation
from hukou.law.comparisons import comparison
from hukou.law.conditions import ORDERED, Condition, Every, Leaf, Op, either, every, leaves
from hukou.law.facts import RELATION
from hukou.law.grounds import Channel, Family, Limit
from hukou.law.linting.satisfiable import Search
from hukou.law.regulation import Regulation
from hukou.law.vocabulary import Vocabulary


class Direction(StrEnum):
    """How a county's text departs from its city's (差异种类)."""

    NARROWER = "narrower"
    WIDER = "wider"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def zh(self) -> str:
        return _ZH[self]


_ZH: Mapping[Direction, str] = {
    Direction.NARROWER: "收紧",
    Direction.WIDER: "放宽",
    Direction.ADDED: "新增",
    Direction.REMOVED: "不适用",
    Direction.CHANGED: "改变",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: of which channel, in which respect, by which clause against which."""

    kind: Direction
    about: str
    name: str
    says: str
    cite: Citation
    against: Citation


def differences(county: Regulation, city: Regulation, vocabulary: Vocabulary) -> list[Difference]:
    """Return every difference between a county's text and the city's text it takes over."""
    search = Search(vocabulary, county.jurisdiction)
    found: list[Difference] = []
    for name, above in city.channels.items():
        own = county.channels.get(name)
        if own is None:
            found.append(_removed(above, county))
        elif own != above:
            found.extend(_between(own, above, county, search))
    added = [each for name, each in county.channels.items() if name not in city.channels]
    found.extend(_added(each, city) for each in added)
    return found


def _removed(channel: Channel, county: Regulation) -> Difference:
    return Difference(
        kind=Direction.REMOVED,
        about=channel.id,
        name=channel.name,
        says=f"本县不适用“{channel.name}”",
        cite=county.departs[f"without.{channel.id}"],
        against=channel.cite,
    )


def _added(channel: Channel, city: Regulation) -> Difference:
    return Difference(
        kind=Direction.ADDED,
        about=channel.id,
        name=channel.name,
        says=f"本县新增“{channel.name}”",
        cite=channel.cite,
        against=Citation(next(iter(city.clauses.values())).cite.document, "（市级文件没有此途径）"),
    )


def _between(
    own: Channel, above: Channel, county: Regulation, search: Search
) -> Iterator[Difference]:
    departs = county.departs.get(f"channels.{own.id}", own.cite)
    told = _told(own, above)
    asked = (own.rule.conditions, above.rule.conditions)
    yield from _compared("落户条件", asked, told, departs, search)
    family = (whom(own.family), whom(above.family))
    yield from _compared("随迁家属", family, told, departs, search)
    yield from _limits(own, above, told, search)
    yield from _otherwise(own, above, told, departs)


def _told(own: Channel, above: Channel) -> Difference:
    """Return a difference of a channel, still without its respect."""
    return Difference(
        kind=Direction.CHANGED,
        about=own.id,
        name=own.name,
        says="",
        cite=own.cite,
        against=above.cite,
    )


def _compared(
    respect: str,
    conditions: tuple[Condition, Condition],
    told: Difference,
    departs: Citation,
    search: Search,
) -> Iterator[Difference]:
    own, above = conditions
    if own == above:
        return
    gone = [leaf for leaf in leaves(above) if leaf not in set(leaves(own))]
    new = [leaf for leaf in leaves(own) if leaf not in set(leaves(above))]
    yield replace(
        told,
        kind=direction(own, above, search),
        says=f"{respect}：{_listed(gone)} → {_listed(new)}",
        cite=new[0].cite if new else departs,
        against=gone[0].cite if gone else told.against,
    )


def _listed(found: list[Leaf]) -> str:
    return "、".join(dict.fromkeys(leaf.label for leaf in found)) or "（无）"


def direction(own: Condition, above: Condition, search: Search) -> Direction:
    """Return whether a condition is met by fewer people than another, by more, or by others."""
    fewer = search.finds(every((above, negated(own, search.vocabulary))))
    more = search.finds(every((own, negated(above, search.vocabulary))))
    if fewer is more:
        return Direction.CHANGED
    return Direction.NARROWER if fewer else Direction.WIDER


def negated(condition: Condition, vocabulary: Vocabulary) -> Condition:
    """Return the condition met by exactly those known not to meet it."""
    if not isinstance(condition, Leaf):
        members = tuple(negated(each, vocabulary) for each in condition.members)
        return either(members) if isinstance(condition, Every) else every(members)
    fact = vocabulary[condition.fact]
    op = condition.op.opposite
    order = fact.values if fact.ordered and op in ORDERED else ()
    test = comparison(op, condition.key, condition.required, order)
    return replace(condition, op=op, test=test)


def whom(family: Family) -> Condition:
    """Return the condition of being one of a family, whatever the relationship."""
    listed = dict.fromkeys(kind.relation for kind in family.kinds)
    return either(
        tuple(
            every((_is(family, relation), family.rules[relation].conditions)) for relation in listed
        )
    )


def _is(family: Family, relation: str) -> Leaf:
    first = next(iter(leaves(family.rules[relation].conditions)))
    return replace(first, op=Op.EQ, required=relation, test=comparison(Op.EQ, RELATION, relation))


def _limits(own: Channel, above: Channel, told: Difference, search: Search) -> Iterator[Difference]:
    city = {each.id: each for each in above.limits}
    county = {each.id: each for each in own.limits}
    for name in dict.fromkeys((*city, *county)):
        before, now = city.get(name), county.get(name)
        if before == now:
            continue
        labels = f"{before.label if before else '（无）'} → {now.label if now else '（无）'}"
        yield replace(
            told,
            kind=_of_limits(before, now, search),
            says=f"人数限制：{labels}",
            cite=now.cite if now else told.cite,
            against=before.cite if before else told.against,
        )


def _of_limits(before: Limit | None, now: Limit | None, search: Search) -> Direction:
    if before is None:
        return Direction.NARROWER
    if now is None:
        return Direction.WIDER
    fewer = now.at_most < before.at_most
    if before.when == now.when:
        return Direction.NARROWER if fewer else Direction.WIDER
    spread = direction(now.when, before.when, search)
    if now.at_most == before.at_most and spread is not Direction.CHANGED:
        return Direction.NARROWER if spread is Direction.WIDER else Direction.WIDER
    return Direction.CHANGED


def _otherwise(
    own: Channel, above: Channel, told: Difference, departs: Citation
) -> Iterator[Difference]:
    """Yield what differs beside conditions, family and limits: who approves, papers, readings."""
    respects = {
        "审批层级": (own.approval, above.approval),
        "审核环节": (own.heard_before, above.heard_before),
        "材料": (own.documents, above.documents),
        "处理方式": (own.effect, above.effect),
        "歧义处理": (own.rule.readings, above.rule.readings),
        "家属歧义处理": (own.family.readings, above.family.readings),
        "地域": ((own.territory, own.places), (above.territory, above.places)),
        "说明": (own.outcome_text, above.outcome_text),
    }
    for respect, (now, before) in respects.items():
        if now != before:
            yield replace(told, says=f"{respect}与市级文件不同", cite=departs)
