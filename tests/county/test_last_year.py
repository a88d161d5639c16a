"""The year before, as a demo county decided it: a rehearsal names what was planted (A03, U04)."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from applications.actions import draw_sample
from applications.county import NEIGHBOUR, OFFICES
from applications.county.last_year import BY_ORDER
from applications.models import DelegatedItem
from applications.queries.rehearsal import rehearse_delegation
from hukou.kernel import clock
from registry.models import Account, DivisionLevel, PostingRole
from registry.queries import scope_of
from tests.county.test_plan import VILLAGES
from tests.factories import DivisionFactory

pytestmark = pytest.mark.django_db(transaction=True)

ITEM: Final = "qz-final-2017/QZF-1"


@pytest.fixture(autouse=True)
def _county(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    for area in sorted({area for office in OFFICES for area in office.areas}):
        township = len(area) == len("330802006")
        division = DivisionFactory.create(
            code=area,
            name=f"{area}街道",
            level=DivisionLevel.TOWNSHIP if township else DivisionLevel.COUNTY,
        )
        for village in VILLAGES.get(area, ()):
            DivisionFactory.create(code=village, parent=division, level=DivisionLevel.VILLAGE)
    for command in ("generate_county", "file_last_year"):
        call_command(command, people=900, seed=7, stdout=io.StringIO())


def planted(directory: Path) -> dict[str, str]:
    with (directory / "planted-decisions.csv").open(encoding="utf-8") as file:
        return {row["number"]: row["sign"] for row in csv.DictReader(file)}


def test_a_rehearsal_names_the_planted_risky_decisions_and_no_others(tmp_path: Path) -> None:
    today, risky = clock.today(), planted(tmp_path)
    approver = Account.objects.get(username="chenxian")

    found = rehearse_delegation(
        [ITEM],
        offices=scope_of(approver, on=today).offices,
        to_role=PostingRole.OFFICER,
        since=today - timedelta(days=365),
        until=today + timedelta(days=1),
        on=today,
    )

    assert set(risky.values()) == {"refused", "undone", "hasty"}
    assert {each.number: each.signs[0].code for each in found.risky} == risky
    assert found.whole.refused == list(risky.values()).count("refused")
    assert found.whole.went_wrong == list(risky.values()).count("undone")
    assert len(found.stations) == 2
    assert found.whole.total - found.whole.would_skip == len(BY_ORDER)
    assert sum(each.would_skip for each in found.stations) == found.whole.would_skip


@pytest.mark.parametrize("days", [0, 40, 400])
def test_an_order_is_in_force_on_whatever_day_the_demonstration_is_opened(days: int) -> None:
    """One trial has ended; the other order has no last day."""
    on = clock.today() + timedelta(days=days)

    [given] = DelegatedItem.objects.on(on)

    assert (given.office.code, given.item, given.revoked_at) == (NEIGHBOUR, ITEM, None)
    assert DelegatedItem.objects.count() == 2


def test_a_chief_draws_one_of_the_decisions_of_the_trial() -> None:
    chief = Account.objects.get(username="lichief")

    [review] = draw_sample(scope_of(chief, on=clock.today()).offices or [], by=chief)

    assert review.decision.decided_by.username == "wangfang"
    assert review.delegated_item.order.issued_by.username == "chenxian"
