"""Reading a noisy text (I02): cleaned reversibly, never silently, doubts told to a person.

The texts here are made up for the tests, with the kinds of noise that copies of regulations carry.
"""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.law.texts import ChangeKind, FlagKind, NotAText, Reading, read_text, reassembled

UNLIKE: Final = "《若干意见》(甲〔2014〕5号)、《若干意见》(乙〔2014〕5号)。"
PLAIN: Final = """甲市户口迁移试行办法
甲政办〔2020〕3号
2020年3月5日
一、总则
（一）本办法在甲市各镇适用，自2020年4月1日起施行。
二、办理
（一）自有住房的可以申请。1.提交产权证书;2.提交身份证件。
（二）租房的提交租赁合同。
"""


def read(text: str) -> Reading:
    return read_text(text.encode())


def flagged(text: str, kind: FlagKind) -> list[str]:
    return [flag.excerpt for flag in read(text).flags if flag.kind is kind]


def test_a_sound_text_is_read_as_it_stands_and_nothing_is_doubted() -> None:
    reading = read(PLAIN)

    assert reading.cleaned == PLAIN
    assert reading.changed == []
    assert reading.flags == ()


@pytest.mark.parametrize(
    ("noisy", "clean", "kind"),
    [
        ("保(bǎo)障住房", "保障住房", ChangeKind.GLOSS),
        ("實（shí）際居住", "實際居住", ChangeKind.GLOSS),
        (
            "比率达到 43%- 2 - 以上，其中- 3 - 城镇",
            "比率达到 43%以上，其中城镇",
            ChangeKind.PAGE_NUMBER,
        ),
        ("全市xx会议精神", "全市□□会议精神", ChangeKind.MASK),
        ("上传人国***发布", "上传人国□□□发布", ChangeKind.MASK),
        ("附图[image: seal.png]完", "附图完", ChangeKind.PLACEHOLDER),
        (
            "正文。\n" + "aB3+" * 60 + "\n",
            "正文。\n\n",
            ChangeKind.ENCODED_BLOCK,
        ),
        (
            "1、本市农业人\n\n2、口可以迁入，由派出\n\n3、所办理，不收费。",
            "本市农业人口可以迁入，由派出所办理，不收费。",
            ChangeKind.CHUNK_NUMBER,
        ),
    ],
    ids=["gloss", "wide gloss", "pages", "mask", "starred", "picture", "block", "chunks"],
)
def test_noise_is_cleaned_and_every_change_says_its_kind(
    noisy: str, clean: str, kind: ChangeKind
) -> None:
    reading = read(noisy)

    assert reading.cleaned == clean
    assert {segment.kind for segment in reading.changed} == {kind}
    assert reassembled(reading.segments) == noisy.encode()


@pytest.mark.parametrize(
    "kept",
    [
        "政府和社会资本合作(PPP)模式",
        "每户(hu)一册",
        "第- 7 - 号楼",
        "1、第一句话。\n2、第二句话。\n3、第三句话。",
        "网址为 https://example.org/" + "aB3" * 80,
        "当地城镇户籍，戶口簿不换",
    ],
    ids=["letters", "no tone", "one number", "a real list", "address", "both scripts"],
)
def test_what_may_mean_something_is_left_alone(kept: str) -> None:
    assert read(kept).cleaned == kept


