"""The parts of a letter of decision (决定书): approval and refusal have the same."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from registry.documents import Sheet, Table, written

from .letter import Letter, LetterPerson
from .remedies import cited, said

FACTS_HEAD: Final = ("事项", "查明的情况", "来源", "凭证")
PARENTS: Final = {"mother": "母亲", "father": "父亲"}
SHOWN_DIGITS: Final = 16
DEMONSTRATION: Final = "demonstration-date"
ALONE: Final = "未查明本人有不符合的情况；申请人未获准予，随迁人员不能单独落户。"
REPORTED: Final = "本系统所据为报道文本，文号和表述以公布的正式文本为准。"


def decision_parts(told: Letter, *, kind: str) -> Iterator[Sheet]:
    """Yield the parts of a letter of decision: approval and refusal have the same."""
    number = f"（{told.basis.number}）" if told.basis.number else ""
    asked = f"{written(told.applied_on)}提出的{kind}（受理号 {told.number}）"
    basis = f"依据《{told.basis.title}》{number}"
    opening = [f"{told.applicant}于{asked}，{basis}，经核查评定，决定如下："]
    if told.basis.is_reported:
        opening.append(REPORTED)
    opening += demonstration(told.flags)
    yield Sheet(id="opening", title="", text=tuple(opening))
    for person in told.people:
        yield from _person(person)
        if told.outcome == "refused" and person.relation and not person.would_change:
            yield Sheet(id="closing", title="", text=(ALONE,))
    if told.placed:
        yield Sheet(id="placed", title="落户地址的确定", text=tuple(_placed(told.placed)))
    clauses = tuple(cited(each) for each in told.clauses)
    yield Sheet(id="clauses", title="依据条款", text=clauses)
    yield Sheet(id="grounds", title="理由", text=(told.grounds,) if told.grounds else ("—",))
    ways = tuple(f"{each.way}：{each.within}，{each.body}（{each.basis}）" for each in told.appeal)
    yield Sheet(id="appeal", title="救济途径", text=ways)
    yield sign(told.office, told.decided_on)


def _person(person: LetterPerson) -> Iterator[Sheet]:
    decided = "准予" if person.is_granted else "尚未准予，请补充" if person.is_open else "不予"
    asked = {finding["fact"] for finding in person.findings}
    rows = tuple(
        (each.label, said(each.fact, each.value), _source(each.source, each.vouched_by),
         each.receipt[:SHOWN_DIGITS])
        for each in person.facts
        if each.fact in asked
    )  # fmt: skip
    relation = kin(person.relation)
    title = f"{person.name}{f'（{relation}）' if relation else ''}：{decided}"
    tables = (Table("facts", "", FACTS_HEAD, rows),) if rows else ()
    yield Sheet(id="person", title=title, tables=tables)
    if person.unmet:
        lines = tuple(
            f"须“{each.condition}”，查明为：{said(each.fact, each.found)}（{cited(each.cite)}）"
            for each in person.unmet
        )
        yield Sheet(id="unmet", title=f"{person.name}未满足的要求", text=lines)
    if person.would_change:
        words = "请补充" if person.is_open else "如何才能符合"
        lines = tuple(person.would_change)
        yield Sheet(id="change", title=f"{person.name}{words}", text=lines)


def _source(source: str, vouched_by: str) -> str:
    return f"{source}　{vouched_by}" if vouched_by else source


def _placed(placed: Mapping[str, Any]) -> Iterator[str]:
    """Yield each step of the order that was passed over, and why, then the one chosen (H06)."""
    order = placed["order"]
    for each in order["passed"]:
        yield f"{each['label']}：不适用，{each['reason']}（{cited(each['cite'])}）"
    if order["label"]:
        yield f"选定：{order['label']}（{cited(order['cite'])}）"
    yield from (each["reason"] for each in order["reasons"])
    if placed.get("grounds"):
        yield f"审查理由：{placed['grounds']}"


def demonstration(flags: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        f"演示件：所依据规定的施行日期（{written(date.fromisoformat(each['effective_from']))}）"
        "仅为演示设定，本文书无法律效力。"
        for each in flags
        if each["id"] == DEMONSTRATION
    ]


def sign(office: str, on: date) -> Sheet:
    return Sheet(id="sign", title="", text=(office, written(on)))


def kin(relation: str) -> str:
    return PARENTS.get(relation) or (said("relation.kind", relation) if relation else "")
