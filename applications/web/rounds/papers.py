"""Giving out the papers of a round (年度文书): sheet, result, answer, public list, numbered."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from applications import actions
from applications.queries.rounds.entry import round_in
from applications.queries.rounds.view import entry_in, list_in, objection_in
from hukou.kernel.errors import DomainError, NotFound
from hukou.web.errors import refusal
from registry.models import Account, IssuedDocument
from registry.web import OFFICERS, DeskRequest, desk_page, posted

Giver = Callable[..., IssuedDocument]
OF_A_FILE: Final[Mapping[str, Giver]] = {
    "sheet": actions.issue_score_sheet,
    "result": actions.issue_points_result,
}
"""What is given out about somebody's part in a round, by the name in the address."""


@posted("round", "round_id")
@desk_page(OFFICERS)
def round_paper(request: DeskRequest, round_id: UUID, paper: str, of: int) -> HttpResponse:
    """Issue a paper, or the same one again, and show it; what is refused is said on the round."""
    round_in(request.scope, round_id)
    try:
        issued = _issued(request, round_id, paper, of)(of, by=_by(request))
    except DomainError as problem:
        if isinstance(problem, NotFound) and not problem.facts:
            raise
        messages.error(request, refusal(problem).words)
        return redirect("round", round_id)
    return redirect("issued-document", issued.pk)


def _by(request: DeskRequest) -> Account:
    return request.user


def _issued(request: DeskRequest, round_id: UUID, paper: str, of: int) -> Giver:
    """Return what issues this paper, for whoever may see what it is about. Raises NotFound."""
    round_ = round_in(request.scope, round_id)
    if paper in OF_A_FILE:
        entry_in(round_, of, scope=request.scope)
        return OF_A_FILE[paper]
    if paper == "answer":
        objection_in(round_, of, scope=request.scope)
        return actions.issue_objection_answer
    if paper == "list":
        list_in(round_, of)
        return actions.issue_points_list
    raise NotFound
