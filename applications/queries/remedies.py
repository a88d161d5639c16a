"""What would change a refusal (怎样才能符合), in the words of a letter: from what was frozen."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from hukou.law import load_law
from registry.documents import written

NOTHING: Final = "没有可以如实改变而使其符合的事项；情况依法发生变化后，可重新申请"
REPORT: Final = "（报道）"
"""How the title of a pack ends whose text is only known from a report."""
YES_NO: Final = {True: "是", False: "否"}
UNKNOWN: Final = "未知"


def would_change(verdicts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a line for each way out of a refusal, and one for each fact that is only unknown.

    Judgements frozen before ways were told say of each requirement that it may yet be met.
    """
    missing = [name for each in verdicts for name in each.get("missing", ())]
    lines = [f"请补充能够证明“{label_of(name)}”的材料" for name in dict.fromkeys(missing)]
    refused = [each for each in verdicts if _is_against(each)]
    for each in refused:
        lines += _ways(each["nearest"]) if "nearest" in each else _of_old(each)
    return list(dict.fromkeys(lines))


def _is_against(verdict: Mapping[str, Any]) -> bool:
    return bool(verdict.get("kept_out")) or verdict.get("outcome") == "not_eligible"


def _ways(ways: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [_way(each) for each in ways]
    return [lines[0], *(f"或者，{line}" for line in lines[1:])] if lines else [NOTHING]


def _way(way: Mapping[str, Any]) -> str:
    """Say one way out: everything that has to come about, the day, the clause."""
    told = [f"{_change(each)}（{cited(each['cite'])}）" for each in way["changes"]]
    then = "，届时仍须民警审查" if way["outcome"] == "review" else ""
    head = "同时做到以下各项的，可重新申请：" if len(told) > 1 else ""
    tail = "" if head else "，可重新申请"
    return f"{head}{'；'.join(told)}{tail}{then}"


def _change(change: Mapping[str, Any]) -> str:
    label, condition = label_of(change["fact"]), change["condition"]
    if change["step"] == "prove":
        return f"补充材料，证明符合“{condition}”"
    found = said(change["fact"], change["found"])
    if change["step"] == "wait":
        on = written(date.fromisoformat(change["met_on"]))
        now = f"现为{found}，" if change["found"] is not None else ""
        return f"{label}{now}情况不变的，至{on}即符合“{condition}”"
    return f"{label}现为{found}，符合“{condition}”后"


def _of_old(verdict: Mapping[str, Any]) -> list[str]:
    failed = [each for each in verdict.get("findings", [verdict]) if each["satisfied"] is False]
    return [
        f"情况不变的，至{written(date.fromisoformat(each['met_on']))}即符合“{each['condition']}”，"
        "届时可重新申请"
        if each.get("met_on")
        else f"情况依法变化后，符合“{each['condition']}”的，可重新申请"
        for each in failed
    ]


def cited(cite: Mapping[str, Any]) -> str:
    """Return a citation as letters write it; that a text is only reported is said once, above."""
    return f"《{cite['document'].removesuffix(REPORT)}》{cite['clause']}"


def said(fact: str, value: object) -> str:
    """Return a value as letters say it, in Chinese, with its unit."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, list | tuple):
        return "、".join(said(fact, each) for each in value)
    vocabulary = load_law().vocabulary
    return vocabulary[fact].says(value) if fact in vocabulary else str(value)


def label_of(fact: str) -> str:
    """Return what a fact is called in Chinese."""
    vocabulary = load_law().vocabulary
    return vocabulary[fact].label if fact in vocabulary else fact
