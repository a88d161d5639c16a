"""Reading a regulation's text in, on the screen (I02, L01): upload, marks, doubts answered."""

from typing import Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.actions import import_text
from applications.models import DoubtAnswer, SourceText, TextDoubt, TextReading
from registry.models import PostingRole
from tests.cast import Station, law_desk
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
TEXT: Final = "一、总则\n（一）保(bǎo)障居住，于7月7日起施行。<script>\n".encode()


@pytest.fixture
def desk(visit: Visit) -> Client:
    return visit(law_desk(PostingRole.SYSTEM_ADMINISTRATOR, area="440222").officer)


def send(client: Client, content: bytes, **told: str) -> str:
    """Send a file in, and return the page that answers."""
    file = SimpleUploadedFile("办法.txt", content, content_type="text/plain")
    response = client.post("/texts/new", {"file": file, **told}, follow=True)
    return response.content.decode()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_administrator_takes_a_text_in_and_sees_every_mark(desk: Client) -> None:
    send(desk, TEXT, regulation="", name="甲市办法")

    reading = TextReading.objects.get()
    shown = page(desk, f"/texts/{reading.pk}")
    assert "与原件逐字相符" in shown
    assert '<del class="law-gone" title="夹在正文里的拼音注音">(bǎo)</del>' in shown
    assert "7月7日</a>" in shown
    assert "没有写年份，不能由上下文补上" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>\n" not in shown
    assert 'id="at-1.1"' in shown


def test_an_answer_stands_beside_the_doubt_with_the_name(desk: Client) -> None:
    send(desk, TEXT)
    doubt = TextDoubt.objects.get(kind="missing_year")
    address = f"/texts/{doubt.reading_id}"

    desk.post(
        f"{address}/doubts/{doubt.pk}",
        {"answer": "reading", "words": "2020年7月7日", "after": "0"},
    )

    answer = DoubtAnswer.objects.get()
    assert answer.words == "2020年7月7日"
    shown = page(desk, address)
    assert "2020年7月7日" in shown
    assert answer.answered_by.name in shown


@pytest.mark.parametrize(
    ("told", "status", "says"),
    [
        ({"answer": "reading", "words": "", "after": "0"}, 400, "请写明采用的读法"),
        ({"answer": "as_printed", "words": "", "after": "1"}, 302, ""),
        ({"answer": "x", "words": "", "after": "0"}, 200, "选择"),
        ({"answer": "as_printed", "words": "", "after": "-1"}, 200, "大于"),
    ],
    ids=["no words", "skipped number", "unknown answer", "negative"],
)
def test_a_wrong_answer_is_told_on_the_page(
    desk: Client, told: dict[str, str], status: int, says: str
) -> None:
    send(desk, TEXT)
    doubt = TextDoubt.objects.get(kind="missing_year")

    response = desk.post(f"/texts/{doubt.reading_id}/doubts/{doubt.pk}", told)

    assert response.status_code == status
    assert says in response.content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空"),
        (b"%PDF-1.7\n\x00\x01\xff\xfe" * 30, "文件不是文本"),
        (b"a" * (1024 * 1024 + 1), "原文超过 1 MB"),
    ],
    ids=["empty", "binary", "over a megabyte"],
)
def test_what_is_no_text_is_refused_beside_the_field_and_nothing_is_kept(
    desk: Client, content: bytes, says: str
) -> None:
    assert says in send(desk, content)
    assert not SourceText.objects.exists()


def test_fifty_megabytes_are_turned_away_at_the_door(desk: Client) -> None:
    file = SimpleUploadedFile("大.txt", b"a" * (50 * 1024 * 1024))

    response = desk.post("/texts/new", {"file": file})

    assert response.status_code == 413
    assert not SourceText.objects.exists()


def test_the_original_is_handed_back_byte_for_byte_and_never_opened(desk: Client) -> None:
    send(desk, TEXT)

    response = desk.get(f"/texts/{TextReading.objects.get().pk}/original")

    assert response.content == TEXT
    assert response["content-type"] == "application/octet-stream"
    assert response["content-disposition"].startswith("attachment")


def test_an_officer_reads_the_text_and_is_offered_no_answer(
    here: Station, visit: Visit, desk: Client
) -> None:
    send(desk, TEXT)
    reading = TextReading.objects.get()

    shown = page(visit(here.officer), f"/texts/{reading.pk}")

    assert "7月7日" in shown
    assert "law-answering" not in shown


def test_the_page_of_the_regulation_shows_its_text_cleaned_with_the_print_on_demand(
    here: Station, visit: Visit
) -> None:
    administrator = law_desk(area="440700").officer
    text = ("\n" * 10 + "一、總則\n二、拓寬落戶通道\n\n（一）全面(miàn)放開。\n").encode()
    import_text(text, name="江门", media_type="", regulation="jm-2018-5", by=administrator)

    shown = page(visit(here.officer), "/regulations/jm-2018-5")

    assert "全面放開" in shown
    assert 'href="#at-2.1"' in shown
    assert '<span class="law-original">（一）全面(miàn)放開。</span>' in shown
    assert "law-gone" not in shown


def test_a_regulation_without_a_text_says_so_and_who_may_read_one_in(
    here: Station, visit: Visit, desk: Client
) -> None:
    assert "由系统管理员或县、市级审批人读入" in page(visit(here.officer), "/regulations/sx-2018")
    assert "/texts/new?regulation=sx-2018" in page(desk, "/regulations/sx-2018")


def test_the_clauses_of_the_pack_that_stand_nowhere_are_told(desk: Client) -> None:
    send(desk, TEXT, regulation="sx-2018")

    shown = page(desk, f"/texts/{TextReading.objects.get().pk}")

    assert "条款在原文中的位置" in shown
    assert "对不上" in shown


def test_the_page_in_english(desk: Client) -> None:
    send(desk, TEXT)
    desk.post("/language", {"language": "en", "next": "/"})

    shown = page(desk, f"/texts/{TextReading.objects.get().pk}")

    assert "A date without its year" in shown


def test_a_text_that_lost_a_byte_is_taken_in_and_shown(desk: Client) -> None:
    """What cannot be read is what a person must look at: never a fault of ours."""
    whole = ("一、总则\n（一）本市居民可以申请落户。\n" * 20).encode()

    answer = send(desk, whole[:60] + whole[61:])

    reading = TextReading.objects.get()
    assert TextDoubt.objects.filter(reading=reading, kind="garbled").exists()
    assert "\ufffd" in page(desk, f"/texts/{reading.pk}")
    assert "与原件逐字相符" in answer + page(desk, f"/texts/{reading.pk}")
