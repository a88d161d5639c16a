"""Words that need one meaning, and rules that differ by place (用语和各地差异), as data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hukou.law.texts.flags import Doubt, FlagKind

TERMS: Final = (
    "共同居住",
    "合法稳定住所",
    "合法稳定就业",
    "未成年子女",
    "无生活来源",
    "一人多户",
    "应采未采",
)
DEFINED: Final = "(?:是指|指的是|系指|是指以下|包括以下)"
UNDEFINED: Final = "文中没有定义，须由有权机关给出唯一解释"
PERSONAL: Final = (
    re.compile(r"联系人 ?: ?[\u4e00-\u9fff]{2,4}"),
    re.compile(r"(?:电话|传真) ?: ?(?:\d{3,4}-)?\d{7,11}"),
)
PRIVATE: Final = "含姓名或电话，公开、引用时须去除"


@dataclass(frozen=True, slots=True)
class Opposition:
    """A matter on which places rule the opposite, each rightly for itself."""

    one: re.Pattern[str]
    other: re.Pattern[str]
    reason: str


OPPOSED: Final = (
    Opposition(
        re.compile(r"取消积分制?入户"),
        re.compile(r"完善积分制入户|积分制?入户政策"),
        "积分入户有的地方取消、有的地方保留，各按本地文本，不得互相改写",
    ),
    Opposition(
        re.compile(r"限定在本集体经济组织内部"),
        re.compile(r"通过市场流转方式|自愿有偿转让[“\"]?三权|产权流转交易市场"),
        "三权转让有的限于本集体内部、有的可经市场，各按本地文本",
    ),
    Opposition(
        re.compile(r"考入省内大中专院校"),
        re.compile(r"来去自由|考入大中专院校"),
        "学生迁户有的限省内院校、有的来去自由，各按本地文本",
    ),
)


def term_doubts(folded: str) -> Iterator[Doubt]:
    """Yield the first place of each undefined term, of each opposed rule, and of personal data."""
    for term in TERMS:
        found = re.search(term, folded)
        if found is not None and not re.search(f"{term}[^。\n]{{0,12}}{DEFINED}", folded):
            yield Doubt(
                kind=FlagKind.UNDEFINED_TERM,
                start=found.start(),
                end=found.end(),
                reason=UNDEFINED,
            )
    for opposition in OPPOSED:
        for pattern in (opposition.one, opposition.other):
            found = pattern.search(folded)
            if found is not None:
                yield Doubt(
                    kind=FlagKind.OPPOSED,
                    start=found.start(),
                    end=found.end(),
                    reason=opposition.reason,
                )
    for pattern in PERSONAL:
        for found in pattern.finditer(folded):
            yield Doubt(
                kind=FlagKind.PERSONAL_DATA,
                start=found.start(),
                end=found.end(),
                reason=PRIVATE,
            )
