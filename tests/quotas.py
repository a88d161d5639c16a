"""Quotas of the counter's county: declared by its bureau, for the channel its applicants take."""

from dataclasses import replace
from typing import Any, Final

from applications.actions import QuotaRequest, declare_quota
from applications.models import Quota
from hukou.kernel import clock
from registry.models import Division
from tests.filing import Counter

ORDER: Final = {"document": "柯城区落户名额通知（测试）", "clause": "第二条"}
YEAR: Final = clock.today().year


def asked(**changes: Any) -> QuotaRequest:
    """Return a request for two places of this year, that says to refuse when they are gone."""
    request = QuotaRequest(
        area="330802",
        first_year=YEAR,
        last_year=YEAR,
        regulation="qz-final-2017",
        channel="QZF-1",
        kind="limit",
        unit="applications",
        when_full="refuse",
        places=2,
        reason="年度计划",
        **ORDER,
    )
    return replace(request, **changes)


def keeps_the_county(here: Counter) -> Counter:
    """Let the bureau keep its county, as a bureau does."""
    here.bureau.areas.add(Division.objects.get(code="330802"))
    return here


def declared(here: Counter, **changes: Any) -> Quota:
    return declare_quota(asked(**changes), by=keeps_the_county(here).approver)