def test_the_traditional_script_stays() -> None:
    assert read("關(guān)於戶籍管理的實(shí)施意見").cleaned == "關於戶籍管理的實施意見"


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("考核:(21年率20年率应升率) 4分。", FlagKind.LOST_OPERATOR, "(21年率20年率应升率) 4分"),
        ("于7月7日发布。", FlagKind.MISSING_YEAR, "7月7日"),
        ("各镇应在10月底前报送。", FlagKind.MISSING_YEAR, "10月底"),
        ("将于今年10月底前出台。", FlagKind.MISSING_YEAR, "今年10月底"),
        ("到2030年建成新制度。各区于2029年底前落实。", FlagKind.SUSPICIOUS_DATE, "2029年底前"),
        ("到2030年建成。见意见（乙府〔2029〕9号）。", FlagKind.SUSPICIOUS_DATE, "〔2029〕9号"),
        ("2018年5月1日\n见意见（乙府〔2021〕9号）。", FlagKind.SUSPICIOUS_DATE, "〔2021〕9号"),
        ("依据年报 31表计算。", FlagKind.UNDEFINED_TABLE, "年报 31表"),
        ("将原审批的 4项权限下放。", FlagKind.UNLISTED_ITEMS, "4项"),
        ("按特殊区域代码统计。", FlagKind.OUTSIDE_LIST, "特殊区域代码"),
        ("依据通知（甲政办发 2016 72号）办理。", FlagKind.DOCUMENT_NUMBER, "发 2016 72号"),
        ("依据通知（甲政办发 201672号）办理。", FlagKind.DOCUMENT_NUMBER, "发 201672号"),
        (UNLIKE, FlagKind.DOCUMENT_NUMBER, "《若干意见》(乙〔2014〕5号)"),
        ("全市xx会议精神。", FlagKind.MASKED, "全市xx会议精神。"),
        ("记者从市公安局获悉，新办法出台。", FlagKind.SECONDARY, "记者从市公安局获悉"),
        ("甲市户口办法(征求意见稿)", FlagKind.DRAFT, "(征求意见稿)"),
        ("一人多户的应当清理。", FlagKind.UNDEFINED_TERM, "一人多户"),
        ("联系人：张小三，电话：0571-8888888。", FlagKind.PERSONAL_DATA, "联系人：张小三"),
        ("全面取消積分制入戶。", FlagKind.OPPOSED, "取消積分制入戶"),
        ("甲市办法\n一、总则", FlagKind.UNDATED, "甲市办法"),
    ],
    ids=lambda value: value.value if isinstance(value, FlagKind) else None,
)  # fmt: skip
def test_what_no_machine_can_repair_is_told_and_left_as_it_is(
    text: str, kind: FlagKind, excerpt: str
) -> None:
    assert excerpt in flagged(text, kind)
    kept = "".join(segment.raw.decode() for segment in read(text).segments)
    assert kept == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("考核得分:(本年落户率-上年落户率)÷应升比率×40分。", FlagKind.LOST_OPERATOR),
        ("自2018年7月7日起，每年11月底前报告，次年6月30日前公布。", FlagKind.MISSING_YEAR),
        ("2018年5月1日\n到2030年建成。各区于2029年底前落实。", FlagKind.SUSPICIOUS_DATE),
        ("附表 31：年报\n依据年报 31表计算。", FlagKind.UNDEFINED_TABLE),
        ("一人多户是指同一人有两处户口。一人多户的应当清理。", FlagKind.UNDEFINED_TERM),
        ("依据通知（甲政办发〔2016〕72号）办理。", FlagKind.DOCUMENT_NUMBER),
        ("甲市办法\n甲府〔2020〕3号\n一、总则", FlagKind.UNDATED),
    ],
    ids=lambda value: value.value if isinstance(value, FlagKind) else None,
)
def test_what_is_said_plainly_is_not_doubted(text: str, kind: FlagKind) -> None:
    assert flagged(text, kind) == []


LONG: Final = (
    "本市人员凭合法材料向居住地派出所申请，派出所在期限之内办结，不另收取任何费用，书面答复。"
)


def test_annexes_that_are_listed_and_do_not_follow_are_told_one_by_one() -> None:
    text = f"{LONG}附件: 1.考评办法 2.2018年目标表 3.人数表 附件 1 考评办法 一、考核。"

    assert [each[:9] for each in flagged(text, FlagKind.MISSING_ANNEX)] == [
        "2.2018年目标",
        "3.人数表",
    ]


def test_a_text_that_breaks_off_is_told_where() -> None:
    assert flagged(f"{LONG}二是 根\n\n上一页", FlagKind.TRUNCATED) == ["二是 根"]
    assert flagged(f"{LONG}二是根据实际办理。\n", FlagKind.TRUNCATED) == []


def test_a_heading_left_without_its_text_is_told() -> None:
    text = f"{LONG}\n完善全市农村产权制度\n扩大公共服务的覆盖范围\n{LONG}"

    assert flagged(text, FlagKind.HEADING_WITHOUT_BODY) == ["完善全市农村产权制度"]


