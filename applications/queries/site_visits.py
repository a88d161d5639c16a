"""Questions of files that a look at the door can help with (实地核查), and what was seen there."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from applications.models import Verification, VerificationStatus
from applications.workflow import Status
from registry.models import Address, HouseholdAddress, ReportStanding, VisitReport, VisitStop
from registry.queries import Scope

from .case import within

UNANSWERED: Final = (VerificationStatus.BY_HAND, VerificationStatus.UNKNOWN_TO_AGENCY)
"""No agency could say: what is left is paper, and a look."""
BEFORE_DECISION: Final = (Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED, Status.ASSESSED)
OF_A_DWELLING: Final = "dwelling."
MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteQuestion:
    """What nobody could confirm about the dwelling of one file: which facts, where, about whom."""

    application: UUID
    number: str
    facts: list[str]
    people: list[int]
    address: Address
    result: str = ""
    """What a visit found, where there was one already."""
    task: int | None = None


def site_questions(scope: Scope, *, limit: int = MOST) -> list[SiteQuestion]:
    """Return the station's files that wait for what can be seen on site, the oldest first.

    Four statements. What has no address in the register is not among them.
    """
    rows = Verification.objects.filter(
        application__in=scope.rows(within(scope)),
        application__status__in=BEFORE_DECISION,
        status__in=UNANSWERED,
        fact__startswith=OF_A_DWELLING,
    )
    told = list(
        rows.select_related("party", "application__destination_address__division").order_by(
            "application__submitted_at", "application", "id"
        )[:limit]
    )
    homes = _homes(told)
    seen = _seen({row.application_id for row in told})
    found = []
    for key, group in groupby(told, key=lambda row: row.application_id):
        asked = list(group)
        file = asked[0].application
        address = file.destination_address or homes.get(file.destination_household_id)
        if address is not None:
            task, result = seen.get(key, (None, ""))
            found.append(
                SiteQuestion(
                    application=key,
                    number=file.number,
                    facts=sorted({row.fact for row in asked}),
                    people=sorted(
                        {row.subject.person_id for row in asked if row.subject.person_id}
                    ),
                    address=address,
                    result=result,
                    task=task,
                )
            )
    return found


def _homes(rows: list[Verification]) -> dict[int | None, Address]:
    """Return where the households are that people want to join."""
    wanted = {row.application.destination_household_id for row in rows} - {None}
    lived = HouseholdAddress.objects.filter(household__in=wanted, period__endswith=None)
    return {row.household_id: row.address for row in lived.select_related("address__division")}


def _seen(files: set[UUID]) -> dict[UUID, tuple[int, str]]:
    """Return the latest task that visits for each file, and what stands of it."""
    stops = VisitStop.objects.filter(question__in=files).exclude(task__state="cancelled")
    keys = {stop.pk: (stop.question, stop.task_id) for stop in stops.order_by("task_id")}
    told = VisitReport.objects.filter(stop__in=keys, standing=ReportStanding.STANDS)
    results = dict(told.values_list("stop_id", "result"))
    return {
        question: (task, results.get(stop, ""))
        for stop, (question, task) in keys.items()
        if question is not None
    }
