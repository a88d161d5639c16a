"""The score sheet at the counter (T05, T03, L19): line by line; nothing stored, nothing decided."""

from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from hukou.kernel import clock
from tests.cast import Station
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

SINCE: Final = date(2026, 3, 2)
SETTLED: Final = {
    "on": "2025-10-20",
    "facts.employment.legal_stable": "true",
    "facts.permit.guangdong_valid_in_guangzhou": "true",
    "facts.insurance.social_months": "48",
    "facts.conduct.criminal_penalty_5y": "false",
    "facts.person.birth_date": "19851020",
    "facts.permit.months": "60",
    "facts.permit.continuous_months": "50",
    "facts.dwelling.tenure": "owned",
    "facts.insurance.pension_months": "60",
    "facts.insurance.medical_months": "60",
    "facts.tax.income_3y_yuan": "60000.00",
    "facts.education.level": "bachelor",
    "facts.innovation.patent_inventors": "3×2 6",
    "facts.trade.hardship": "true",
}


def test_a_sheet_tells_every_line_with_its_sum_and_its_clause(here: Station, visit: Visit) -> None:
    page = visit(here.officer).post("/points?scheme=gz-points-2023", SETTLED)
    told = page.context["told"]

    assert page.status_code == 200
    assert told.sheet.total == 152 + 10 + Fraction(50, 3)
    assert told.sheet.qualified is True
    assert [str(number) for _fact, number in told.ties] == ["60", "50"]
    assert {each["cite"]["clause"] for each in told.conditions} >= {"申请条件", "指标体系及分值表"}
    text = page.content.decode()
    for shown in ("20 ÷ 3 + 20 ÷ 3 + 20 ÷ 6", "60 ÷ 12 → 5 × 8", "符合申请条件"):
        assert shown in text
    assert "2020-09-30 — 2025-09-30" in text


def test_what_is_lacking_is_named_and_is_no_refusal(here: Station, visit: Visit) -> None:
    page = visit(here.officer).post("/points", {"on": "2025-10-20", "facts.permit.months": "12"})
    text = page.content.decode()

    assert "缺的不计分，不等于没有分" in text
    assert "按已填情况未达到" in text
    assert "住房公积金月数" in text
    assert page.context["told"].sheet.short_by == 142
    assert [number for _fact, number in page.context["told"].ties] == [None, None]


def test_the_groups_a_text_names_first_show_their_weight(here: Station, visit: Visit) -> None:
    """L19: the weight is what the lines earn; nothing is added to the total."""
    told = visit(here.officer).post("/points", SETTLED).context["told"]
    weights = {priority.id: weight for priority, weight in told.priorities}

    assert weights["long_stay"] == 40
    assert weights["hardship"] == 10
    assert weights["contribution"] == 0
    assert told.sheet.total == sum(points for _block, _items, points in told.blocks)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"facts.permit.months": "many"}, "facts.permit.months"),
        ({"facts.permit.months": "-1"}, "facts.permit.months"),
        ({"facts.permit.months": "12.5"}, "facts.permit.months"),
        ({"facts.tax.income_3y_yuan": "1e5"}, "facts.tax.income_3y_yuan"),
        ({"facts.innovation.patent_inventors": "3 zero"}, "facts.innovation.patent_inventors"),
        ({"facts.innovation.patent_inventors": "0"}, "facts.innovation.patent_inventors"),
        ({"facts.innovation.patent_inventors": "1×999"}, "facts.innovation.patent_inventors"),
        ({"facts.person.birth_date": "2025-10-21"}, "facts.person.birth_date"),
        ({"facts.dwelling.tenure": "castle"}, "facts.dwelling.tenure"),
        ({"on": "yesterday"}, "on"),
        ({"on": ""}, "on"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    here: Station, visit: Visit, typed: dict[str, str], field: str
) -> None:
    page = visit(here.officer).post("/points?scheme=gz-points-2023", SETTLED | typed)

    assert page.context["told"] is None
    assert list(page.context["form"].errors) == [field]
    assert "请先处理以下问题" in page.content.decode()


def test_where_points_were_abolished_the_page_leads_to_the_other_channels(
    here: Station, visit: Visit
) -> None:
    """T03: 江门 has ended its scheme while 广州 keeps its own."""
    with clock.frozen(clock.start_of(SINCE)):
        page = visit(here.officer).get("/points?scheme=440700")
    text = page.content.decode()

    assert page.context["form"] is None
    assert "二（三）全面取消积分制入户" in text
    assert "JM-1<" in text
    assert "JM-11<" not in text
    assert "/regulations/jm-2018-5#channel-JM-3" in text


def test_every_place_of_the_packs_says_how_it_stands(here: Station, visit: Visit) -> None:
    with clock.frozen(clock.start_of(SINCE)):
        places = visit(here.officer).get("/points").context["places"]
    stands = {each.code: (each.scheme is not None, each.refusal is not None) for each in places}

    assert stands["440100"] == (True, False)
    assert stands["440700"] == (False, True)
    assert [code for code, told in stands.items() if told == (False, False)] == [
        "330800",
        "440222",
        "522700",
    ]


def test_an_example_says_that_nothing_is_decided_by_it(here: Station, visit: Visit) -> None:
    """T01: unconfirmed values are shown as such, and never decide."""
    asked = {"on": "2023-07-01", "facts.insurance.social_months": "120"}
    page = visit(here.officer).post("/points?scheme=bj-points", asked)
    text = page.content.decode()

    assert "示例方案，不能据以决定" in text
    assert "转载，未核实" in text
    assert "没有及格分" in text
    assert str(page.context["told"].silence) == "example"


def test_a_base_may_be_typed_by_months(here: Station, visit: Visit) -> None:
    asked = {"on": "2024-07-01", "facts.insurance.base_multiples": "0.5×12 1×36"}
    told = visit(here.officer).post("/points?scheme=sh-points", asked).context["told"]
    lines = {each.indicator.id: each.points for each in told.sheet.items}
    assert lines["contribution_base"] == 50


def test_no_scheme_of_that_name_is_not_found(here: Station, visit: Visit) -> None:
    assert visit(here.officer).get("/points?scheme=tj-points").status_code == 404
    assert visit(here.officer).get("/points?scheme=440100").status_code == 404
