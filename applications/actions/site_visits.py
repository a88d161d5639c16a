"""Looking on site for what no agency could confirm (实地核查): a task of visits of the station."""

from datetime import date

from django.db import transaction

from applications.queries.site_visits import site_questions
from hukou.kernel import clock
from registry.actions import plan_visits
from registry.models import Account, VisitGround, VisitTask
from registry.queries import scope_of
from registry.queries.visits import PlannedStop, VisitArea


@transaction.atomic(durable=True)
def plan_site_visits(title: str, *, starts_on: date, due_on: date, by: Account) -> VisitTask:
    """Plan visits to the doors that open files of the station ask about, each file a stop.

    What is on the way in another task that is not over is left out. A visit answers no question
    by itself: what was seen stands beside it for the officer who replaces the answer.

    Raises:
        PlansForOwnStation, NothingToVisit, TooManyStops
        InvalidInput: title or dates; or an address outside the station's area.
    """
    scope = scope_of(by, on=clock.today())
    asked = [each for each in site_questions(scope) if each.task is None]
    stops = [
        PlannedStop(
            ground=VisitGround.QUESTION,
            subject=f"q{each.application.hex}",
            address=each.address,
            question=each.application,
        )
        for each in asked
    ]
    return plan_visits(
        title,
        grounds=(),
        area=VisitArea(),
        starts_on=starts_on,
        due_on=due_on,
        by=by,
        besides=stops,
    )
