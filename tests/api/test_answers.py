"""Agencies answering later: signed or not believed, the same again harmless, and nothing else."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError
from django.test import Client

from applications.connectors import secret_of, sign
from applications.models import ReceivedMessage, Verification
from hukou.kernel import clock
from tests.filing import counter, family_of_five, filed, settlement

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenure() -> Verification:
    here = counter()
    return filed(here, settlement(family_of_five())).verifications.get(fact="dwelling.tenure")


def body_for(row: Verification, **changes: object) -> bytes:
    number = row.subject.person.held_numbers.get().number if row.subject.person else ""
    told = {
        "request_id": str(row.pk),
        "subject": {"identity_number": number},
        "fact": row.fact,
        "known": True,
        "value": "owned",
        "answered_at": clock.now().isoformat(),
        "receipt": "H-1",
        **changes,
    }
    return json.dumps(told).encode()


def send(row_id: object, body: bytes, *, agency: str = "housing", **how: Any) -> Any:  # noqa: ANN401
    secret = how.pop("secret", secret_of(agency))
    at = clock.now() + how.pop("sent_after", timedelta())
    signed = sign(body, message_id=how.pop("message_id", "m1"), secret=secret, at=at)
    headers = {**signed, **how.pop("headers", {})}
    return Client().post(
        f"/api/v1/verifications/{row_id}/answer",
        how.pop("sent", body),
        content_type="application/json",
        headers=headers,
    )


def stored(row: Verification) -> tuple[str, object]:
    row.refresh_from_db()
    return row.status, row.value


def test_a_signed_answer_is_stored(tenure: Verification) -> None:
    answer = send(tenure.pk, body_for(tenure))

    assert (answer.status_code, answer.json()["status"]) == (200, "answered")
    assert stored(tenure) == ("answered", "owned")


def test_a_signed_answer_from_a_time_to_come_is_refused_and_logged(tenure: Verification) -> None:
    """V01: as the newest there is it would be used until that time, and asked for by nobody."""
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()

    answer = send(tenure.pk, body_for(tenure, answered_at=tomorrow))

    assert answer.status_code == 400
    assert stored(tenure) == ("pending", None)
    assert tenure.answered_at is None
    assert logged() == [("refused", "unreadable")]


def logged() -> list[tuple[str, str]]:
    return list(ReceivedMessage.objects.order_by("id").values_list("outcome", "problem"))


def test_the_same_answer_again_is_harmless(tenure: Verification) -> None:
    body = body_for(tenure)

    answers = [send(tenure.pk, body) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert stored(tenure) == ("answered", "owned")
    assert tenure.conflicts is False
    assert logged() == [("taken", ""), ("repeated", ""), ("repeated", "")]


def test_a_different_answer_does_not_replace_the_first(tenure: Verification) -> None:
    send(tenure.pk, body_for(tenure))

    send(tenure.pk, body_for(tenure, value="leased"), message_id="m2")

    assert stored(tenure) == ("answered", "owned")
    assert tenure.conflicts is True


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ({"secret": "guessed"}, "forged"),
        ({"headers": {"webhook-signature": "v1,AAAA"}}, "forged"),
        ({"headers": {"webhook-signature": ""}}, "forged"),
        ({"headers": {"webhook-id": ""}}, "forged"),
        ({"headers": {"webhook-id": "\ud800"}}, "forged"),
        ({"headers": {"webhook-timestamp": "\ud800"}}, "forged"),
        ({"headers": {"webhook-signature": "v1,\ud800"}}, "forged"),
        ({"message_id": "m\0"}, "forged"),
        ({"sent_after": timedelta(minutes=-6)}, "stale"),
        ({"sent_after": timedelta(minutes=6)}, "stale"),
        ({"sent": b"{}"}, "forged"),
    ],
)
def test_what_is_not_signed_for_this_moment_is_refused_and_logged(
    tenure: Verification, how: dict[str, Any], problem: str
) -> None:
    """V01: forged or replayed after its time: nothing changes but the log of what came in."""
    answer = send(tenure.pk, body_for(tenure), **how)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Signature")
    assert stored(tenure) == ("pending", None)
    [message] = ReceivedMessage.objects.all()
    assert (message.outcome, message.problem) == ("refused", problem)
    assert (message.about, len(message.digest)) == (tenure.pk, 64)


def test_without_a_signature_nobody_learns_what_is_asked(tenure: Verification) -> None:
    body = body_for(tenure)

    known = send(tenure.pk, body, secret="guessed")
    unknown = send(uuid4(), body, secret="guessed")

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


def test_an_agency_answers_only_what_it_was_asked(settings: Any, tenure: Verification) -> None:  # noqa: ANN401
    own = {**settings.AGENCIES["education"], "secret": "of-the-education-bureau"}
    settings.AGENCIES = {**settings.AGENCIES, "education": own}

    answer = send(tenure.pk, body_for(tenure), agency="education")

    assert answer.status_code == 404
    assert stored(tenure) == ("pending", None)
    [message] = ReceivedMessage.objects.all()
    assert (message.agency, message.problem) == ("education", "other_case")


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": {"identity_number": "440199199001010011"}},
        {"fact": "dwelling.area_m2"},
        {"value": "a palace"},
        {"value": None},
        {"known": "yes"},
        {"answered_at": "yesterday"},
        {"receipt": ""},
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_stored_as_no_fact(
    tenure: Verification, changes: dict[str, object]
) -> None:
    answer = send(tenure.pk, body_for(tenure, **changes))

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "19900101" not in answer.content.decode()
    assert stored(tenure)[1] is None
    assert tenure.last_error


@pytest.mark.parametrize("stranger", [str(UUID(int=0)), None, 1, ["x"]])
def test_a_message_signed_for_another_question_does_nothing_to_this_one(
    tenure: Verification, stranger: object
) -> None:
    answer = send(tenure.pk, body_for(tenure, request_id=stranger))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "request_id")
    assert stored(tenure) == ("pending", None)
    assert (tenure.attempts, tenure.last_error) == (0, "")
    assert logged() == [("refused", "other_case")]


@pytest.mark.parametrize("text", [b"<html>", b"[]", b"1", b"null"])
def test_an_answer_that_is_no_object_does_nothing(tenure: Verification, text: bytes) -> None:
    assert send(tenure.pk, text).status_code == 400
    assert stored(tenure) == ("pending", None)
    assert tenure.last_error == ""
    assert logged() == [("refused", "unreadable")]


def test_a_captured_message_sent_to_another_case_changes_neither(tenure: Verification) -> None:
    other = tenure.application.verifications.exclude(pk=tenure.pk).filter(status="pending")[0]
    body = body_for(tenure)
    send(tenure.pk, body)

    answer = send(other.pk, body)

    assert answer.status_code == 400
    assert stored(other) == ("pending", None)
    assert stored(tenure) == ("answered", "owned")
    assert logged() == [("taken", ""), ("refused", "other_case")]


def test_a_message_id_stands_for_one_content(tenure: Verification) -> None:
    send(tenure.pk, body_for(tenure))

    answer = send(tenure.pk, body_for(tenure, value="leased"))

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (
        409, "message-id-reused",
    )  # fmt: skip
    assert (*stored(tenure), tenure.conflicts) == ("answered", "owned", False)
    assert logged()[-1] == ("refused", "reused")


def test_a_flood_of_forgeries_does_not_fill_the_log(tenure: Verification) -> None:
    an_hour_of_its_own = clock.now() + timedelta(hours=1)
    with clock.frozen(an_hour_of_its_own):
        for _ in range(63):
            send(tenure.pk, body_for(tenure), secret="guessed")

    assert ReceivedMessage.objects.count() == 60


def test_what_came_in_is_written_once(tenure: Verification) -> None:
    """The application role may not rewrite the log of what came in."""
    send(tenure.pk, body_for(tenure))

    with pytest.raises(ProgrammingError, match="permission denied"):
        ReceivedMessage.objects.update(outcome="refused")
