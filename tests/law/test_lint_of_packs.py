"""What the lint finds in the texts we hold (L29), and the command that prints it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hukou.law import blocks_activation, lint, load_law
from tests.law.written import found


def test_no_shipped_text_is_kept_from_activation() -> None:
    assert [each for each in load_law().regulations.values() if blocks_activation(each)] == []


def test_the_draft_of_quzhou_shows_the_area_cap_and_the_family_planning_contradiction() -> None:
    text = load_law().regulations["qz-draft-2017"]
    cap = found(text, "floor-area-or-price")[0]
    assert (cap.about, cap.cite.clause) == ("small_dwelling", "二（一）2 放开亲属投靠落户")
    planning = found(text, "contradiction")[0]
    clauses = {planning.cite.clause, planning.against.clause}
    assert clauses == {"二（一）7 推行市外经商务工人员落户办法", "二（四）2 实现信息共享"}
    assert [each.about for each in found(text, "family-planning-precondition")] == ["QZD-7"]


def test_the_final_text_of_quzhou_departs_from_nothing() -> None:
    text = load_law().regulations["qz-final-2017"]
    assert {each.rule for each in lint(text, load_law())} == {"undefined-term"}


def test_shixing_asks_insurance_beside_a_dwelling_in_a_city_of_unknown_size() -> None:
    finding = found(load_law().regulations["sx-2018"], "dwelling-suffices")[0]
    assert finding.about == "SX-1"
    assert "规模未知" in finding.ask


def test_the_gravest_findings_come_first_and_keep_their_keys() -> None:
    text = load_law().regulations["qz-draft-2017"]
    findings = lint(text, load_law())
    ranks = [["blocks", "serious", "warning", "note"].index(each.severity) for each in findings]
    assert ranks == sorted(ranks)
    assert len({each.key for each in findings}) == len(findings)
    assert [each.key for each in lint(text, load_law())] == [each.key for each in findings]


def test_the_command_prints_both_citations_and_never_fails() -> None:
    printed = StringIO()
    call_command("lint_packs", "qz-draft-2017", stdout=printed)
    line = next(each for each in printed.getvalue().splitlines() if "floor-area" in each)
    assert line.startswith("qz-draft-2017:89: warning floor-area-or-price small_dwelling: ")
    assert (
        "二（一）2 放开亲属投靠落户 ↔ 居住证暂行条例（国务院令第663号） 第十六条第（二）项" in line
    )
    with pytest.raises(CommandError, match="no regulation 'nothing'"):
        call_command("lint_packs", "nothing")


def test_a_district_is_as_large_as_the_city_it_lies_in() -> None:
    superior = load_law().superior
    city = superior.city_of("440106")
    assert city is not None
    assert (city.size, city.words) == ("over_5m", "文件自称超大城市")
    assert superior.city_of("330800") is None


def test_qiannan_says_residence_in_a_heading_and_workplace_in_the_body() -> None:
    """QN-2.1.3, and everybody newly hired is moved whatever they wish."""
    text = load_law().regulations["qn-draft-2018"]
    finding = found(text, "contradiction")[0]
    assert finding.cite.clause.startswith("二（一）3")
    assert (finding.cite.clause[-4:], finding.against.clause[-4:]) == ("（标题）", "（正文）")
    move = found(text, "compulsory-move")[0]
    assert move.about == "service"
    assert "被落户" in move.says
    assert not found(text, "booklet-fee")


def test_guangzhou_may_use_points_as_a_city_over_three_million() -> None:
    for name in ("gz-reform", "gz-points-2023"):
        assert not found(load_law().regulations[name], "points-in-smaller-city")


def test_jiangmen_abolished_points_and_asks_about_open_words_only() -> None:
    text = load_law().regulations["jm-2018-5"]
    assert {each.rule for each in lint(text, load_law())} == {"undefined-term"}


def test_a_deadline_that_names_no_office_is_told() -> None:
    """The drafting note of Quzhou says when, and of four things not by whom."""
    text = load_law().regulations["qz-draft-2017"]
    told = found(text, "deadline-without-owner")
    assert "qze-roll-out" in {each.about for each in told}
    assert "2017年12月30日前" in next(each for each in told if each.about == "qze-roll-out").says
    led = {each.id for each in load_law().obligations.of(text.id) if each.lead}
    assert not led & {each.about for each in told}
    assert not found(load_law().regulations["qz-final-2017"], "deadline-without-owner")
