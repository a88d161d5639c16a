"""By which text a pending application is decided when the text has changed (过渡适用)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from applications.models import Application, PendingRule
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.law import Citation, Regulation, follows, load_law

from .destinations import place_of
from .policy import Standing, standing

ACTIVATION: Final = "activation"
PACK: Final = "pack"
OFFICER: Final = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The rule that says which text decides: from where, in which clause, or by whom and why."""

    rule: str
    source: str
    cite: Citation | None = None
    reason: str = ""
    chosen: str = ""
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The text that spoke when an application was filed, and the one that speaks today."""

    old: Regulation
    new: Regulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Governing:
    """The text or texts an application is judged by; two only where the kinder one decides."""

    regulations: tuple[Regulation, ...]
    now: Standing
    change: Change | None = None
    settled: Settled | None = None

    @property
    def is_open(self) -> bool:
        """Whether the text changed and nothing says which one decides."""
        return self.change is not None and self.settled is None

    def as_json(self) -> dict[str, Any]:
        """Return what an assessment keeps of it; nothing where the text never changed."""
        if self.change is None or self.settled is None:
            return {}
        return {
            "rule": self.settled.rule,
            "source": self.settled.source,
            "cite": self.settled.cite.as_json() if self.settled.cite else None,
            "reason": self.settled.reason,
            "by": self.settled.by,
            "old": self.change.old.id,
            "new": self.change.new.id,
            "texts": [each.id for each in self.regulations],
        }


def governing(application: Application) -> Governing:
    """Return by which text or texts an application is decided today, and why.

    Where one text speaks on the day of filing and today it decides. Where they differ, the new
    text's rule says; where it says none, an officer's choice on the file; else it stays open.
    """
    now, today = standing(), clock.today()
    filed = load_law().regulations[application.regulation]
    place = place_of(application).code
    old = speaking(filed, on=application.applied_on, division=place, now=now)
    new = speaking(filed, on=today, division=place, now=now)
    if old is None or new is None or old == new:
        return Governing(regulations=(filed if new is None or old is None else old,), now=now)
    change = Change(old=old, new=new)
    settled = stated(new, now=now) or _chosen(application, new)
    if settled is None:
        return Governing(regulations=(old, new), now=now, change=change)
    texts = by_rule(settled, change, accepted_on=accepted_on(application) or today, now=now)
    return Governing(regulations=texts, now=now, change=change, settled=settled)


def speaking(text: Regulation, *, on: date, division: str, now: Standing) -> Regulation | None:
    """Return the text that speaks at a place on a day in the matter of this one, or None.

    It is this one, one of its series and place, or a county's own text and the city's it takes
    over.
    """
    law = load_law()
    speaks = {each.id for each in law.in_force(division, on, now.days)}
    others = law.regulations.values()
    family = [
        text,
        *(each for each in others if follows(each, text)),
        *(each for each in others if each.id in law.above(text) or text.id in law.above(each)),
    ]
    return next((each for each in family if each.id in speaks), None)


def stated(new: Regulation, *, now: Standing) -> Settled | None:
    """Return the rule that a text states itself, or that was chosen when it was activated."""
    if new.transition is not None:
        return Settled(rule=new.transition.rule.value, source=PACK, cite=new.transition.cite)
    activation = now.activated.get(new.id)
    if activation is None or not activation.transition:
        return None
    return Settled(rule=activation.transition, source=ACTIVATION)


def by_rule(
    settled: Settled, change: Change, *, accepted_on: date | None, now: Standing
) -> tuple[Regulation, ...]:
    """Return the text or texts a rule leads to; `accepted_on` is the day of acceptance."""
    if settled.source == OFFICER:
        return (change.old if settled.chosen == change.old.id else change.new,)
    if settled.rule == PendingRule.KINDER:
        return change.old, change.new
    in_time = accepted_on is not None and now.silence(change.old, on=accepted_on) is None
    by_old = settled.rule == PendingRule.ACCEPTANCE and in_time
    return (change.old if by_old else change.new,)


def filed_under(application: Application, *, on: date) -> str:
    """Return the text a file was handed in under, unless its day of applying is rewritten."""
    is_pending = application.regulation and application.status != Status.DRAFT
    return application.regulation if is_pending and application.applied_on == on else ""


def choosable(application: Application) -> tuple[Regulation, ...]:
    """Return the two texts between which an officer chooses; none where there is no choice."""
    if application.event:
        return ()
    found = governing(application)
    is_ours = found.settled is None or found.settled.source == OFFICER
    return (found.change.old, found.change.new) if found.change and is_ours else ()


def accepted_on(application: Application) -> date | None:
    """Return the day an application was first accepted (受理日), or None."""
    first = application.transitions.filter(action=Action.ACCEPT).order_by("at").first()
    return first.at.astimezone(clock.ZONE).date() if first else None


def _chosen(application: Application, new: Regulation) -> Settled | None:
    """Return what an officer last chose for this file between these very texts."""
    step = application.transitions.filter(action=Action.CHOOSE_TEXT).order_by("id").last()
    told: Mapping[str, Any] = step.details if step else {}
    if step is None or told.get("new") != new.id:
        return None
    return Settled(
        rule="", source=OFFICER, reason=step.note, chosen=told["regulation"], by=step.by_id
    )
