"""What a run under faults left behind, counted from the register, the book and the sandbox."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.utils.module_loading import import_string

from applications.models import Application, Transition, Verification, VerificationStatus
from applications.workflow import Action, Status

ENDED: Final = (Status.REGISTERED, Status.REFUSED)
ANSWERED: Final = (VerificationStatus.ANSWERED, VerificationStatus.UNKNOWN_TO_AGENCY)
DECIDING: Final = (Action.APPROVE, Action.REFUSE)
ONCE: Final = (Action.SUBMIT, Action.ACCEPT, Action.ASSESS, Action.CARRY_OUT)


@dataclass(frozen=True)
class Tally:
    """One look at everything, after the work is over.

    `filed` are the applications of all families, `told` the acts the service said were done,
    `seen` what each request id was to the agencies.
    """

    filed: Collection[UUID]
    told: Collection[tuple[UUID, str]]
    seen: Mapping[str, Any]

    def decided_once(self) -> int:
        return sum(times == 1 for times in self._decisions().values())

    def decided_twice(self) -> int:
        """Applications decided, or taken any other step but once, or with two decisions."""
        twice = {each for each, times in self._decisions().items() if times > 1}
        for action in ONCE:
            steps = self._steps().filter(action=action).annotate(times=Count("id"))
            twice |= set(steps.filter(times__gt=1).values_list("application", flat=True))
        return len(twice)

    def lost(self) -> int:
        """Acts the service said were done and that are not there, and files without decision."""
        there = set(Transition.objects.values_list("application", "action"))
        broken = [each for each in self.told if each not in there]
        ended = Application.objects.filter(id__in=self.filed, status__in=ENDED)
        return len(broken) + ended.filter(decision=None).count()

    def stuck(self) -> int:
        """Applications that have not ended."""
        return Application.objects.filter(id__in=self.filed).exclude(status__in=ENDED).count()

    def misheard(self) -> int:
        """Questions that have an answer the agency did not give, or two."""
        given = self.seen["requests"]
        rows = Verification.objects.filter(application__in=self.filed, status__in=ANSWERED)
        return sum(
            row.conflicts or row.receipt.get("receipt") != given[str(row.pk)]["receipt"]
            for row in rows.iterator(chunk_size=500)
        )

    def repeated(self) -> int:
        """How many times an agency was asked again what it had been asked."""
        return sum(each["calls"] - 1 for each in self.seen["requests"].values())

    def questions(self) -> int:
        return Verification.objects.filter(application__in=self.filed).count()

    def registered(self) -> int:
        return Application.objects.filter(id__in=self.filed, status=Status.REGISTERED).count()

    def breaches(self) -> int:
        """Breaches of every invariant, as `verify_register` counts them."""
        checks = [check for path in settings.INVARIANTS for check in import_string(path)]
        return sum(len(list(check.breaches())) for check in checks if not check.warns_only)

    def _steps(self) -> Any:  # noqa: ANN401 - a query set of rows
        return Transition.objects.filter(application__in=self.filed).values("application")

    def _decisions(self) -> Counter[UUID]:
        steps = self._steps().filter(action__in=DECIDING).annotate(times=Count("id"))
        return Counter({each["application"]: each["times"] for each in steps})