def test_two_texts_in_one_file_are_told() -> None:
    text = f"{LONG}\n2017年5月20日\n{LONG}\n2017年5月24日\n"

    assert flagged(text, FlagKind.SEVERAL_TEXTS) == ["2017年5月20日"]


def test_only_the_lines_of_the_regulation_are_looked_at_but_the_whole_file_is_kept() -> None:
    raw = "站内广告 于3月3日。\n一、总则\n于4月4日。\n".encode()

    reading = read_text(raw, lines=range(2, 4))

    years = [flag.excerpt for flag in reading.flags if flag.kind is FlagKind.MISSING_YEAR]
    assert years == ["4月4日"]
    assert [flag.first_line for flag in reading.flags if flag.excerpt == "4月4日"] == [3]
    assert reassembled(reading.segments) == raw


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_is_read_alike_and_maps_back(encoding: str) -> None:
    raw = f"{PLAIN}保(bǎo)障。于7月7日。".encode(encoding)

    reading = read_text(raw)

    assert reading.cleaned == f"{PLAIN}保障。于7月7日。"
    assert reading.disagreements(raw) == []
    (flag,) = [each for each in reading.flags if each.kind is FlagKind.MISSING_YEAR]
    decoder = "utf-16-le" if encoding == "utf-16" else encoding.removesuffix("-sig")
    assert raw[flag.start : flag.end].decode(decoder) == "7月7日"


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n\x00\x01\x02\xff\xfe" * 40,
        b"\x7fELF\x02\x01\x01\x00" * 30,
        bytes(range(256)) * 9,
    ],
    ids=["pdf", "program", "all bytes"],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(NotAText):
        read_text(raw)


def test_a_broken_byte_in_a_text_is_kept_and_told() -> None:
    raw = PLAIN.encode() + "户口".encode() + b"\xe6\x88" + "登记".encode() + PLAIN.encode()

    reading = read_text(raw)

    assert reading.disagreements(raw) == []
    assert [flag.kind for flag in reading.flags if flag.kind is FlagKind.GARBLED]


NOISE: Final = st.sampled_from(
    [
        "(bǎo)", "（qū）", "- 7 - ", "xx", "?shù)", "?；踞t(yī)", "[image: a.png]", "\r\n",
        "aB3+" * 60, "\n\n4、", "于7月7日", "？", "<br>", "𠀀", "(2018年率2017年率比率) 40分",
        "\ufeff", "\u3000",
    ]
)  # fmt: skip


@given(noise=st.lists(st.tuples(st.integers(0, len(PLAIN)), NOISE), max_size=8))
def test_whatever_noise_is_put_in_the_text_maps_back_byte_for_byte(
    noise: list[tuple[int, str]],
) -> None:
    text = PLAIN
    for at, each in sorted(noise, reverse=True):
        text = text[:at] + each + text[at:]
    raw = text.encode()

    reading = read_text(raw)

    assert reading.disagreements(raw) == []
    for flag in reading.flags:
        assert 0 <= flag.start <= flag.end <= len(raw)
        assert raw[flag.start : flag.end].decode()  # cut between characters, never inside one
    for line in reading.lines:
        assert line.original in text


@given(raw=st.binary(max_size=400))
def test_any_bytes_are_read_whole_or_refused(raw: bytes) -> None:
    try:
        reading = read_text(raw)
    except NotAText:
        return
    assert reading.disagreements(raw) == []


@given(at=st.integers(0, 400), other=st.binary(min_size=1, max_size=1))
def test_a_reading_never_vouches_for_another_file(at: int, other: bytes) -> None:
    """The check is no formality: one byte more, less or other, and it says so."""
    raw = f"{PLAIN}保(bǎo)障。".encode()
    reading, at = read_text(raw), at % len(raw)

    changed = raw[:at] + other + raw[at + 1 :]

    assert (reading.disagreements(changed) == []) is (changed == raw)
    assert reading.disagreements(raw + other)
    assert reading.disagreements(raw[:-1])
