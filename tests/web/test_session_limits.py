"""When a session is over: one place at a time, twelve hours, the end of a post, a bigger post."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from hukou.kernel import clock
from registry.models import PostingRole
from tests.authenticators import code_now, enrolled
from tests.signing_in import officer, past_the_password

pytestmark = pytest.mark.django_db


def test_a_new_sign_in_ends_the_one_before() -> None:
    account = officer()
    seed = enrolled(account)
    here, there = past_the_password(account), past_the_password(account)
    here.post("/sign-in/second", {"act": "code", "code": code_now(seed)})
    there.post("/sign-in/second", {"act": "code", "code": code_now(seed, steps=1)})

    assert there.get("/").status_code == 200
    assert here.get("/").headers["location"].startswith("/sign-in")
    assert "已在别处登录" in here.get("/sign-in").content.decode()


def test_a_session_ends_after_twelve_hours_however_busy() -> None:
    account = officer()
    seed = enrolled(account)
    client = past_the_password(account)
    client.post("/sign-in/second", {"act": "code", "code": code_now(seed)})

    with clock.frozen(clock.now() + timedelta(hours=12, minutes=1)):
        answer = client.get("/")

    assert answer.headers["location"].startswith("/sign-in")
    assert "已满 12 小时" in client.get("/sign-in").content.decode()


def test_whoever_becomes_an_officer_proves_twice_from_then_on() -> None:
    account = officer(PostingRole.AUXILIARY)
    client = past_the_password(account)
    assert client.get("/").status_code == 200

    account.postings.update(role=PostingRole.OFFICER)

    assert client.get("/").headers["location"].startswith("/sign-in")
    assert "须用第二因素登录" in client.get("/sign-in").content.decode()


def test_the_end_of_a_post_ends_the_session() -> None:
    account = officer(PostingRole.AUXILIARY)
    client = past_the_password(account)
    account.postings.all().delete()

    first, then = client.get("/"), client.get("/")

    assert first.status_code == 403
    assert "您今天没有任职" in first.content.decode()
    assert then.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(("demo", "answers"), [(True, 200), (False, 302)])
def test_demonstration_accounts_are_excused_where_demonstrations_may_be(
    settings: Settings, *, demo: bool, answers: int
) -> None:
    account = officer()
    account.is_demo = True
    account.save(update_fields=["is_demo"])
    settings.HUKOU_DEMO = True
    client = past_the_password(account)

    settings.HUKOU_DEMO = demo

    assert client.get("/").status_code == answers
