"""Signing in and out."""

import pytest
from django.test import Client

from registry.models import Account, PostingRole
from tests.authenticators import code_now, enrolled
from tests.cast import Station

pytestmark = pytest.mark.django_db

PASSWORD = "书香路上的一把钥匙"


@pytest.fixture
def officer(here: Station) -> Account:
    """Somebody whose post receives papers and decides nothing: the password is enough."""
    here.officer.postings.update(role=PostingRole.AUXILIARY)
    here.officer.set_password(PASSWORD)
    here.officer.save(update_fields=["password"])
    return here.officer


def test_an_officer_signs_in_and_is_taken_where_they_wanted_to_go(officer: Account) -> None:
    response = Client().post(
        "/sign-in", {"username": officer.username, "password": PASSWORD, "next": "/search"}
    )

    assert (response.status_code, response.headers["location"]) == (302, "/search")


def test_nobody_is_sent_to_somebody_elses_site(officer: Account) -> None:
    response = Client().post(
        "/sign-in",
        {"username": officer.username, "password": PASSWORD, "next": "https://elsewhere.example/"},
    )

    assert response.headers["location"] == "/"


def test_a_wrong_password_says_so_without_saying_which_half_was_wrong(officer: Account) -> None:
    wrong = Client().post("/sign-in", {"username": officer.username, "password": "错"})
    unknown = Client().post("/sign-in", {"username": "nobody", "password": "错"})

    assert "用户名或密码不正确" in wrong.content.decode()
    assert "用户名或密码不正确" in unknown.content.decode()


def test_five_failures_suspend_sign_in_even_with_the_right_password(officer: Account) -> None:
    client = Client()
    for _ in range(5):
        client.post("/sign-in", {"username": officer.username, "password": "错"})

    response = client.post("/sign-in", {"username": officer.username, "password": PASSWORD})

    assert response.status_code == 429
    assert "暂停登录" in response.content.decode()


def test_after_signing_out_pages_ask_to_sign_in_again(officer: Account) -> None:
    client = Client()
    client.post("/sign-in", {"username": officer.username, "password": PASSWORD})

    client.post("/sign-out")

    assert client.get("/").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        (PostingRole.AUDIT_ADMINISTRATOR, "/audit"),
        (PostingRole.SYSTEM_ADMINISTRATOR, "/regulations"),
        (PostingRole.OFFICER, "/"),
    ],
)
def test_work_begins_at_a_page_that_is_open_to_the_post(
    officer: Account, role: PostingRole, begins: str
) -> None:
    officer.postings.update(role=role)
    seed = enrolled(officer)
    client = Client()
    client.post("/sign-in", {"username": officer.username, "password": PASSWORD, "next": "/"})

    response = client.post("/sign-in/second", {"act": "code", "code": code_now(seed)})

    assert response.headers["location"] == begins
    assert client.get(begins).status_code == 200
