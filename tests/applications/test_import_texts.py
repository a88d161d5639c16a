"""Reading a text in and answering its doubts (I02): stored whole, answered by name, never fixed."""

from typing import Final

import pytest

from applications.actions import answer_doubt, import_text
from applications.actions.importing_texts import MOST_READ
from applications.errors import (
    DoubtUnanswered,
    MayNotHandleLaw,
    TextAnsweredMeanwhile,
    TextRefused,
)
from applications.models import DoubtAnswer, SourceText, TextDoubt, TextReading
from applications.queries.texts import lines_of, reading_of, shown
from hukou.law import load_law
from registry.models import Account, PostingRole
from tests.cast import law_desk, station
from tests.factories import ActivationFactory

pytestmark = pytest.mark.django_db
TEXT: Final = "一、总则\n（一）保(bǎo)障居住，于7月7日起施行。\n（二）全市xx会议精神。\n".encode()


@pytest.fixture
def approver() -> Account:
    return law_desk().officer


def imported(content: bytes = TEXT, *, by: Account | None, regulation: str = "") -> TextReading:
    return import_text(
        content, name="甲市办法", media_type="text/plain", regulation=regulation, by=by
    )


def doubt(reading: TextReading, kind: str = "missing_year") -> TextDoubt:
    return TextDoubt.objects.get(reading=reading, kind=kind)


def test_the_bytes_are_kept_and_every_doubt_is_told(approver: Account) -> None:
    reading = imported(by=approver)

    told = shown(reading)
    assert bytes(SourceText.objects.get().content) == TEXT
    assert (reading.encoding, reading.changes, reading.read_by) == ("utf-8", 2, approver)
    assert [each.doubt.kind for each in told.doubts] == ["undated", "missing_year", "masked"]
    assert told.open == 3
    assert told.maps_back
    year = doubt(reading)
    assert TEXT[year.start : year.end].decode() == "7月7日"


def test_the_same_text_again_is_the_reading_there_is(approver: Account) -> None:
    first = imported(by=approver)
    other = law_desk(area="440700").officer

    assert imported(by=other) == first
    assert TextDoubt.objects.count() == 3


def test_one_file_may_hold_the_texts_of_two_regulations(approver: Account) -> None:
    draft = imported(by=approver, regulation="qz-draft-2017")
    final = imported(by=approver, regulation="qz-final-2017")

    assert draft != final
    kept = SourceText.objects.values_list("sha256", "regulation")
    assert len({sha256 for sha256, _ in kept}) == 1
    assert {regulation for _, regulation in kept} == {"qz-draft-2017", "qz-final-2017"}
    assert reading_of("qz-final-2017") == final


@pytest.mark.parametrize("area", ["330802", "440700"], ids=["a county of it", "another city"])
def test_a_city_s_text_is_read_in_and_answered_for_by_its_city_alone(
    approver: Account, area: str
) -> None:
    before = lines_of(load_law().regulations["qz-final-2017"])
    assert before is not None
    ours = imported(b"\n" * before.start + TEXT, by=approver, regulation="qz-final-2017")
    stranger = law_desk(PostingRole.SYSTEM_ADMINISTRATOR, area=area).officer

    with pytest.raises(MayNotHandleLaw):
        imported(b"false", by=stranger, regulation="qz-final-2017")
    with pytest.raises(MayNotHandleLaw):
        answer_doubt(doubt(ours), answer="as_printed", words="", after=0, by=stranger)

    assert reading_of("qz-final-2017") == ours
    assert not DoubtAnswer.objects.exists()


def test_the_text_it_was_put_into_force_with_counts_whatever_is_read_in_later(
    approver: Account,
) -> None:
    official = imported(by=approver, regulation="qz-final-2017")
    ActivationFactory.create(text=official.text)
    later = imported(b"later", by=approver, regulation="qz-final-2017")

    assert reading_of("qz-final-2017") == official
    assert later.pk > official.pk


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n\x00\x01\xff\xfe" * 30, b"a" * (MOST_READ + 1)],
    ids=["empty", "binary", "too long"],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(
    approver: Account, content: bytes
) -> None:
    with pytest.raises(TextRefused):
        imported(content, by=approver)

    assert not SourceText.objects.exists()
    assert not TextReading.objects.exists()


