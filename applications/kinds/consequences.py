"""What each transition rule would do to what is pending (过渡办法的后果), before one is chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Min, QuerySet

from applications.models import Application, Kind, PendingRule, Transition
from applications.queries.case import within
from applications.queries.destinations import place_of
from applications.queries.evidence import evidence
from applications.queries.governing import ACTIVATION, Change, Settled, by_rule, speaking
from applications.queries.policy import Standing, standing
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.law import Outcome, Regulation, load_law
from registry.models import PostingRole
from registry.queries import Scope

from .following import add_what_follows
from .judging import KINDEST_FIRST, kindness, opinion_by
from .kind import Opinion

PENDING: Final = (Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED, Status.ASSESSED)
GAINED, LOST, UNCHANGED = "gained", "lost", "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRule:
    """What a file comes to by one rule: by which text, and how that compares with the old one.

    No `text` while the file is not accepted and may yet be, before the new text begins.
    """

    text: str
    outcome: str
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTold:
    """A pending file: what both texts say of it, and what each rule makes of that."""

    application: Application
    accepted_on: date | None
    old: str
    new: str
    rules: Mapping[str, ByRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTold:
    """A rule over all files: how many each text decides, how many outcomes it turns."""

    rule: PendingRule
    by_old: int
    by_new: int
    waiting: int
    gained: int
    lost: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What the three rules would do; `files` are those the reader may open."""

    since: date
    counted: int
    rules: Sequence[RuleTold]
    files: Sequence[FileTold]


def consequences(regulation: Regulation, *, since: date, scope: Scope) -> Consequences:
    """Return what each rule does to the pending applications if this text holds from a day on.

    A system administrator counts the whole place and opens no file; everybody else counts and
    opens what their office keeps. Files are judged on what is known today, nothing is stored.
    """
    then = standing().if_activated(regulation.id, on=since)
    counts_all = scope.holds({PostingRole.SYSTEM_ADMINISTRATOR})
    reached = Application.objects.all() if counts_all else within(scope)
    told = list(_files(_pending(reached, since), regulation, since=since, then=then))
    return Consequences(
        since=since,
        counted=len(told),
        rules=[_over(rule, told) for rule in PendingRule],
        files=[] if counts_all else told,
    )


def _pending(files: QuerySet[Application], since: date) -> QuerySet[Application]:
    return (
        files.filter(kind=Kind.SETTLEMENT, status__in=PENDING, applied_on__lt=since)
        .select_related("destination_address__division", "destination_household", "office")
        .order_by("applied_on", "number")
    )


def _files(
    files: QuerySet[Application], regulation: Regulation, *, since: date, then: Standing
) -> Iterator[FileTold]:
    today = clock.today()
    day = max(since, today)
    accepted = dict(
        Transition.objects.filter(application__in=files.order_by(), action=Action.ACCEPT)
        .values_list("application")
        .annotate(first=Min("at"))
    )
    for file in files:
        filed = load_law().regulations.get(file.regulation)
        place = place_of(file).code
        if filed is None or not regulation.governs(place):
            continue
        old = speaking(filed, on=file.applied_on, division=place, now=then)
        new = speaking(filed, on=day, division=place, now=then)
        if old is None or new is None or old.id == new.id or new.id != regulation.id:
            continue
        at = accepted.get(file.pk)
        accepted_on = at.astimezone(clock.ZONE).date() if at else None
        may_wait = accepted_on is None and since > today
        yield _told(file, Change(old=old, new=new), accepted_on, may_wait=may_wait, then=then)


def _told(
    file: Application,
    change: Change,
    accepted_on: date | None,
    *,
    may_wait: bool,
    then: Standing,
) -> FileTold:
    people = add_what_follows(file, evidence(file, on=clock.today()))
    opinions = {
        text.id: opinion_by(text, file, people, now=then, pending=True)
        for text in (change.old, change.new)
    }
    old, new = opinions[change.old.id], opinions[change.new.id]
    rules = {}
    for rule in PendingRule:
        texts = by_rule(
            Settled(rule=rule, source=ACTIVATION), change, accepted_on=accepted_on, now=then
        )
        waits = may_wait and rule == PendingRule.ACCEPTANCE
        rules[rule.value] = _by(
            min((opinions[each.id] for each in texts), key=kindness), old, waits
        )
    return FileTold(
        application=file,
        accepted_on=accepted_on,
        old=old.outcome,
        new=new.outcome,
        rules=rules,
    )


def _by(best: Opinion, old: Opinion, waits: bool) -> ByRule:  # noqa: FBT001 - one call, beside it
    if waits:
        return ByRule(text="", outcome="", turn="")
    before, after = (KINDEST_FIRST.index(Outcome(each.outcome)) for each in (old, best))
    turn = UNCHANGED if before == after else GAINED if after < before else LOST
    return ByRule(text=best.regulation, outcome=best.outcome, turn=turn)


def _over(rule: PendingRule, files: Sequence[FileTold]) -> RuleTold:
    told = [(file, file.rules[rule.value]) for file in files]
    decided = [(file, by) for file, by in told if by.text]
    old = sum(by.text != file.rules[PendingRule.DECISION.value].text for file, by in decided)
    turns = [by.turn for _file, by in decided]
    return RuleTold(
        rule=rule,
        by_old=old,
        by_new=len(decided) - old,
        waiting=len(told) - len(decided),
        gained=turns.count(GAINED),
        lost=turns.count(LOST),
        unchanged=turns.count(UNCHANGED),
    )
