"""Whether what is declared for a term names its basis and days that can be (依据和期限)."""

from datetime import date
from typing import Final, Protocol

from hukou.kernel.errors import InvalidInput

LONGEST_BASIS: Final = 200


class Declared(Protocol):
    """What an office declares by some text, from a day on; `until` is its last day, or None."""

    @property
    def document(self) -> str: ...
    @property
    def clause(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def until(self) -> date | None: ...


def unfit_term(declared: Declared, *, today: date) -> list[InvalidInput]:
    """Return what is wrong with the basis and the days, a problem a field."""
    problems = [
        InvalidInput("请写明依据，不超过 200 字", field=name)
        for name in ("document", "clause")
        if not 0 < len(getattr(declared, name).strip()) <= LONGEST_BASIS
    ]
    if declared.start < today:
        problems.append(InvalidInput("不能从过去的日期开始", field="start"))
    if declared.until is not None and declared.until < declared.start:
        problems.append(InvalidInput("最后一日不能早于第一日", field="until"))
    if declared.until == date.max:
        problems.append(InvalidInput("最后一日太远；长期有效的，不填最后一日", field="until"))
    return problems
