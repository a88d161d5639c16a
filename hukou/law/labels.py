"""How a condition reads to a person (条件表述) when the pack gives no words of its own."""

from typing import Final

from hukou.law.conditions import Op
from hukou.law.vocabulary import FactType

ZH: Final = {
    Op.EQ: "{fact}为{value}",
    Op.NE: "{fact}不是{value}",
    Op.IN: "{fact}为{value}之一",
    Op.NOT_IN: "{fact}不是{value}",
    Op.GE: "{fact}达到 {value}以上（含）",
    Op.GT: "{fact}超过 {value}",
    Op.LE: "{fact}在 {value}以下（含）",
    Op.LT: "{fact}不满 {value}",
    Op.IS_TRUE: "{fact}",
    Op.IS_FALSE: "不属于：{fact}",
    Op.EXISTS: "已知{fact}",
    Op.ABSENT: "没有{fact}",
    Op.WITHIN: "{fact}在 {value} 范围内",
    Op.NOT_WITHIN: "{fact}不在 {value} 范围内",
}
EN: Final = {
    Op.EQ: "{fact}: {value}",
    Op.NE: "{fact}: not {value}",
    Op.IN: "{fact}: one of {value}",
    Op.NOT_IN: "{fact}: none of {value}",
    Op.GE: "{fact}: at least {value}",
    Op.GT: "{fact}: more than {value}",
    Op.LE: "{fact}: at most {value}",
    Op.LT: "{fact}: less than {value}",
    Op.IS_TRUE: "{fact}",
    Op.IS_FALSE: "{fact}: no",
    Op.EXISTS: "{fact}: known",
    Op.ABSENT: "{fact}: absent",
    Op.WITHIN: "{fact}: within {value}",
    Op.NOT_WITHIN: "{fact}: outside {value}",
}


def label(fact: FactType, op: Op, required: object) -> str:
    """Return the condition in Chinese."""
    return ZH[op].format(fact=fact.label, value=fact.says(required))


def label_en(fact: FactType, op: Op, required: object) -> str:
    """Return the condition in English."""
    return EN[op].format(fact=fact.label_en, value=fact.says(required, english=True))
