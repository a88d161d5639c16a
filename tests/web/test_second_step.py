"""The second step of signing in: who must take it, what proves it, and what does not."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hukou.kernel import clock
from registry.actions import make_enrolment_code, open_sign_in
from registry.models import (
    PROVES_TWICE,
    Account,
    FactorTry,
    Proof,
    SecondFactor,
    SignIn,
)
from tests.authenticators import HOST, Key, code_now, enrolled
from tests.signing_in import is_in, officer, past_the_password

pytestmark = pytest.mark.django_db


def options(client: Client, path: str) -> dict[str, Any]:
    """Return what the page asks a security key."""
    page = client.get(path).content.decode()
    told: dict[str, Any] = json.loads(unescape(page.split('data-options="')[1].split('"')[0]))
    return told


@pytest.mark.parametrize("role", sorted(PROVES_TWICE))
def test_the_password_alone_signs_nobody_in_who_decides_or_administers(role: str) -> None:
    account = officer(role)
    enrolled(account)

    client = past_the_password(account)

    assert not is_in(client)
    assert client.get("/").headers["location"].startswith("/sign-in")
    assert client.get("/api/v1/applications").status_code in (401, 403)
    assert SignIn.objects.count() == 0


def test_the_right_code_signs_in_and_leads_where_one_wanted_to_go() -> None:
    account = officer()
    seed = enrolled(account)
    client = past_the_password(account, next="/search")

    answer = client.post("/sign-in/second", {"act": "code", "code": code_now(seed)})

    assert answer.headers["location"] == "/search"
    assert client.get("/search").status_code == 200
    assert SignIn.objects.get().proof == Proof.AUTHENTICATOR


def test_a_code_that_was_used_opens_nothing_again() -> None:
    account = officer()
    seed = enrolled(account)
    code = code_now(seed)
    past_the_password(account).post("/sign-in/second", {"act": "code", "code": code})

    again = past_the_password(account)
    answer = again.post("/sign-in/second", {"act": "code", "code": code})

    assert "验证没有通过" in answer.content.decode()
    assert not is_in(again)


def test_the_second_step_needs_the_first() -> None:
    client = Client()

    assert client.get("/sign-in/second").headers["location"] == "/sign-in"
    assert client.post("/sign-in/enrol", {}).headers["location"] == "/sign-in"


def test_the_password_is_asked_again_after_ten_minutes() -> None:
    account = officer()
    seed = enrolled(account)
    client = past_the_password(account)

    with clock.frozen(clock.now() + timedelta(minutes=11)):
        answer = client.post("/sign-in/second", {"act": "code", "code": code_now(seed)})

    assert answer.headers["location"] == "/sign-in"
    assert "没有在 10 分钟内完成" in client.get("/sign-in").content.decode()


def test_five_failures_close_the_second_step_whatever_the_machine() -> None:
    account = officer()
    seed = enrolled(account)
    for number in range(5):
        client = past_the_password(account)
        client.post(
            "/sign-in/second",
            {"act": "code", "code": "000000"},
            REMOTE_ADDR=f"10.0.0.{number + 1}",
        )
    client = past_the_password(account)

    answer = client.post("/sign-in/second", {"act": "code", "code": code_now(seed)})

    assert (answer.status_code, is_in(client)) == (409, False)
    assert "15 分钟后再试" in answer.content.decode()
    assert FactorTry.objects.filter(succeeded=False).count() == 5
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        later = past_the_password(account)
        later.post("/sign-in/second", {"act": "code", "code": code_now(seed)})
        assert is_in(later)


def test_whoever_has_no_factor_yet_is_let_on_by_a_code_handed_over_in_person() -> None:
    account = officer()
    code = make_enrolment_code(account)
    client = past_the_password(account)

    refused = client.post("/sign-in/enrol", {"enrolment_code": "AAAAA-AAAAA"})
    asked = client.post("/sign-in/enrol", {"enrolment_code": code})

    assert "登记码不正确" in refused.content.decode()
    assert "扫描下面的二维码" in asked.content.decode()
    assert not is_in(client)


def test_a_security_key_is_enrolled_and_signs_in_the_next_time() -> None:
    account, key = officer(), Key()
    code = make_enrolment_code(account)
    client = past_the_password(account)
    client.post("/sign-in/enrol", {"enrolment_code": code})
    made = key.make(options(client, "/sign-in/enrol"))

    done = client.post("/sign-in/enrol", {"act": "key", "label": "钥匙", "answer": made})
    again = past_the_password(account)
    signed = key.sign(options(again, "/sign-in/second"))
    answer = again.post("/sign-in/second", {"act": "key", "answer": signed})

    assert "恢复码" in done.content.decode()
    assert answer.headers["location"] == "/"
    assert is_in(again)
    assert list(SignIn.objects.values_list("proof", flat=True)) == [Proof.KEY, Proof.KEY]


@pytest.mark.parametrize("trick", ["replayed", "elsewhere", "another key", "copied", "no answer"])
def test_a_key_that_proves_nothing_opens_nothing(trick: str) -> None:
    account, key = officer(), Key()
    enrol(account, key)
    client = past_the_password(account)
    asked = options(client, "/sign-in/second")
    signing: dict[str, Callable[[], str]] = {
        "replayed": lambda: key.sign(asked),
        "elsewhere": lambda: Key(
            "http://elsewhere.localhost.example", HOST, 0, key.identifier, key.secret
        ).sign(asked),
        "another key": lambda: Key(identifier=key.identifier).sign(asked),
        "copied": lambda: Key(counter=-1, identifier=key.identifier, secret=key.secret).sign(asked),
        "no answer": lambda: "{}",
    }
    answer = signing[trick]()
    if trick == "replayed":  # the page was opened again: the challenge is another
        options(client, "/sign-in/second")
    if trick == "copied":
        SecondFactor.objects.update(counter=7)

    refused = client.post("/sign-in/second", {"act": "key", "answer": answer})

    assert "验证没有通过" in refused.content.decode()
    assert not is_in(client)


def enrol(account: Account, key: Key) -> None:
    client = past_the_password(account)
    client.post("/sign-in/enrol", {"enrolment_code": make_enrolment_code(account)})
    made = key.make(options(client, "/sign-in/enrol"))
    client.post("/sign-in/enrol", {"act": "key", "label": "钥匙", "answer": made})
    assert SecondFactor.objects.filter(account=account).count() == 1


def test_an_authenticator_is_enrolled_and_recovery_codes_are_shown_once() -> None:
    account = officer()
    client = past_the_password(account)
    page = client.post("/sign-in/enrol", {"enrolment_code": make_enrolment_code(account)})
    seed = seed_on(page.content.decode())

    wrong = client.post(
        "/sign-in/enrol", {"act": "authenticator", "label": "手机", "code": "000000"}
    )
    shown = client.post(
        "/sign-in/enrol", {"act": "authenticator", "label": "手机", "code": code_now(seed)}
    ).content.decode()
    code = shown.split("<code>")[1].split("</code>")[0]

    assert "验证没有通过" in wrong.content.decode()
    assert is_in(client)
    once, twice = past_the_password(account), past_the_password(account)
    once.post("/sign-in/second", {"act": "code", "code": code})
    twice.post("/sign-in/second", {"act": "code", "code": code})
    assert (is_in(once), is_in(twice)) == (True, False)
    assert SignIn.objects.latest("id").proof == Proof.RECOVERY


def seed_on(page: str) -> bytes:
    return base64.b32decode(
        page.split('factor-seed">')[1].split("</code>", maxsplit=1)[0].replace(" ", "")
    )


def test_an_enrolment_code_is_good_once_and_for_three_days() -> None:
    account, key = officer(), Key()
    code = make_enrolment_code(account)
    with clock.frozen(clock.now() + timedelta(days=3, minutes=1)):
        late = past_the_password(account)
        late.post("/sign-in/enrol", {"enrolment_code": code})
        assert "扫描下面的二维码" not in late.get("/sign-in/enrol").content.decode()
    first = past_the_password(account)
    first.post("/sign-in/enrol", {"enrolment_code": code})
    made = key.make(options(first, "/sign-in/enrol"))
    first.post("/sign-in/enrol", {"act": "key", "label": "钥匙", "answer": made})
    SecondFactor.objects.all().delete()

    second = past_the_password(account)
    answer = second.post("/sign-in/enrol", {"enrolment_code": code})

    assert "登记码不正确" in answer.content.decode()


def test_nothing_tells_whether_a_name_has_an_account() -> None:
    account = officer()
    enrolled(account)

    wrong = Client().post("/sign-in", {"username": account.username, "password": "错"})
    unknown = Client().post("/sign-in", {"username": "x" * len(account.username), "password": "错"})

    without = [
        page.content.decode().replace(name, "").split("csrfmiddlewaretoken")[0]
        for page, name in ((wrong, account.username), (unknown, "x" * len(account.username)))
    ]
    assert without[0] == without[1]
    assert wrong.status_code == unknown.status_code


def test_a_sign_in_is_noted_with_its_address() -> None:
    account = officer()

    open_sign_in(account, proof=Proof.KEY, address="10.1.2.3")

    assert SignIn.objects.get().address == "10.1.2.3"
    account.refresh_from_db()
    assert account.sign_in == SignIn.objects.get()
