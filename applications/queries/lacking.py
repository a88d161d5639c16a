"""What is still lacking (一次性告知): the whole list at once, and what was asked for too late."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from applications.models import ASKED, Application, Transition, VerificationStatus
from applications.workflow import Action
from hukou.law import load_law
from registry.queries import Scope

from .case import CaseFile, within
from .registered import registered

_S = VerificationStatus
SETTLED = (_S.ANSWERED, _S.REPLACED)
LACKING = (_S.BY_HAND, _S.UNKNOWN_TO_AGENCY)
"""No agency can say: only a paper can show it, unless another is still being asked."""


def lacking(application: Application, *, on: date) -> list[str]:
    """Return a line for every fact that only a paper can still show: whose, what, which paper.

    Two statements. It is computed whole, so that whoever asks for a supplement forgets nothing.
    """
    people = registered(application.pk, on=on)
    rows = application.verifications.select_related("party").order_by("party_id", "fact", "agency")
    return _lines(
        ((known.name if known else row.subject.newcomer.get("name")) or "", row.fact, row.status)
        for row in rows
        for known in [people.get(row.subject.pk)]
    )


def lacking_of(file: CaseFile) -> list[str]:
    """Return the same of a file that has been read already."""
    return _lines(
        (party.name, check.fact, check.status) for party in file.parties for check in party.checks
    )


def _lines(checks: Iterable[tuple[str, str, str]]) -> list[str]:
    told = list(checks)
    known = {(name, fact) for name, fact, status in told if status in (*SETTLED, *ASKED)}
    wanted = ((name, fact) for name, fact, status in told if status in LACKING)
    return [paper_line(*each) for each in dict.fromkeys(wanted) if each not in known]


def paper_line(name: str, fact: str) -> str:
    """Say which paper shows a fact of somebody, and who issues it."""
    vocabulary = load_law().vocabulary
    known = vocabulary[fact]
    papers = "或".join(vocabulary.documents[each].label for each in known.documents_for(None))
    told = papers or f"能够证明“{known.label}”的材料"
    issuers = (vocabulary.agencies[each].label for each in known.verified_by[:1])
    issued = "".join(f"（出具：{each}）" for each in issuers)
    return f"{name}：{known.label}——{told}{issued}"


def asked_too_late(application: Application, needed: Sequence[str]) -> list[str]:
    """Return what is asked for now although the list told before did not name it.

    The list is told once. What comes after it is our own fault (告知不全), unless the applicant has
    since chosen another channel: that is a new list.
    """
    told = list(_lists(application))
    if not told:
        return []
    before = {_same(each) for needed_then in told for each in needed_then}
    return [each for each in needed if _same(each) not in before]


def _lists(application: Application) -> Iterator[Sequence[str]]:
    asked = application.transitions.filter(action=Action.ASK_FOR_SUPPLEMENT)
    for details in asked.values_list("details", flat=True):
        if details.get("channel", application.channel) == application.channel:
            yield details.get("needed", ())


def _same(line: str) -> str:
    """Return a line without what only the hand that typed it differs in."""
    return "".join(unicodedata.normalize("NFKC", line).split()).strip("。；;,，、.")


def told_incompletely(
    scope: Scope, *, since: datetime, until: datetime
) -> QuerySet[Transition, Transition]:
    """Return the steps of a time by which these offices asked for more than they had told.

    Each counts as a fault of the office (告知不全), never of the applicant. One statement.
    """
    return (
        Transition.objects.filter(
            Q(details__late__0__isnull=False),
            action=Action.ASK_FOR_SUPPLEMENT,
            at__gte=since,
            at__lt=until,
            application__in=within(scope),
        )
        .select_related("application", "by")
        .order_by("at")
    )
