"""How far a file has come (办理进度): the stages that stand at the head of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Transition
from applications.workflow import Action, Status

STAGES: Final[tuple[tuple[Promise, frozenset[str]], ...]] = (
    (_("提交"), frozenset({Action.SUBMIT})),
    (_("受理"), frozenset({Action.ACCEPT})),
    (_("核查评定"), frozenset({Action.ASSESS})),
    (_("审批"), frozenset({Action.APPROVE, Action.REFUSE})),
    (_("登记"), frozenset({Action.CARRY_OUT})),
)
# How many stages are behind a file in this status.
BEHIND: Final = {
    Status.DRAFT: 0,
    Status.SUPPLEMENT: 0,
    Status.SUBMITTED: 1,
    Status.ACCEPTED: 2,
    Status.ASSESSED: 3,
    Status.APPROVED: 4,
    Status.REFUSED: 4,
    Status.REGISTERED: 5,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way, and when it was taken."""

    label: Promise
    done: bool
    current: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far verification has come."""

    total: int
    done: int
    waiting: bool


def stages_of(status: Status, steps: Iterable[Transition]) -> list[Stage]:
    """Return the stages of a file, with when each was last taken."""
    behind = BEHIND.get(status, 0)
    times: dict[str, datetime] = {step.action: step.at for step in steps}
    return [
        Stage(
            label,
            done=at < behind,
            current=at == behind,
            at=next((times[each] for each in actions if each in times), None),
        )
        for at, (label, actions) in enumerate(STAGES)
    ]
