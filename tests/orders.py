"""An order of the bureau that hands settling by a dwelling down to the officers of the station."""

from dataclasses import replace
from typing import Any, Final

from applications.actions import OrderRequest
from applications.models import DelegateRole
from hukou.kernel import clock
from tests.filing import Counter

SETTLING: Final = "qz-final-2017/QZF-1"


def order(here: Counter, **changes: Any) -> OrderRequest:
    """Return an order from today on, without a last day; `changes` say it otherwise."""
    told = OrderRequest(
        number="柯公授〔2026〕1号",
        document="关于下放户籍审批权限的决定",
        clause="第二条",
        items=[SETTLING],
        office_id=here.office.pk,
        to_role=DelegateRole.OFFICER,
        start=clock.today(),
    )
    return replace(told, **changes)
