"""Callbacks are believed only when signed, now, by whom we share a secret with (回调签名)."""

import base64
from datetime import datetime, timedelta

import pytest

from applications.connectors import SignatureRefused, sign, verify_signature
from hukou.kernel.clock import ZONE

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
BODY = '{"known": true, "note": "中文"}'.encode()
SECRET = "shared"


def signed(at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    return sign(BODY, message_id="msg_1", secret=secret, at=at)


def test_the_example_of_the_standard_verifies() -> None:
    """The published test vector of Standard Webhooks."""
    body = b'{"test": 2432232314}'
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    verify_signature(headers, body, secret, datetime.fromtimestamp(1614265330, ZONE))


def test_a_signed_message_gives_its_id() -> None:
    assert verify_signature(signed(), BODY, SECRET, NOW) == "msg_1"


def test_header_names_are_matched_without_regard_to_case() -> None:
    headers = {name.title(): value for name, value in signed().items()}

    assert verify_signature(headers, BODY, SECRET, NOW) == "msg_1"


def test_one_good_signature_among_several_is_enough() -> None:
    headers = signed()
    headers["webhook-signature"] = f"v1,b2xk {headers['webhook-signature']} v2,bmV3"

    assert verify_signature(headers, BODY, SECRET, NOW) == "msg_1"


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_five_minutes_either_way_are_tolerated(minutes: int) -> None:
    assert verify_signature(signed(NOW + timedelta(minutes=minutes)), BODY, SECRET, NOW)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_or_future_message_is_refused(seconds: int) -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed(NOW + timedelta(seconds=seconds)), BODY, SECRET, NOW)


def test_a_changed_body_is_refused() -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed(), BODY.replace(b"true", b"false"), SECRET, NOW)


def test_a_forged_signature_is_refused() -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed(secret="guessed"), BODY, SECRET, NOW)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_no_header_may_be_missing(name: str) -> None:
    headers = signed()
    del headers[name]

    with pytest.raises(SignatureRefused):
        verify_signature(headers, BODY, SECRET, NOW)


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "٣", "9" * 400])
def test_a_time_that_is_none_is_refused(timestamp: str) -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed() | {"webhook-timestamp": timestamp}, BODY, SECRET, NOW)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_that_is_no_text_is_refused(name: str) -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed() | {name: "\ud800"}, BODY, SECRET, NOW)


def test_another_id_needs_another_signature() -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed() | {"webhook-id": "msg_2"}, BODY, SECRET, NOW)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(SignatureRefused):
        verify_signature(signed(secret=""), BODY, "", NOW)


def test_a_secret_of_the_standard_is_base64_behind_its_prefix() -> None:
    key = b"0123456789abcdef01234567"
    headers = signed(secret="whsec_" + base64.b64encode(key).decode())

    assert verify_signature(headers, BODY, key.decode(), NOW) == "msg_1"
