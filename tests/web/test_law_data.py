"""The page of a regulation shows what it rules beside settling, its targets, its key groups."""

import pytest
from django.test import Client

from hukou.law import load_law
from registry.models import PostingRole
from tests.cast import Station, station
from tests.factories import ApplicationFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


def page(client: Client, name: str) -> str:
    return client.get(f"/regulations/{name}").content.decode()


@pytest.mark.parametrize("name", sorted(load_law().regulations))
def test_every_measure_and_target_stands_on_the_page_with_its_clause(
    here: Station, visit: Visit, name: str
) -> None:
    law = load_law()
    shown = page(visit(here.officer), name)

    for measure in law.measures.of(name):
        assert f'id="measure-{measure.id}"' in shown
        assert f'<a href="#{measure.clause.id}">{measure.cite.clause}</a>' in shown
    for target in law.targets.of(name):
        assert f'id="target-{target.id}"' in shown
    for missing in law.targets.missing_of(name):
        assert missing.what in shown
    assert ('id="panel-targets"' in shown) is bool(law.targets.of(name))


def test_what_the_text_leaves_out_is_marked_and_no_number_made_up(
    here: Station, visit: Visit
) -> None:
    """L24, A03: the delegated items are counted in the text, and not listed."""
    shown = page(visit(here.officer), "qn-draft-2018")

    assert "下放事项的清单未见" in shown
    assert '<strong class="number">15 项</strong>' in shown
    assert "未收到，不得推定" in shown


def test_to_whom_rural_rights_may_go_differs_by_place(here: Station, visit: Visit) -> None:
    """L24."""
    client = visit(here.officer)

    assert "权益只能在本集体经济组织内部转让" in page(client, "jm-2018-5")
    guangzhou = page(client, "gz-reform")
    assert "权益可通过市场流转" in guangzhou
    assert "文件没有写，国家法律禁止作为落户条件" in guangzhou


def test_the_key_groups_are_counted_on_the_page_of_their_text(here: Station, visit: Visit) -> None:
    """L18."""
    ApplicationFactory.create(
        office=here.officer.postings.get().office,
        regulation="jm-2018-5",
        channel="JM-6",
        submitted=True,
    )
    client = visit(here.officer)

    shown = page(client, "jm-2018-5")
    assert 'id="panel-groups"' in shown
    row = shown.partition("重点群体六</th>")[2].partition("</tr>")[0]
    assert row.count('<td class="number">1</td>') == 2
    assert 'id="panel-groups"' not in page(client, "sx-2018")


def test_whoever_sees_nobodys_files_is_shown_no_counts(visit: Visit) -> None:
    administrator = station(PostingRole.SYSTEM_ADMINISTRATOR).officer
    shown = page(visit(administrator), "jm-2018-5")

    assert 'id="panel-groups"' not in shown
    assert 'id="panel-measures"' in shown


def test_an_application_wears_the_tag_of_its_group(here: Station, visit: Visit) -> None:
    """L18: on its own page and in every list."""
    office = here.officer.postings.get().office
    application = ApplicationFactory.create(
        office=office, regulation="jm-2018-5", channel="JM-6", submitted=True
    )
    client = visit(here.officer)

    tag = '<span class="tag tag-line">重点群体六</span>'
    assert tag in client.get(f"/applications/{application.pk}").content.decode()
    assert tag in client.get("/?list=office").content.decode()
