"""The console's lists of delegation are of one's own area, and no garbage breaks them (O02)."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

import pytest
from psycopg.types.range import Range

from applications.models import (
    DelegatedItem,
    DelegateRole,
    DelegationOrder,
    PullBack,
    SamplingRule,
)
from hukou.kernel import clock
from registry.models import Account, Office, OfficeLevel, PostingRole
from tests.factories import OfficeFactory, PostingFactory
from tests.permissions.routes import routes
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

DELEGATION: Final = {
    "delegationorder": DelegationOrder,
    "delegateditem": DelegatedItem,
    "samplingrule": SamplingRule,
    "pullback": PullBack,
}
NUL: Final = "a\0b"
HUGE: Final = "9" * 30
FORM: Final = "application/x-www-form-urlencoded"


def lists() -> list[str]:
    """Return the address of every list of the console."""
    names = [each.name for each in routes() if each.name.endswith("_changelist")]
    tables = [name.removeprefix("admin:").removesuffix("_changelist") for name in names]
    return [f"/console/{table.replace('_', '/', 1)}/" for table in tables]


def county(number: str) -> tuple[Account, dict[str, int]]:
    """Hand something down in a county; return its administrator, and the key of each row."""
    bureau: Office = OfficeFactory.create(level=OfficeLevel.COUNTY, name=f"{number}分局")
    station = OfficeFactory.create(parent=bureau)
    approver = PostingFactory.create(office=bureau, role=PostingRole.COUNTY_APPROVER).account
    order = DelegationOrder.objects.create(
        number=number, office=bureau, document="示例文件", clause="一", issued_by=approver
    )
    item = DelegatedItem.objects.create(
        order=order,
        item="death",
        office=station,
        to_role=DelegateRole.OFFICER,
        period=Range(date(2026, 1, 1), None),
    )
    rule = SamplingRule.objects.create(
        office=bureau, share=10, at_least=5, limit=5, reason=number, set_by=approver
    )
    fallen = PullBack.objects.create(
        delegated_item=item, rule=rule, reviewed=9, wrong=3, limit=5, at=clock.now()
    )
    by = PostingFactory.create(office=bureau, role=PostingRole.SYSTEM_ADMINISTRATOR).account
    rows = {
        "delegationorder": order.pk,
        "delegateditem": item.pk,
        "samplingrule": rule.pk,
        "pullback": fallen.pk,
    }
    return by, rows


@pytest.mark.parametrize("table", DELEGATION)
def test_an_administrator_sees_what_is_handed_down_in_their_own_county_only(
    visit: Visit, table: str
) -> None:
    by, own = county("甲授1号")
    _, others = county("乙授1号")
    client, listed = visit(by), f"/console/applications/{table}/"

    page = client.get(listed).content.decode()

    assert f"{listed}{own[table]}" in page
    assert f"{listed}{others[table]}" not in page
    assert client.get(f"{listed}{own[table]}").status_code == 200
    assert client.get(f"{listed}{others[table]}").status_code != 200
    assert "乙授1号" not in page


@pytest.mark.parametrize("path", lists())
@pytest.mark.parametrize("row", ["abc", NUL, "", "-1", HUGE, "1;2", "１"])
def test_a_row_that_is_no_number_is_refused_and_breaks_nothing(
    visit: Visit, path: str, row: str
) -> None:
    for role in (PostingRole.SECURITY_ADMINISTRATOR, PostingRole.SYSTEM_ADMINISTRATOR):
        by: Account = PostingFactory.create(role=role).account
        told = {"action": "end", "_selected_action": row, "index": "0"}

        answer = visit(by).post(path, urlencode(told), content_type=FORM)

        assert answer.status_code in {400, 403}


@pytest.mark.parametrize("path", lists())
def test_no_garbage_in_an_address_or_a_form_breaks_a_list(visit: Visit, path: str) -> None:
    by: Account = PostingFactory.create(role=PostingRole.SYSTEM_ADMINISTRATOR).account
    client = visit(by)
    names = ("q", "p", "o", "e", "all", "today", "role__exact", "is_active__exact", "level__exact",
             "type", "to_role__exact", "_to_field", "_popup", "_facets", "_changelist_filters",
             "for_demonstration__exact", "withdraws__exact", "action", "index", "select_across")  # fmt: skip  # noqa: E501
    answers = {}
    for name in names:
        for text in (NUL, "abc", HUGE, "", "-1", "�", "1.2.3"):
            told = urlencode({name: text})
            answers[name, text, "GET"] = client.get(f"{path}?{told}").status_code
            if text in {NUL, "abc"}:
                answers[name, text, "POST"] = client.post(path, told, content_type=FORM).status_code

    assert {key: status for key, status in answers.items() if status >= 500} == {}
    assert {status for (_, text, _), status in answers.items() if text == NUL} == {400}


@pytest.mark.parametrize("path", lists())
def test_no_garbage_breaks_a_record(visit: Visit, path: str) -> None:
    by: Account = PostingFactory.create(role=PostingRole.SYSTEM_ADMINISTRATOR).account
    client = visit(by)

    for key in ("0", HUGE, "99999999999999999999"):
        assert client.get(f"{path}{key}").status_code < 500
    assert client.get(f"{path}1?_changelist_filters=%00").status_code in {400, 403}


def test_the_address_of_an_app_is_no_hole() -> None:
    assert len(lists()) >= 10
