"""Taking down how many had a public service in a year (服务享有情况), as its department tells."""

from typing import Final

from django.db import transaction

from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law
from registry.errors import (
    AreaNotKeptHere,
    MoreServedThanEntitled,
    NoSuchDivision,
    YearNotOver,
    constraints_explained,
)
from registry.models import Account, Division, ServedGroup, ServiceFigure
from registry.queries import areas_of, lies_in, scope_of

SINCE: Final = 2016
"""The year the national rules on residence permits took effect."""


@transaction.atomic
@constraints_explained()
def report_service_figure(
    service: str,
    *,
    division: str,
    year: int,
    group: str,
    served: int,
    entitled: int,
    reporter: str,
    document: str,
    by: Account,
) -> ServiceFigure:
    """Take down the figure of one group, service, place and year; it counts from now on.

    Raises:
        InvalidInput: no such service or group, a year before the rules, or no reporter or paper.
        YearNotOver, NoSuchDivision, AreaNotKeptHere, MoreServedThanEntitled
    """
    today = clock.today()
    _require_told(service, year=year, group=group, reporter=reporter, document=document)
    if year >= today.year:
        raise YearNotOver(field="year")
    code = division_code.parse(division)
    if not Division.objects.filter(code=code).exists():
        raise NoSuchDivision(division=code, on=today.isoformat())
    if not lies_in(code, areas_of(scope_of(by, on=today))):
        raise AreaNotKeptHere(field="division")
    if served > entitled or entitled < 1:
        raise MoreServedThanEntitled(field="served")
    return ServiceFigure.objects.create(
        division_code=code,
        year=year,
        service=service,
        group=ServedGroup(group),
        served=served,
        entitled=entitled,
        reporter=reporter.strip(),
        document=document.strip(),
        account=by,
    )


def _require_told(service: str, *, year: int, group: str, reporter: str, document: str) -> None:
    if service not in load_law().benefits.services:
        raise InvalidInput("没有这一服务事项，请从目录中选择。", field="service")
    if group not in ServedGroup.values:
        raise InvalidInput("请选择居住证持有人或本地户籍人口。", field="group")
    if year < SINCE:
        raise InvalidInput("请填写 2016 年以后的年度。", field="year")
    if not reporter.strip() or not document.strip():
        raise InvalidInput("请写明报送部门和依据材料。", field="document")
