"""Who handles a file, who handled it before, and who could (经办): visible to the whole office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from applications.models import Application, Transition
from applications.workflow import Action
from registry.models import Account, Posting

from .authority import AT_THE_COUNTER, is_held_by_another, post_of

HANDED: frozenset[Action] = frozenset(
    {Action.ACCEPT, Action.ASSIGN, Action.TAKE_OVER, Action.UNASSIGN}
)


@dataclass(frozen=True, slots=True)
class Handed:
    """One change of hands, by names; empty where it was nobody's."""

    source: str
    target: str


def handed(steps: Iterable[Transition]) -> Mapping[int, Handed]:
    """Return which steps changed who handles the file, by step: from whom to whom.

    One statement, and none for a file that nobody ever handled.
    """
    changed = [step for step in steps if step.action in HANDED and "to" in step.details]
    accounts = {step.details.get(end) for step in changed for end in ("from", "to")} - {None}
    if not accounts:
        return {}
    names = dict(Account.objects.filter(id__in=accounts).values_list("id", "name"))
    return {
        step.pk: Handed(
            *(names.get(step.details.get(end), "") for end in ("from", "to")),
        )
        for step in changed
    }


def held_since(steps: Iterable[Transition]) -> datetime | None:
    """Return since when whoever handles the file has handled it."""
    changed = [step for step in steps if step.action in HANDED and step.details.get("to")]
    return changed[-1].at if changed else None


def is_held(application: Application, account: Account, *, on: date) -> bool:
    """Whether a colleague handles the file, so that this account must take it over first."""
    post = post_of(account, on=on)
    return post is not None and is_held_by_another(application, account, post, on=on)


def colleagues(application: Application, *, on: date) -> list[Account]:
    """Return who could handle the file: everybody in a counter post of its office, by name."""
    posted = Posting.objects.on(on).filter(
        office=application.office_id, role__in=AT_THE_COUNTER, account__is_active=True
    )
    return list(Account.objects.filter(postings__in=posted).order_by("name", "pk"))
