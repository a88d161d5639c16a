"""An order of the bureau that hands settling by a dwelling down to the officers of the station."""

from datetime import timedelta
from typing import Any, Final

import pytest

from applications.actions import OrderRequest
from applications.models import Application
from hukou.kernel import clock
from registry.models import Account, PostingRole
from tests.filing import Counter, Five, assessed, posted, settlement
from tests.orders import order as usual

TODAY: Final = clock.today()


@pytest.fixture
def admin(here: Counter) -> Account:
    return posted(here.bureau, PostingRole.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def ready(here: Counter, five: Five) -> Application:
    return assessed(here, settlement(five))


def order(here: Counter, **changes: Any) -> OrderRequest:
    """Return the usual order, for ninety days."""
    return usual(here, **({"until": TODAY + timedelta(days=90)} | changes))


def other_officer(here: Counter) -> Account:
    return posted(here.office, PostingRole.OFFICER)
