"""From rows back to answers: the same short answer that a judgement gives."""

from collections.abc import Sequence
from typing import TypeAlias

from hukou.law.answers import Answer, Deciding, FamilyAnswer
from hukou.law.outcomes import BEST_FIRST
from hukou.law.setwise.compiling import APPLIES, Compiled

FamilyRow: TypeAlias = Sequence[int | bool | None]
"""A row of the statement `families`, with reasons."""
CompanionRow: TypeAlias = Sequence[int | bool | None]
"""A row of the statement `companions`, with reasons."""


def family_answer(
    compiled: Compiled, row: FamilyRow, companions: Sequence[CompanionRow]
) -> FamilyAnswer:
    """Return a family's answer; its companions' rows come in the order of their numbers."""
    channels, limits = len(compiled.channels), len(compiled.limits)
    _, outcome, basis, *told = row
    outcomes, reasons = told[:channels], told[channels : 2 * channels]
    caps = told[2 * channels : 2 * channels + limits]
    opened = told[2 * channels + limits :]
    return FamilyAnswer(
        outcome=BEST_FIRST[int(outcome or 0)],
        basis=None if basis is None else compiled.channels[int(basis) - 1].id,
        channels={
            channel.id: _answer(compiled, came_out, reason)
            for channel, came_out, reason in zip(compiled.channels, outcomes, reasons, strict=True)
            if came_out is not None
        },
        companions=tuple(companion_answer(compiled, each) for each in companions),
        limits={
            limit.id: None if cap != APPLIES else False
            for limit, cap in zip(compiled.limits, caps, strict=True)
            if cap
        },
        kept_out=tuple(int(each[1] or 0) for each in companions if each[4]),
        opened=tuple(
            name for name, is_open in zip(compiled.openings, opened, strict=True) if is_open
        ),
    )


def companion_answer(compiled: Compiled, row: CompanionRow) -> Answer:
    """Return the answer of one companion."""
    _, _, outcome, reason, _ = row
    return _answer(compiled, outcome, reason)


def _answer(compiled: Compiled, outcome: int | None, reason: int | None) -> Answer:
    return Answer(BEST_FIRST[int(outcome or 0)], _ground(compiled, reason))


def _ground(compiled: Compiled, number: int | None) -> Deciding | None:
    return None if number is None else compiled.grounds[int(number) - 1]
