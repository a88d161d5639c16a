"""Giving out the papers of a round (送达): sheet, result, public list, answer to an objection."""

from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from applications.models import Application, Objection, Round, RoundApplication, RoundList
from applications.queries.authority import require_post
from applications.queries.deciders import require_impartial
from applications.queries.rounds.desk import require_round_desk
from applications.queries.rounds.notices import answer_paper, list_paper, version_told
from applications.queries.rounds.papers import result_paper, score_paper
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import issue_document, note_disclosure, void_document
from registry.documents import Notice, PointsSheet
from registry.models import (
    OFFICERS,
    Account,
    DocumentKind,
    DocumentStatus,
    IssuedDocument,
    Office,
)
from registry.queries import scope_of

SHOWN: Final = ("points", "name")


@transaction.atomic(durable=True)
def show_score_sheet(entry_id: int, *, by: Account, purpose: str) -> PointsSheet:
    """Show somebody how their points were counted (告知), and log who showed it, and what for.

    Raises:
        NotFound: no such file, or nothing of it is frozen.
        MayNotHandle: not an officer of the office that keeps the file, nor above it.
    """
    entry = _entry(entry_id)
    require_post(by, entry.application, roles=OFFICERS, on=clock.today())
    paper = score_paper(entry)
    note_disclosure(
        scope=scope_of(by, on=clock.today()),
        kind="points_sheet",
        people=paper.people,
        fields=SHOWN,
        purpose=purpose,
        application=entry.application_id,
    )
    return paper


@transaction.atomic(durable=True)
def issue_score_sheet(entry_id: int, *, by: Account) -> IssuedDocument:
    """Give the sheet out as a numbered paper (积分核定表), or the same one again.

    Raises as `show_score_sheet`, and DecidesOwnCase: a party, or their kin.
    """
    entry = _held(entry_id, by)
    return _given(score_paper(entry), entry.application, by=by)


@transaction.atomic(durable=True)
def issue_points_result(entry_id: int, *, by: Account) -> IssuedDocument:
    """Give out what a round came to for somebody (结果通知书), or the same one again.

    Raises as `issue_score_sheet`; NotFound: neither a final list nor a place that is void.
    """
    entry = _held(entry_id, by)
    return _given(result_paper(entry), entry.application, by=by)


@transaction.atomic(durable=True)
def issue_objection_answer(objection_id: int, *, by: Account) -> IssuedDocument:
    """Give out the answer to an objection (异议答复书), or the same one again.

    Raises as `issue_score_sheet`; NotFound: nobody has answered it yet.
    """
    found = Objection.objects.filter(pk=objection_id).first()
    if found is None:
        raise NotFound(objection=objection_id)
    entry = _held(found.applicant_id, by)
    objection = Objection.objects.select_related("round_list").get(pk=objection_id)
    objection.applicant = entry
    return _given(answer_paper(objection), entry.application, by=by)


@transaction.atomic(durable=True)
def issue_points_list(list_id: int, *, by: Account) -> IssuedDocument:
    """Give out a list for the public (公示名单), or the same again: masked names, nobody's numbers.

    One paper tells what the list is: those that say otherwise, of this version or of one before,
    are void. The round is held, so that of two hands one gives it out.

    Raises:
        NotFound: no such list, or it is neither published nor final.
        MayNotRunRounds: not the bureau that runs the round.
    """
    made = _list(list_id)
    require_round_desk(by, made.round.division, on=clock.today())
    Round.objects.lock(made.round_id)
    made = _list(list_id)
    paper, round_ = list_paper(made), made.round
    issued = IssuedDocument.objects.filter(kind=paper.kind, office=round_.office_id)
    given = _same(paper, issued) or issue_document(paper, office=round_.office, by=by)
    versions = range(1, made.version + 1)
    void_list_papers(round_, versions, by=by, reason="名单已重新出具", but=given)
    return given


def void_list_papers(
    round_: Round,
    versions: Collection[int],
    *,
    by: Account,
    reason: str,
    but: IssuedDocument | None = None,
) -> None:
    """Make void what was given out of these versions (作废); the caller holds the round."""
    issued = IssuedDocument.objects.filter(kind=DocumentKind.POINTS_LIST, office=round_.office_id)
    for each in _valid(issued):
        if each != but and version_told(round_, each.content) in versions:
            void_document(each, by=by, reason=reason)


def _list(list_id: int) -> RoundList:
    made = RoundList.objects.select_related("round__office").filter(pk=list_id).first()
    if made is None:
        raise NotFound(list=list_id)
    return made


def _entry(entry_id: int) -> RoundApplication:
    related = ("round__office", "application__office")
    entry = RoundApplication.objects.select_related(*related).filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(applicant=entry_id)
    return entry


def _held(entry_id: int, by: Account) -> RoundApplication:
    """Lock a file, then read the part it takes: a paper tells how it stands now."""
    Application.objects.lock(_entry(entry_id).application_id)
    entry = _entry(entry_id)
    require_post(by, entry.application, roles=OFFICERS, on=clock.today())
    require_impartial(entry.application, by)
    return entry


def _given(paper: Notice, application: Application, *, by: Account) -> IssuedDocument:
    """Return the paper that was given out already and says the very same, or issue it."""
    issued = IssuedDocument.objects.filter(application=application.pk, kind=paper.kind)
    if (same := _same(paper, issued)) is not None:
        return same
    office: Office = application.office
    return issue_document(paper, office=office, by=by, application=application.pk)


def _same(paper: Notice, issued: QuerySet[IssuedDocument]) -> IssuedDocument | None:
    """Return the newest valid paper that says the very same."""
    said = paper.written().as_json()
    valid = _valid(issued)
    return next((each for each in valid if all(each.content[n] == said[n] for n in said)), None)


def _valid(issued: QuerySet[IssuedDocument]) -> Iterable[IssuedDocument]:
    """Yield those that are valid today, the newest first."""
    today = clock.today()
    for each in issued.prefetch_related("events").order_by("-id"):
        if each.status_on(today) is DocumentStatus.VALID:
            yield each
