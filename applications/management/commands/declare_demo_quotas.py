"""Declares a few made-up quotas of the demo county, so that their page has something to show."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.actions import QuotaRequest, adjust_quota, declare_quota
from applications.models import Quota
from hukou.kernel import clock
from registry.models import Account
from registry.queries import account_named

APPROVER: Final = "chenxian"
COUNTY, REGULATION = "330802", "qz-final-2017"
DOCUMENT: Final = "演示用名额通知（不对应任何真实文件）"
QUOTAS: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "channel": "",
        "kind": "target",
        "unit": "people",
        "when_full": "unsaid",
        "places": 120,
        "clause": "第一条",
    },
    {
        "channel": "QZF-1",
        "kind": "limit",
        "unit": "applications",
        "when_full": "refuse",
        "places": 60,
        "clause": "第二条",
    },
    {
        "channel": "QZF-2",
        "kind": "limit",
        "unit": "applications",
        "when_full": "next_year",
        "places": 1,
        "clause": "第三条",
    },
)
"""`channel` empty: every channel of the text."""


class Command(BaseCommand):
    help = "Declare a few made-up quotas for this year and the next (a demonstration only)."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        if settings.HUKOU_ENV == "production":
            raise CommandError("A production register takes no made-up quotas.")
        approver, year = account_named(APPROVER), clock.today().year
        declared = [_declared(of, told, by=approver) for told in QUOTAS for of in (year, year + 1)]
        adjust_quota(
            declared[-1].pk,
            places=5,
            reason="公共服务供给增加（演示）",
            document=DOCUMENT,
            clause="第四条",
            by=approver,
        )
        self.stdout.write(f"{len(declared)} quotas")


def _declared(year: int, told: Mapping[str, Any], *, by: Account) -> Quota:
    request = QuotaRequest(
        area=COUNTY,
        first_year=year,
        last_year=year,
        regulation=REGULATION,
        reason="年度计划（演示）",
        document=DOCUMENT,
        **told,
    )
    return declare_quota(request, by=by)
