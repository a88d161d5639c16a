"""Visits in the tests (入户走访): a village with doors, who lives behind them, and a task."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hukou.kernel import clock
from registry.actions import (
    Gathered,
    GatheredBatch,
    keep_visit_photo,
    plan_visits,
    take_visit_results,
)
from registry.models import Account, Address, Household, PostingRole, VisitStop, VisitTask
from registry.queries.visits import VisitArea
from tests.cast import Family, family
from tests.factories import PostingFactory
from tests.places import Country, address_in, country, settle


@dataclass(frozen=True)
class Round:
    """A station whose beat 一组 has three doors; the family lives behind the first."""

    land: Country
    door: Address
    ouyang: Family
    auxiliary: Account
    chief: Account

    @property
    def officer(self) -> Account:
        return self.land.here.officer

    def task(self, **told: Any) -> VisitTask:
        """Return a task planned over the beat."""
        how: dict[str, Any] = {
            "grounds": ["beat"],
            "area": VisitArea(beat="一组"),
            "starts_on": clock.today(),
            "due_on": clock.today() + timedelta(days=10),
            "by": self.officer,
        }
        title = told.pop("title", "一组走访")
        return plan_visits(title, **how | told)

    def stop(self, task: VisitTask) -> VisitStop:
        """Return the stop of a task at the family's door."""
        return task.stops.get(address=self.door)


def visiting() -> Round:
    land = country()
    door = address_in(land.village, plate="9号")
    for plate in ("12号", "101号"):
        address_in(land.village, plate=plate)
    Address.objects.filter(division=land.village).update(beat="一组")
    folk = family(land.here.office)
    settle(folk.household, door)
    staff = (
        PostingFactory.create(office=land.here.office, role=role).account
        for role in (PostingRole.AUXILIARY, PostingRole.CHIEF)
    )
    return Round(land, door, folk, *staff)


def found(at: VisitStop, result: str = "as_registered", **told: Any) -> Gathered:
    """Return a result gathered today."""
    made = Gathered(id=uuid4(), stop=at.pk, result=result, visited_on=clock.today())
    return replace(made, **told)


def batch(*results: Gathered, key: UUID | None = None) -> GatheredBatch:
    return GatheredBatch(id=key or uuid4(), count=len(results), results=results)


def day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def visited(home: Household) -> dict[str, object]:
    """Let a household be visited and a photo be taken; return the values for the addresses."""
    by = PostingFactory.create(office=home.office).account
    today = clock.today()
    task = VisitTask.objects.create(
        office=home.office, title="走访", starts_on=today, due_on=today, planned_by=by
    )
    stop = VisitStop.objects.create(
        task=task, sequence=1, ground="finding", subject=f"h{home.pk}", household=home
    )
    photo = b"\xff\xd8\xff\xe0door"
    told = found(stop, pictures=(hashlib.sha256(photo).hexdigest(),))
    take_visit_results(task.pk, batch(told), by=by)
    kept = keep_visit_photo(told.id, photo, by=by)
    return {"task_id": task.pk, "stop_id": stop.pk, "photo_id": kept.pk}
