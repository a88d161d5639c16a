"""The case page: what is known, what may be done now, and what a refusal says."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, Document, VerificationStatus
from hukou.kernel import clock
from registry.models import PostingRole, Residence
from tests.cast import station
from tests.filing import (
    Agencies,
    Counter,
    accepted,
    assessed,
    counter,
    family_of_five,
    filed,
    fresh,
    settlement,
)
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

GROUNDS = "经核查，符合规定条件，准予迁入"


@pytest.fixture
def desk() -> Counter:
    return counter()


def page(client: Client, application: Application) -> str:
    return client.get(f"/applications/{application.pk}").content.decode()


def do(client: Client, application: Application, action: str, **told: object) -> str:
    told.setdefault("revision", fresh(application.pk).revision)
    response = client.post(f"/applications/{application.pk}/{action}", told, follow=True)
    return response.content.decode()


def everybody(application: Application) -> list[int]:
    return list(application.parties.values_list("id", flat=True))


def test_a_file_of_another_office_does_not_exist_for_us(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))
    elsewhere = station(PostingRole.CHIEF).officer

    assert visit(elsewhere).get(f"/applications/{application.pk}").status_code == 404


def test_buttons_are_those_that_the_procedure_and_the_post_allow(
    desk: Counter, visit: Visit
) -> None:
    application = filed(desk, settlement(family_of_five()))

    shown = page(visit(desk.officer), application)

    assert f"/applications/{application.pk}/accept" in shown
    assert f"/applications/{application.pk}/approve" not in shown


def test_who_may_not_decide_is_told_why(desk: Counter, visit: Visit) -> None:
    application = assessed(desk, settlement(family_of_five()))

    shown = page(visit(desk.officer), application)

    assert "您的岗位对此事项没有审批权" in shown
    assert f"/applications/{application.pk}/approve" not in shown


def test_a_family_is_approved_and_registered_from_the_page(desk: Counter, visit: Visit) -> None:
    family = family_of_five()
    application = assessed(desk, settlement(family))
    client = visit(desk.chief)

    do(client, application, "approve", parties=everybody(application), grounds=GROUNDS)
    done = do(client, application, "carry_out", on=clock.today().isoformat())

    assert "已办结，登记簿已更新" in done
    moved = Residence.objects.on(clock.today()).filter(person__in=family.people)
    assert len({residence.household_id for residence in moved}) == 1


def test_grounds_are_mandatory_and_what_was_typed_stays(desk: Counter, visit: Visit) -> None:
    application = assessed(desk, settlement(family_of_five()))
    some = everybody(application)[:2]

    shown = do(visit(desk.chief), application, "approve", parties=some, grounds="")

    assert "审批意见：请填写此项" in shown
    assert shown.count(" checked") == len(some)
    assert fresh(application.pk).status == "assessed"


def test_somebody_elses_change_is_said_and_the_opinion_is_not_lost(
    desk: Counter, visit: Visit
) -> None:
    application = assessed(desk, settlement(family_of_five()))

    shown = do(
        visit(desk.chief),
        application,
        "approve",
        revision=1,
        parties=everybody(application),
        grounds=GROUNDS,
    )

    assert "此件已被他人修改，请刷新后核对再办" in shown
    assert GROUNDS in shown
    assert f'value="{application.revision}"' in shown


def test_a_step_that_is_not_possible_any_more_is_refused_with_409(
    desk: Counter, visit: Visit
) -> None:
    application = accepted(desk, settlement(family_of_five()))

    response = visit(desk.officer).post(
        f"/applications/{application.pk}/accept", {"revision": application.revision}
    )

    assert response.status_code == 409
    assert "当前状态不能办理这一步" in response.content.decode()


def test_a_step_that_does_not_exist_is_not_found(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))

    response = visit(desk.officer).post(f"/applications/{application.pk}/dance", {})

    assert response.status_code == 404


def upload(client: Client, application: Application, content: bytes) -> str:
    sent = SimpleUploadedFile("证明.pdf", content, content_type="application/pdf")
    told = {"kind": "title_deed", "file": sent}
    path = f"/applications/{application.pk}/documents"
    return client.post(path, told, follow=True).content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"MZ\x90", "只接受 PDF、JPEG、PNG 文件"), (b"", "文件是空的")],
)
def test_a_file_of_the_wrong_kind_is_refused_with_a_message(
    desk: Counter, visit: Visit, content: bytes, says: str
) -> None:
    application = accepted(desk, settlement(family_of_five()))

    assert says in upload(visit(desk.officer), application, content)
    assert not Document.objects.exists()


def test_a_paper_takes_an_agencys_place_with_a_reason(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))
    row = application.verifications.get(fact="dwelling.tenure")
    client = visit(desk.officer)
    upload(client, application, b"%PDF-1.7 deed")
    told = {
        "document_id": str(Document.objects.get().pk),
        "value": "owned",
        "reason": "接口不可用，查验原件",
    }

    client.post(f"/applications/{application.pk}/verifications/{row.pk}", told)

    row.refresh_from_db()
    assert (row.status, row.document_value) == (VerificationStatus.REPLACED, "owned")


def test_a_paper_is_read_back_byte_for_byte(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))
    client = visit(desk.officer)
    upload(client, application, b"%PDF-1.7 deed")

    path = f"/applications/{application.pk}/documents/{Document.objects.get().pk}"
    response = client.get(path)

    assert b"".join(response.streaming_content) == b"%PDF-1.7 deed"  # type: ignore[attr-defined]
    assert response.headers["content-type"] == "application/pdf"


def test_a_silent_agency_is_said_in_words_with_the_next_try(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))
    again = clock.now() + timedelta(minutes=5)
    row = application.verifications.get(fact="dwelling.tenure")
    row.attempts, row.last_error, row.next_attempt_at = 2, "timeout", again
    row.save(update_fields=["attempts", "last_error", "next_attempt_at"])

    shown = page(visit(desk.officer), application)

    assert f"部门接口不可用（已试 2 次），将于 {again.astimezone(clock.ZONE):%H:%M} 重试" in shown


def test_the_progress_of_checks_is_polled_only_while_somebody_is_asked(
    desk: Counter, visit: Visit
) -> None:
    waiting = accepted(desk, settlement(family_of_five()))
    client = visit(desk.officer)

    assert "every 2s" in page(client, waiting)


def test_findings_name_their_clause(desk: Counter, visit: Visit) -> None:
    application = assessed(desk, settlement(family_of_five()))

    shown = page(visit(desk.chief), application)

    assert "对有合法稳定住所者全面放开落户限制" in shown
    assert "✓ 符合" in shown


def test_letters_say_that_the_date_is_for_demonstration(desk: Counter, visit: Visit) -> None:
    application = assessed(desk, settlement(family_of_five()))
    client = visit(desk.chief)
    do(client, application, "approve", parties=everybody(application), grounds=GROUNDS)

    letter = client.get(f"/applications/{application.pk}/letter").content.decode()

    assert "仅为演示设定，本文书无法律效力" in letter
    assert "行政复议" in letter
    assert GROUNDS in letter


def test_a_refusal_to_print_says_what_was_required_and_what_was_found(
    desk: Counter, visit: Visit
) -> None:
    family = family_of_five()
    homeless = Agencies(of={(family.applicant.pk, "dwelling.tenure"): "none"})
    application = assessed(desk, settlement(family), homeless)
    client = visit(desk.chief)
    do(client, application, "refuse", grounds=GROUNDS)

    letter = client.get(f"/applications/{application.pk}/letter").content.decode()

    assert "周建国于" in letter
    assert "须“自有、租赁或公共租赁的住所”，查明为：" in letter
    assert "如何才能符合" in letter
    assert "本系统所据为报道文本" in letter


def test_there_is_no_letter_before_a_decision(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))

    assert visit(desk.chief).get(f"/applications/{application.pk}/letter").status_code == 404


def test_what_must_be_supplemented_is_shown_and_printed(desk: Counter, visit: Visit) -> None:
    application = accepted(desk, settlement(family_of_five()))
    client = visit(desk.officer)

    shown = do(client, application, "ask_for_supplement", needed="住所证明\n共同居住证明")
    notice = client.get(f"/applications/{application.pk}/supplement").content.decode()

    assert "待申请人补正" in shown
    assert all(each in notice for each in ("住所证明", "共同居住证明", "逾期未补正的"))


def test_the_work_queue_lists_the_file_under_its_tabs(desk: Counter, visit: Visit) -> None:
    application = assessed(desk, settlement(family_of_five()))
    client = visit(desk.chief)

    assert application.number in client.get("/?list=to_decide").content.decode()
    assert application.number not in client.get("/?list=waiting").content.decode()
    assert application.number not in client.get("/?list=finished").content.decode()
