"""Duties end with the text that obliged to them (E12, L27)."""

import pytest

from applications.queries.obligations import list_duties
from hukou.kernel import clock
from hukou.law import DutyStanding, load_law
from tests.factories import ActivationFactory
from tests.next_text import OLD, activate_next, ahead, next_text

pytestmark = pytest.mark.django_db


def test_a_text_that_another_followed_obliges_nobody_any_more() -> None:
    """What it still had to be done by is told as ended, never as late."""
    with next_text():
        ActivationFactory.create()
        before = {row.obligation.id: row.standing for row in list_duties(on=clock.today())}
        activate_next()
        after = {row.obligation.id: row.standing for row in list_duties(on=ahead(1))}

    old = [name for name in before if load_law().obligations.by_id[name].regulation.id == OLD]
    assert DutyStanding.OVERDUE in {before[name] for name in old}
    assert {after[name] for name in old} == {DutyStanding.ENDED}