def test_an_officer_may_neither_read_in_nor_answer(approver: Account) -> None:
    officer = station().officer
    reading = imported(by=approver)

    with pytest.raises(MayNotHandleLaw):
        imported(b"other", by=officer)
    with pytest.raises(MayNotHandleLaw):
        answer_doubt(doubt(reading), answer="left_open", words="", after=0, by=officer)
    assert SourceText.objects.count() == 1
    assert not DoubtAnswer.objects.exists()


def test_an_answer_is_kept_with_its_name_and_changes_no_text(approver: Account) -> None:
    reading = imported(by=approver)

    answer_doubt(doubt(reading), answer="reading", words=" 2020年7月7日 ", after=0, by=approver)

    told = shown(reading)
    (answered,) = [each for each in told.doubts if each.answer]
    assert answered.answer is not None
    assert (answered.answer.words, answered.answer.answered_by) == ("2020年7月7日", approver)
    assert told.open == 2
    assert bytes(SourceText.objects.get().content) == TEXT


def test_the_last_answer_counts_and_the_first_is_kept(approver: Account) -> None:
    year = doubt(imported(by=approver))
    answer_doubt(year, answer="reading", words="2020年", after=0, by=approver)

    answer_doubt(year, answer="left_open", words="原件未见", after=1, by=approver)

    (last,) = [each for each in shown(year.reading).doubts if each.answers]
    assert last.answer is not None
    assert (last.answer.answer, last.answers) == ("left_open", 2)
    assert year.answers.count() == 2


def test_whoever_answers_what_was_answered_meanwhile_is_told(approver: Account) -> None:
    year = doubt(imported(by=approver))
    answer_doubt(year, answer="as_printed", words="", after=0, by=approver)

    with pytest.raises(TextAnsweredMeanwhile):
        answer_doubt(year, answer="reading", words="2020年", after=0, by=approver)

    assert year.answers.get().answer == "as_printed"


@pytest.mark.parametrize(
    ("answer", "words", "field"),
    [
        ("", "", "answer"),
        ("guess", "", "answer"),
        ("reading", "  ", "words"),
        ("reading", "长" * 301, "words"),
    ],
    ids=["none", "unknown", "no words", "too long"],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_refused(
    approver: Account, answer: str, words: str, field: str
) -> None:
    year = doubt(imported(by=approver))

    with pytest.raises(DoubtUnanswered) as refused:
        answer_doubt(year, answer=answer, words=words, after=0, by=approver)

    assert refused.value.field == field
    assert not DoubtAnswer.objects.exists()


def test_a_reading_that_the_bytes_bear_out_is_marked_as_proven(approver: Account) -> None:
    words = "地申請登記常住戶口"
    off = words.encode("gb18030")[1:].decode("gb18030", "ignore")
    torn = "?" + "".join(char for char in off if not "\ue000" <= char <= "\uf8ff")
    reading = imported(f"人員可在當{torn}?。".encode(), by=approver)
    broken = doubt(reading, "garbled")

    answer_doubt(broken, answer="reading", words="地申請注銷常住戶口", after=0, by=approver)
    wrong = shown(reading).doubts
    answer_doubt(broken, answer="reading", words=words, after=1, by=approver)
    right = shown(reading).doubts

    assert [each.is_proven for each in wrong if each.answer] == [False]
    assert [each.is_proven for each in right if each.answer] == [True]


def test_each_line_shows_what_was_taken_away_put_there_and_doubted(approver: Account) -> None:
    reading = imported(by=approver)

    lines = {line.number: line for line in shown(reading).lines}

    gone = [piece.words for piece in lines[2].pieces if piece.is_gone]
    doubted = [piece.words for piece in lines[2].pieces if piece.doubts and not piece.change]
    assert gone == ["(bǎo)"]
    assert doubted == ["7月7日"]
    assert "".join(piece.words for piece in lines[2].pieces) == lines[2].original
    assert [piece.words for piece in lines[3].pieces if piece.change] == ["xx", "□□"]
    assert lines[2].anchors == ("1.1",)
