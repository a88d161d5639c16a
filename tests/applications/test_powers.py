"""Which posts take which step, and who decides where the text itself names a level."""

import pytest

from applications.models import Application
from applications.queries.authority import ROLES
from applications.queries.deciders import WRONG_ROLE, may_decide
from applications.workflow import BY_ITSELF, Action
from tests.filing import Counter, Five, accepted, assessed, settlement


@pytest.fixture
def ready(here: Counter, five: Five) -> Application:
    return assessed(here, settlement(five))


@pytest.mark.parametrize(("role", "allowed"), [("chief", False), ("approver", True)])
def test_where_the_text_names_the_county_the_station_does_not_decide(
    here: Counter, five: Five, role: str, *, allowed: bool
) -> None:
    application = accepted(here, settlement(five))
    application.regulation, application.channel = "qz-draft-2017", "QZD-3b"

    permission = may_decide(application, getattr(here, role))

    assert permission.allowed is allowed
    assert (WRONG_ROLE in permission.reasons) is not allowed


def test_where_the_text_names_no_level_the_chief_decides(here: Counter, ready: Application) -> None:
    assert may_decide(ready, here.chief).allowed


@pytest.mark.parametrize("action", list(Action))
def test_every_step_says_which_posts_take_it(action: Action) -> None:
    decided = {Action.APPROVE, Action.REFUSE, Action.CHOOSE_TEXT, Action.EXAMINE}
    assert (action in ROLES) is not (action in decided | BY_ITSELF)
