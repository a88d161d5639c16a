"""The duties of texts at the desk: listed, recorded, in a calendar and as a file (E12, E08)."""

import re
from datetime import date
from typing import Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import ObligationProgress, ObligationStep
from applications.web.obligation_calendar import escaped, folded
from hukou.kernel import clock
from registry.models import PostingRole
from tests.cast import station
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
PAGE: Final = "/obligations/qzf-county-measures?due=2017-10-31"
RECORD: Final = "/obligations/qzf-county-measures/{act}?due=2017-10-31"


@pytest.fixture
def desk(visit: Visit) -> Client:
    """The desk of a county approver of Quzhou."""
    return visit(station(PostingRole.COUNTY_APPROVER, code="330802000000").officer)


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_tells_late_soon_and_draft_apart(desk: Client) -> None:
    with clock.frozen(date(2026, 11, 28)):
        page = shown(desk, "/obligations")

        drafts = shown(desk, "/obligations?standing=draft")

    for words in ("逾期", "30 天内到期", "期限存疑", "未定期限", "文件已失效"):
        assert words in page
    assert "/obligations/qn-finance-statement" in drafts
    assert "/obligations/qn-finance-statement" not in page
    assert page.index("向市政府报告") > 0


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ("area=440700", "向市政府报告", "各县（市）人民政府"),
        ("standing=overdue", "出台本县（市、区）", "信息简报"),
        ("lead=州财政局&standing=draft", "财政支出总额出具确认报告", "向市政府报告"),
        ("owner=mine", "没有符合条件的任务", "向市政府报告"),
        ("owner=none", "向市政府报告", "没有符合条件的任务"),
    ],
)
def test_the_list_is_narrowed(desk: Client, asked: str, there: str, absent: str) -> None:
    page = shown(desk, f"/obligations?{asked}")
    table = page.partition("</form>")[2].partition("bars-heading")[0]

    assert there in table
    assert absent not in table


def test_a_duty_is_done_on_a_document_that_is_given_back_byte_for_byte(desk: Client) -> None:
    paper = SimpleUploadedFile("措施.pdf", b"%PDF-1.7 \x00\xff", content_type="application/pdf")

    response = desk.post(
        RECORD.format(act="completed"),
        {"adopted_on": "20171020", "official_number": "柯政发〔2017〕9号", "evidence": paper},
    )

    assert (response.status_code, response.headers["location"]) == (302, PAGE)
    page = shown(desk, PAGE)
    assert "柯政发〔2017〕9号" in page
    assert "已完成" in page
    saved = desk.get(f"/obligations/evidence/{ObligationStep.objects.get().pk}")
    assert saved.content == b"%PDF-1.7 \x00\xff"
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("act", "told", "refusal"),
    [
        ("completed", {"adopted_on": "20171020"}, "登记完成须有依据"),
        ("completed", {"adopted_on": "20990101", "official_number": "1号"}, "日期还没有到"),
        ("completed", {"official_number": "1号"}, "请填写此项"),
        ("reported", {"note": ""}, "请填写此项"),
        ("reopened", {"note": "看错"}, "没有登记完成"),
        ("assigned", {"office": "999999"}, "选择"),
    ],
)
def test_what_cannot_be_is_told_on_the_page(
    desk: Client, act: str, told: dict[str, str], refusal: str
) -> None:
    response = desk.post(RECORD.format(act=act), told)

    assert refusal in response.content.decode()
    assert not ObligationStep.objects.exists()


def test_an_office_is_named_for_a_duty(desk: Client) -> None:
    office = station(PostingRole.CHIEF, code="330802001000").office
    mine = ObligationProgress.objects

    wrong = desk.post(RECORD.format(act="assigned"), {"office": office.pk})
    own = dict(desk.get(PAGE).context["forms"])["assigned"].fields["office"].choices[1][0]
    desk.post(RECORD.format(act="assigned"), {"office": own})

    assert wrong.status_code == 200
    progress = mine.get()
    assert (progress.office_id, progress.steps.get().act) == (own, "assigned")


def test_a_draft_has_no_forms_and_an_officer_reads_only(desk: Client, visit: Visit) -> None:
    officer = visit(station(PostingRole.OFFICER, code="330802002000").officer)

    assert 'name="adopted_on"' in shown(desk, PAGE)
    assert 'name="adopted_on"' not in shown(desk, "/obligations/qn-finance-statement")
    assert 'name="adopted_on"' not in shown(officer, PAGE)


@pytest.mark.parametrize(
    "address",
    [
        "/obligations/nothing",
        "/obligations/qzf-county-measures?due=2017-11-01",
        "/obligations/qzf-county-measures?due=soon",
        "/obligations/evidence/7",
    ],
)
def test_what_is_not_there_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_a_regulations_page_lists_its_duties(desk: Client) -> None:
    page = shown(desk, "/regulations/jm-2018-5")

    assert "/obligations/jm-annual-report" in page


# --- the calendar ------------------------------------------------------------------------------


def test_the_calendar_shows_each_report_in_its_month(desk: Client) -> None:
    page = shown(desk, "/obligations/calendar?year=2026")
    november = page.partition('id="month-11"')[2].partition('id="month-12"')[0]
    june = page.partition('id="month-6"')[2].partition('id="month-7"')[0]

    assert "/obligations/jm-annual-report?due=2026-11-30" in november
    assert "/obligations/qn-finance-statement?due=2026-06-30" in june
    assert "不排入日历" in page


@pytest.mark.parametrize("year", ["20x6", "1999", "2100", "²⁰²⁶", "-1"])
def test_a_year_that_is_none_is_refused(desk: Client, year: str) -> None:
    response = desk.get(f"/obligations/calendar?year={year}")

    assert response.status_code in {400, 422}
    assert "四位数字" in response.content.decode()


def test_the_file_is_icalendar_as_rfc_5545_writes_it(desk: Client) -> None:
    response = desk.get("/obligations/calendar.ics?year=2026")
    body = response.content

    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    text = re.sub(r"\r\n ", "", body.decode())
    events = text.split("BEGIN:VEVENT")[1:]
    annual = next(each for each in events if "UID:jm-annual-report-20261130@hukou" in each)
    assert "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201" in annual
    assert "STATUS:CONFIRMED" in annual
    draft = next(each for each in events if "UID:qn-finance-statement" in each)
    assert "STATUS:TENTATIVE" in draft
    assert "SUMMARY:【草案】" in draft
    assert len({re.search(r"UID:(.*)", each)[1] for each in events}) == len(events) == 7  # type: ignore[index]  # fmt: skip


def test_what_means_something_in_a_value_is_escaped() -> None:
    assert escaped("甲;乙,丙\\丁\n戊") == "甲\\;乙\\,丙\\\\丁\\n戊"


def test_a_long_line_is_folded_between_characters() -> None:
    line = "SUMMARY:" + "𠮷" * 60

    lines = folded(line).split(b"\r\n")

    assert [len(each) <= 75 for each in lines] == [True] * len(lines)
    assert b"".join([lines[0], *(each[1:] for each in lines[1:])]).decode() == line
