"""The menu (业务菜单): a line is drawn for those who may open what it leads to, and nobody else."""

import pytest

from hukou.web.menu import MENU
from registry.models import PostingRole
from tests.cast import Station
from tests.factories import PostingFactory
from tests.web.conftest import Visit
from tests.web.test_access import rule

ITEMS = {item.url_name: item for group in MENU for item in group.items}


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_a_line_is_for_those_who_may_open_its_page(name: str) -> None:
    found = rule(name)
    assert found is not None
    assert found[1] is not None
    assert set(ITEMS[name].only) == {str(role) for role in found[1]}


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        (PostingRole.SECURITY_ADMINISTRATOR, "/accounts"),
        (PostingRole.AUDIT_ADMINISTRATOR, "/audit"),
        (PostingRole.SYSTEM_ADMINISTRATOR, "/regulations"),
    ],
)
def test_an_administrator_is_offered_nothing_of_the_counter(
    here: Station, visit: Visit, role: PostingRole, begins: str
) -> None:
    account = PostingFactory.create(office=here.office, role=role).account

    page = visit(account).get(begins).content.decode()

    assert f'class="side-brand" href="{begins}"' in page
    assert "/applications/new" not in page
    assert "data-search" not in page
