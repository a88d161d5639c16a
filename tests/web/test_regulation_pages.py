"""The regulations on the screen (L01): where each stands on a day, and what one says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _

from applications.web.law_words import told
from applications.web.panels import Asked, Panel, drawn
from applications.web.regulation_panels import PANELS
from applications.web.templatetags.law import clause_address
from hukou.law import load_law
from registry.models import PostingRole
from registry.web import DeskRequest
from tests.cast import Station, station
from tests.factories import ActivationFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
EVERY: Final = sorted(load_law().regulations)


def test_the_list_says_how_each_regulation_stands_on_the_day_asked_for(
    here: Station, visit: Visit
) -> None:
    client = visit(here.officer)

    in_trial = client.get("/regulations", {"on": "2019-01-01"}).content.decode()
    after = client.get("/regulations", {"on": "2022-01-01"}).content.decode()

    assert "始兴县非户籍人口落户方案（试行）" in in_trial
    assert ">试行</span>" in in_trial
    assert ">试行</span>" not in after
    assert ">已失效</span>" in after


def test_a_date_of_a_demonstration_is_marked_on_the_list_and_on_the_page(
    here: Station, visit: Visit
) -> None:
    ActivationFactory.create(regulation="qz-final-2017", for_demonstration=True)
    client = visit(here.officer)

    assert "演示日期" in client.get("/regulations").content.decode()
    assert "施行日期仅为演示设定" in client.get("/regulations/qz-final-2017").content.decode()


@pytest.mark.parametrize("name", EVERY)
def test_a_page_shows_every_clause_channel_and_ambiguity_with_an_anchor_of_its_own(
    here: Station, visit: Visit, name: str
) -> None:
    page = visit(here.officer).get(f"/regulations/{name}").content.decode()
    law = load_law().regulations[name]

    assert [each for each in law.clauses if f'id="{each}"' not in page] == []
    assert [each for each in law.channels if f'id="channel-{each}"' not in page] == []
    assert [each for each in law.ambiguities if f'id="{each}"' not in page] == []
    assert page.count(f'id="{next(iter(law.clauses))}"') == 1


def test_conditions_are_told_in_words_as_they_are_grouped() -> None:
    channel = load_law().regulations["qz-final-2017"].channels["QZF-2"]

    talent = told(channel.rule.conditions)

    assert talent.is_choice
    assert talent.words == "具备下列之一"
    assert [each.words for each in talent.members[0].members] == [
        "大专以上学历",
        "初级以上专业技术职务",
    ]


def test_the_page_in_english_speaks_english(here: Station, visit: Visit) -> None:
    client = visit(here.officer)
    client.post("/language", {"language": "en", "next": "/"})

    page = client.get("/regulations/qz-final-2017")

    assert "Settlement by legal and stable residence" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/qz-final-2017?on=x", 400),
        ("/qz-final-2017?on=0001-01-01", 400),
        ("/qz-final-2017?on=9999-12-31", 400),
        ("?on=1899-12-31", 400),
        ("?on=1900-01-01", 200),
    ],
)
def test_an_unknown_regulation_or_day_is_told(
    here: Station, visit: Visit, address: str, status: int
) -> None:
    assert visit(here.officer).get(f"/regulations{address}").status_code == status


def test_a_system_administrator_reads_the_law_too(visit: Visit) -> None:
    administrator = station(PostingRole.SYSTEM_ADMINISTRATOR).officer

    assert visit(administrator).get("/regulations/sx-2018").status_code == 200


@pytest.mark.parametrize("name", EVERY)
def test_every_citation_leads_to_its_clause(name: str) -> None:
    for clause in load_law().regulations[name].clauses.values():
        assert clause_address(clause.cite) == f"/regulations/{name}#{clause.id}"
        assert clause_address(clause.cite.as_json()) == f"/regulations/{name}#{clause.id}"


def test_a_citation_of_a_text_without_a_page_leads_nowhere() -> None:
    assert clause_address({"document": "户口登记条例", "clause": "第十条"}) == ""


def test_a_citation_beside_a_finding_is_a_way_to_its_clause() -> None:
    clause = load_law().regulations["sx-2018"].clauses["channels"]
    told = partial(render_to_string, "applications/components/cited.html")

    assert 'href="/regulations/sx-2018#channels"' in told({"cite": clause.cite.as_json()})
    assert "href" not in told({"cite": {"document": "户口登记条例", "clause": "第十条"}})


def test_a_panel_with_nothing_to_show_is_left_out(here: Station) -> None:
    request = RequestFactory().get("/")
    asked = Asked(
        request=at_desk(request, here),
        regulation=load_law().regulations["sx-2018"],
        on=date(2019, 1, 1),
        activation=None,
    )

    def nothing(_asked: Asked) -> Mapping[str, object] | None:
        return None

    text_alone = next(each for each in PANELS if each.id == "clauses")
    silent = Panel(id="silent", title=_("条款"), template=text_alone.template, context=nothing)
    shown = list(drawn([silent, replace(text_alone, id="spoken")], asked))

    assert [each.id for each in shown] == ["spoken"]


def at_desk(request: object, here: Station) -> DeskRequest:
    request.user = here.officer  # type: ignore[attr-defined] # as the guard of a page sets it
    return request  # type: ignore[return-value] # a request with somebody at the desk
