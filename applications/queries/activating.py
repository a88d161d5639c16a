"""What stands in the way of dating a text (启用条件): rights, days, and cases decided already."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from applications.errors import (
    AsksForRuralRights,
    BeforeConsultationEnded,
    BeginsTogether,
    CasesDecided,
    MayNotActivate,
    NothingToActivate,
)
from applications.models import Activation, Decision
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Regulation, Silence, blocks_activation, follows, load_law
from registry.models import Account, PostingRole

from .authority import post_of
from .law_desk import answers_for
from .policy import Standing, standing

EARLIEST: Final = date(1958, 1, 9)
"""The day of the registration regulation: no text about registering is older."""


FARTHEST: Final = timedelta(days=5 * 366)
"""A text that begins later than this is a slip of the pen."""


def require_activator(account: Account | None, regulation: Regulation, *, on: date) -> None:
    """Refuse everybody but a system administrator of the place; nobody means the command line.

    A city's text is for the city's administrator, a county's also for the county's own.

    Raises MayNotActivate.
    """
    if account is None:
        return
    post = post_of(account, on=on)
    if post is None or post.role is not PostingRole.SYSTEM_ADMINISTRATOR:
        raise MayNotActivate(regulation=regulation.id)
    if not answers_for(post.office_id, regulation.jurisdiction):
        raise MayNotActivate(regulation=regulation.id, office=post.office_id)


def series_of(regulation: Regulation) -> set[str]:
    """Return the texts that may end one another: of one series and place, drafts apart."""
    others = load_law().regulations.values()
    return {regulation.id, *(each.id for each in others if follows(each, regulation))}


def refuse_unfit_day(regulation: Regulation, day: date, *, now: Standing) -> None:
    """Refuse a first day before the text could be final, or on which another text begins.

    Raises BeforeConsultationEnded, BeginsTogether, InvalidInput: ages ago or years away.
    """
    if day < EARLIEST:
        raise InvalidInput("施行日期不能早于 1958 年 1 月 9 日", field="effective_from")
    if day > clock.today() + FARTHEST:
        raise InvalidInput("施行日期在五年以后，请核对年份", field="effective_from")
    regulations = load_law().regulations
    versions = [regulation, *(each for each in regulations.values() if _became(each, regulation))]
    for each in versions:
        asked = each.term.consultation
        if asked is not None and day <= asked.last:
            raise BeforeConsultationEnded(
                regulation=regulation.id, consultation_until=asked.last.isoformat()
            )
    for name in series_of(regulation) - {regulation.id}:
        if now.begins(regulations[name]) == day:
            raise BeginsTogether(regulation=name, effective_from=day.isoformat())


def _became(draft: Regulation, final: Regulation) -> bool:
    return draft.term.superseded_by == final.id


def refuse_decided(
    regulations: Iterable[str], *, since: date, until: date | None, by_rule: bool = False
) -> None:
    """Refuse to change which text held from `since` to the day before `until`, once it was used.

    A case used the days from that on which it was judged to that on which it was decided.
    `by_rule` looks only at those that a transition rule brought under a text.

    Raises CasesDecided.
    """
    used = Decision.objects.filter(
        assessment__regulation__in=list(regulations), decided_on__gte=since
    )
    if until is not None:
        used = used.filter(assessment__judged_on__lt=until)
    if by_rule:
        used = used.model.objects.filter(
            assessment__judgement__transition__new__in=list(regulations)
        )
    if count := used.count():
        last = used.order_by("decided_on").values_list("decided_on", flat=True).last()
        earliest = last + timedelta(days=1) if last else None
        raise CasesDecided(
            f"已有 {count} 件依此作出决定，最近一件决定于 {last}",
            decided=count,
            earliest=earliest.isoformat() if earliest else None,
        )


def undated(name: str, *, on: date) -> Regulation:
    """Return a final text that has no date of its own and may be dated.

    Raises NothingToActivate, AsksForRuralRights.
    """
    known = load_law().regulations.get(name)
    if known is None or known.term.silence(on, None) is not Silence.UNDATED:
        raise NothingToActivate(regulation=name)
    if (blocked := blocks_activation(known)) is not None:
        raise AsksForRuralRights(cite=blocked.cite.as_json(), against=blocked.against.as_json())
    return known


def refuse_unfit(regulation: Regulation, day: date, *, corrects: Activation | None) -> None:
    """Refuse a first day that cannot be, for a new record or one that corrects another.

    Raises BeforeConsultationEnded, BeginsTogether, CasesDecided.
    """
    refuse_unfit_day(regulation, day, now=standing())
    series = series_of(regulation)
    if corrects is None:
        refuse_decided(series - {regulation.id}, since=day, until=None)
    elif day != corrects.effective_from:
        first, second = sorted((day, corrects.effective_from))
        refuse_decided(series, since=first, until=second)


def records_of(regulation: str) -> QuerySet[Activation]:
    """Return every record about a text, the first first, with who entered it and its text."""
    return (
        Activation.objects.filter(regulation=regulation)
        .select_related("activated_by", "text", "correction")
        .defer("text__content")
        .order_by("id")
    )
