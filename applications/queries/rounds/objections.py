"""Objections to the lists of a round (异议): which wait, which no list counts, who may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from applications.errors import DecidesOwnCase
from applications.models import Objection, ObjectionOutcome, Round, RoundAct
from applications.queries.case import within
from applications.queries.deciders import Reason, recusals
from hukou.kernel import clock
from hukou.law import load_law
from registry.models import Account
from registry.queries import Scope

from .desk import require_round_desk

COUNTED: Final = "objections"
"""Under which key the step of a recalculation names the objections that it counted."""
RECEIVED: Final = Reason("received-objection", "此异议由本人接收，应由他人决定")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """What keeps a round from its final list: objections nobody answered, and those upheld since.

    Both are ids of objections.
    """

    waiting: tuple[int, ...]
    upheld: tuple[int, ...]

    @property
    def is_any(self) -> bool:
        return bool(self.waiting or self.upheld)


def unsettled(round_: Round) -> Unsettled:
    """Return which objections wait, and which were upheld that no list counts yet.

    Of every list of the round: an objection does not lapse because the list was made anew. Two
    statements; whoever goes by it holds the round.
    """
    rows = Objection.objects.filter(round_list__round=round_).order_by("id")
    upheld = rows.filter(outcome=ObjectionOutcome.UPHELD).values_list("id", flat=True)
    steps = round_.steps.filter(act=RoundAct.RECALCULATED).values_list("details", flat=True)
    counted = {each for details in steps for each in details.get(COUNTED, ())}
    return Unsettled(
        waiting=tuple(rows.open().values_list("id", flat=True)),
        upheld=tuple(each for each in upheld if each not in counted),
    )


def objections_in(round_: Round, *, scope: Scope) -> list[Objection]:
    """Return the objections about files of an area, those that wait first. One statement.

    Whoever may not open a file reads no objection about it either.
    """
    rows = Objection.objects.filter(
        round_list__round=round_, applicant__application__in=within(scope)
    ).select_related(
        "round_list", "applicant__application", "received_by", "decided_by", "document"
    )
    return sorted(rows, key=lambda each: (each.outcome != "", -each.pk))


def against_answering(objection: Objection, account: Account) -> Sequence[Reason]:
    """Return why somebody must leave an objection to others (回避); nothing where they need not.

    Who took it down, who wrote the file or part of it, a party, and the kin of any of them.
    """
    reasons = recusals(objection.applicant.application, account)
    return [RECEIVED, *reasons] if account.pk == objection.received_by_id else reasons


def require_answerer(objection: Objection, account: Account) -> None:
    """Refuse whoever may not answer an objection.

    Raises:
        MayNotRunRounds: not the bureau that runs the round.
        DecidesOwnCase: must stand back.
    """
    place = objection.round_list.round.division
    require_round_desk(account, place, on=clock.today())
    refuse_recused(against_answering(objection, account))


def refuse_recused(reasons: Sequence[Reason]) -> None:
    """Refuse who must stand back, by these reasons. Raises DecidesOwnCase."""
    if reasons:
        detail = "；".join(each.words for each in reasons)
        codes = [each.code for each in reasons]
        cite = load_law().guards.recusal.cite.as_json()
        raise DecidesOwnCase(detail, reasons=codes, cite=cite)
