"""A process that dies between any two statements of deciding or registering (R13).

Every boundary is enumerated, each in a process of its own that ends by `os._exit`. Up to COMMIT the
register is afterwards what it was before, in every row of every table; after it, all is done. Here
a sample runs; HUKOU_EVERY_FAILPOINT=1 (`manage.py faults failpoints`) runs them all.
"""

import os
from collections.abc import Callable
from itertools import islice
from typing import Final

import pytest

from applications.models import Application, Decision, OutboxEvent, Transition
from applications.workflow import Status
from tests.faults._acts import ACTS, Act
from tests.faults._failpoints import (
    AFTER_COMMIT,
    DIED,
    REFUSED,
    boundaries,
    breaches,
    register_now,
    run,
)

pytestmark = pytest.mark.django_db(transaction=True)

EVERY: Final = os.environ.get("HUKOU_EVERY_FAILPOINT") == "1"
SAMPLE: Final = 6
"""Every sixth boundary, and the last ones around COMMIT."""


def sampled(names: list[str]) -> list[int]:
    """Return which boundaries are tried: all, or some and always the one before COMMIT."""
    last = len(names) - 1
    return list(range(len(names))) if EVERY else [*range(0, last, SAMPLE), last]


@pytest.mark.parametrize("name", ACTS)
def test_a_crash_at_any_boundary_breaks_nothing_and_the_work_is_completed(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    act = ACTS[name]()
    before = register_now()
    names = boundaries(act.do)
    tried = sampled(names)
    record_property("boundaries", len(names) + 1)
    record_property("crashes", len(tried) + 1)

    for at in tried:
        assert run(act.do, at=at) == (DIED, names[at])
        assert changed(before) == [], names[at]
        assert list(breaches()) == [], names[at]
    assert run(act.do, at=len(names)) == (DIED, AFTER_COMMIT)
    assert list(breaches()) == []
    done(act)

    told = register_now()
    assert run(act.do, at=len(names))[0] == REFUSED  # whoever does not know may ask again
    assert changed(told) == []


def changed(before: dict[str, tuple[int, str]]) -> list[str]:
    """Return the tables that are not as they were."""
    now = register_now()
    return [table for table in before if now[table] != before[table]]


def done(act: Act) -> None:
    """Assert that the act was done whole, and once: step, decision and event stand together."""
    application = Application.objects.get(id=act.application)
    assert application.status == act.leads_to
    last = Transition.objects.filter(application=application, after=act.leads_to)
    assert last.count() == 1
    assert Decision.objects.filter(application=application).count() == 1
    told = OutboxEvent.objects.filter(type=f"application.{act.leads_to}")
    assert told.filter(subject=f"application/{act.application}").count() == 1


@pytest.mark.parametrize("name", ["settle", "approve"])
def test_what_is_not_one_transaction_would_be_found(name: str) -> None:
    """The control: the same crash, but what was written so far stays."""
    act = ACTS[name]()
    before = register_now()
    names = boundaries(act.do)
    writes = [
        at for at, each in enumerate(names) if each.startswith(("before INSERT", "before UPD"))
    ]
    middle = next(islice(writes, len(writes) // 2, None))

    assert run(act.do, at=middle, torn=True) == (DIED, names[middle])

    assert changed(before)
    if act.leads_to == Status.REGISTERED:
        assert list(breaches())
