"""Anchors of clauses (L01): found by headings, the same tomorrow, tied to bytes and lines."""

import pytest

from hukou.law.citation import Citation
from hukou.law.regulation import Clause
from hukou.law.texts import Anchor, match_clauses, read_text
from hukou.law.texts.ordinals import number, path_of

TEXT = """甲市户口迁移办法
一、总则
（一）目的。方便群众。
（二）范围。本市各镇。
二、条件
（一）可以迁入的:1.有自有住房的;2.租房满一年的。
（二）材料。按上述（一）、（二）点办理，不另设条件。
1.住房材料。
（1）产权证书。
（2）租赁合同。
2.身份材料。
"""


def anchors(text: str = TEXT) -> list[Anchor]:
    return list(read_text(text.encode()).anchors)


def names(text: str = TEXT) -> list[str]:
    return [each.id for each in anchors(text) if not each.id.startswith("h")]


def test_clauses_are_named_by_the_path_of_their_numbers() -> None:
    assert names() == [
        "1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "2.2.1.1", "2.2.1.2",
        "2.2.2",
    ]  # fmt: skip


def test_an_anchor_gives_the_bytes_and_lines_of_its_clause() -> None:
    found = {each.id: each for each in anchors()}
    raw = TEXT.encode()

    assert raw[found["1.2"].start : found["1.2"].end].decode() == "（二）范围。本市各镇。"
    assert raw[found["2.1.2"].start : found["2.1.2"].end].decode() == "2.租房满一年的。"
    assert (found["2"].first_line, found["2"].last_line) == (5, 11)
    assert (found["2.2.1"].first_line, found["2.2.1"].last_line) == (8, 10)


def test_numbers_that_are_only_mentioned_are_no_clauses() -> None:
    assert names("一、总则\n依据上述（一）、（二）点，提高 0.6 个百分点，2018.5 起。\n") == ["1"]


def test_sections_that_count_on_through_the_chapters_keep_both_numbers() -> None:
    text = "一、总\n（一）甲。\n（二）乙。\n二、分\n（三）丙。\n三、附\n（四）丁。\n"

    assert names(text) == ["1", "1.1", "1.2", "2", "2.3", "3", "3.4"]


def test_articles_and_annexes_have_names_of_their_own() -> None:
    text = "第一条 目的。\n第二条 范围。依照第一条件办理。\n附件 1\n一、表格。\n"

    assert names(text) == ["art1", "art2", "annex1", "annex1.1"]


def test_a_second_text_in_the_file_gets_a_name_before_its_numbers() -> None:
    assert names("一、总\n二、分\n一、背景\n二、内容\n") == ["1", "2", "t2:1", "t2:2"]


def test_a_text_without_breaks_between_its_clauses_is_read_as_well() -> None:
    text = "办法 一、 目标 全面推进。 二 、任务 (一)登记。 1.受理。 2.办结。 ( 二 )核查。"

    assert names(text) == ["1", "2", "2.1", "2.1.1", "2.1.2", "2.2"]


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("方便群众", "方便本市群众和外来人员"),
        TEXT.replace("住房材料", "住(zhù)房材料"),
        TEXT.replace("\n", "\r\n"),
        "网站首页\n" + TEXT,
        TEXT + "甲市公安局\n",
    ],
    ids=["words", "gloss", "line ends", "line before", "line after"],
)
def test_small_changes_elsewhere_move_no_anchor(edited: str) -> None:
    assert names(edited) == names()


def test_a_heading_without_a_number_is_named_by_its_words_wherever_it_stands() -> None:
    body = "本市人员凭合法材料向居住地派出所申请，派出所在期限之内办结，不收取任何费用，书面答复。"
    one = {each.heading: each.id for each in anchors(f"对有住所者放开限制\n{body}\n")}
    two = {each.heading: each.id for each in anchors(f"另一个小标题在前\n{body}\n对有住所者放开限制\n{body}\n")}  # fmt: skip  # noqa: E501

    assert one["对有住所者放开限制"] == two["对有住所者放开限制"]


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("二（一）1 住所", "2.1.1"),
        ("二（一）全面放开", "2.1"),
        ("三（五）权益", "3.5"),
        ("二、渠道", "2"),
        ("十一（二十）", "11.20"),
        ("第十二条 期限", "art12"),
        ("（四）稳步推进", ".4"),
        ("附则", ""),
        ("60周岁以上", ""),
    ],
)
def test_a_packs_heading_says_which_clause_it_means(heading: str, path: str) -> None:
    assert path_of(heading) == path


@pytest.mark.parametrize(("written", "value"), [("十", 10), ("二十三", 23), ("一百零二", 102), ("⑶", 3), ("12", 12)])  # fmt: skip  # noqa: E501
def test_ordinals_are_read(written: str, value: int) -> None:
    assert number(written) == value


def clause(heading: str, lines: str) -> Clause:
    return Clause(
        id="x", heading=heading, lines=lines, summary="", agencies=(), cite=Citation("甲", heading)
    )


@pytest.mark.parametrize(
    ("heading", "lines", "anchor", "by"),
    [
        ("二（一）迁入条件", "6", "2.1", "number"),
        ("二（二）1（2）租赁合同", "10", "2.2.1.2", "number"),
        ("适用范围：本市各镇（範圍）", "4", "1.2", "words"),
        ("另有说法", "11", "2.2.2", "lines"),
    ],
)
def test_a_packs_clause_finds_its_anchor(heading: str, lines: str, anchor: str, by: str) -> None:
    (match,) = match_clauses({"x": clause(heading, lines)}, anchors())

    assert (match.anchor, match.by, match.problem) == (anchor, by, "")


def test_a_section_named_without_its_chapter_is_the_section_and_not_the_chapter() -> None:
    text = "一、总\n（一）甲。\n二、分\n（二）乙。\n三、附\n（三）丙。\n"

    (match,) = match_clauses({"x": clause("（二）乙", "4")}, anchors(text))

    assert match.anchor == "2.2"


def test_a_clause_cited_from_beside_the_regulation_is_found_in_the_file_and_told() -> None:
    raw = f"{TEXT}关于办法的说明\n一、背景\n二、困难\n1、证明。\n".encode()
    within = read_text(raw, lines=range(1, 12)).anchors

    (match,) = match_clauses({"x": clause("说明二1 证明", "15")}, within, beyond=read_text(raw).anchors)  # fmt: skip  # noqa: E501

    assert match.anchor == "t2:2.1"
    assert "在规定正文之外" in match.problem


def test_a_clause_that_stands_nowhere_in_the_text_is_told() -> None:
    (match,) = match_clauses({"x": clause("九（九）没有的", "200")}, anchors())

    assert match.anchor == ""
    assert match.problem == "文本第 200 行没有这一条款"


def test_a_clause_cited_at_other_lines_than_it_stands_is_told() -> None:
    (match,) = match_clauses({"x": clause("二（一）迁入条件", "200")}, anchors())

    assert match.anchor == "2.1"
    assert "第 6 行" in match.problem
