"""An order of the bureau that hands settling by a dwelling down to the officers of the station."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from applications.actions import OrderRequest
from applications.models import Application, DelegateRole
from hukou.kernel import clock
from registry.models import Account, PostingRole
from tests.filing import Counter, Five, assessed, posted, settlement

SETTLING: Final = "qz-final-2017/QZF-1"
TODAY: Final = clock.today()


@pytest.fixture
def admin(here: Counter) -> Account:
    return posted(here.bureau, PostingRole.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def ready(here: Counter, five: Five) -> Application:
    return assessed(here, settlement(five))


def order(here: Counter, **changes: Any) -> OrderRequest:
    told = OrderRequest(
        number="柯公授〔2026〕1号",
        document="关于下放户籍审批权限的决定",
        clause="第二条",
        items=[SETTLING],
        office_id=here.office.pk,
        to_role=DelegateRole.OFFICER,
        start=TODAY,
        until=TODAY + timedelta(days=90),
    )
    return replace(told, **changes)


def other_officer(here: Counter) -> Account:
    return posted(here.office, PostingRole.OFFICER)
