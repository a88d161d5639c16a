"""Two officers at one residence permit: it is endorsed once, and issued once (P02)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db.models import Model

from hukou.kernel import clock
from registry.actions import (
    end_residence_permit,
    issue_residence_permit,
    restore_residence_permit,
)
from registry.actions import record_actual_residence as live
from registry.models import Endorsement, Person, ResidencePermit
from registry.models.people import PersonQuerySet
from registry.models.residence_permits import ResidencePermitQuerySet
from tests.cast import BASIS
from tests.factories import PersonFactory
from tests.places import Country, address_in, country
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


def came(land: Country) -> Person:
    person: Person = PersonFactory.create()
    told: dict[str, Any] = {"source": "visit", "by": land.here.officer, "basis": BASIS}
    live(person, address=address_in(land.village), on=date(2024, 1, 1), **told)
    return person


def endorse_twice() -> list[str]:
    """Let two officers restore a permit that lapsed: the second finds it restored."""
    land = country()
    how: dict[str, Any] = {"ground": "job", "by": land.here.officer, "basis": BASIS}
    permit = issue_residence_permit(came(land), on=date(2025, 1, 1), **how)
    restore = partial(restore_residence_permit, permit.pk, on=clock.today(), **how)
    return named(at_once(restore, restore))


def test_a_permit_endorsed_twice_at_once_is_endorsed_once() -> None:
    assert endorse_twice() == ["Endorsement", "PermitNotLapsed"]
    assert Endorsement.objects.count() == 1


def end_and_endorse() -> list[str]:
    """Let one officer end a lapsed permit while another restores it."""
    land = country()
    how: dict[str, Any] = {"by": land.here.officer, "basis": BASIS}
    permit = issue_residence_permit(came(land), ground="job", on=date(2025, 1, 1), **how)
    today = clock.today()
    end = partial(end_residence_permit, permit.pk, reason="left", on=today, **how)
    restore = partial(restore_residence_permit, permit.pk, ground="job", on=today, **how)
    return named(at_once(end, restore))


def test_a_permit_that_is_ended_is_not_endorsed_at_the_same_time() -> None:
    assert end_and_endorse() in (
        ["Endorsement", "LaterEventStands"],
        ["PermitHasEnded", "ResidencePermit"],
    )


def test_without_the_locks_an_ended_permit_would_be_endorsed(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both find the permit held, and both write."""

    def everybody(people: PersonQuerySet, *ids: int) -> list[Person]:
        return list(people.filter(id__in=ids))

    def unlocked(permits: ResidencePermitQuerySet, permit_id: int) -> ResidencePermit:
        return permits.get(pk=permit_id)

    def late(model: type[Model]) -> Callable[..., None]:
        save = model.save

        def saved(row: Model, **told: Any) -> None:
            both_have_read()
            save(row, **told)

        return saved

    wait = {model: late(model) for model in (ResidencePermit, Endorsement)}
    issued = issue_residence_permit
    monkeypatch.setattr(PersonQuerySet, "lock", everybody)
    monkeypatch.setattr(ResidencePermitQuerySet, "lock", unlocked)

    def then_wait(*told: Any, **more: Any) -> ResidencePermit:
        permit = issued(*told, **more)
        for model, saved in wait.items():
            monkeypatch.setattr(model, "save", saved)
        return permit

    monkeypatch.setitem(globals(), "issue_residence_permit", then_wait)

    assert end_and_endorse() == ["Endorsement", "ResidencePermit"]


def test_a_permit_issued_twice_at_once_is_issued_once() -> None:
    land = country()
    how: dict[str, Any] = {"ground": "job", "by": land.here.officer, "basis": BASIS}
    issue = partial(issue_residence_permit, came(land), on=date(2026, 1, 1), **how)

    assert named(at_once(issue, issue)) == ["HoldsPermitAlready", "ResidencePermit"]
    assert ResidencePermit.objects.count() == 1
