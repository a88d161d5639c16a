"""A dangerous production is refused at the door; a proper one is let in."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.db import connection
from pytest_django import Settings

from hukou import checks
from hukou.env import AGENCIES, ROOT
from hukou.kernel import clock
from hukou.kernel.working_days import last_announced_year
from registry.models import Account

SECRET = "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz"
PROPER = {
    "HUKOU_ENV": "production",
    "HTTPS": "1",
    "SECRET_KEY": SECRET,
    **{f"AGENCY_{slug.upper()}_SECRET": f"{slug}-{SECRET}" for slug in AGENCIES},
    "AGENCIES_URL": "https://agencies.example",
    "CALLBACK_URL": "https://hukou.example",
    "ALLOWED_HOSTS": "hukou.example",
    "DATABASE_URL": "postgresql://hukou_app@db.example/hukou",
    "REDIS_URL": "redis://redis.example/0",
}


def run(*command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **PROPER, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_proper_production_is_let_in() -> None:
    answer = run("check", "--deploy", "--fail-level", "ERROR")
    assert answer.returncode == 0, answer.stderr


def proper(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROPER.items():
        monkeypatch.setenv(name, value)
    settings.HUKOU_ENV, settings.HUKOU_DEMO, settings.SECRET_KEY = "production", False, SECRET
    settings.ALLOWED_HOSTS = ["hukou.example"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def refusals() -> set[str | None]:
    found = [
        *checks.refuse_development(app_configs=None),
        *checks.refuse_made_up_agencies(app_configs=None),
        *checks.refuse_open_cookies(app_configs=None),
    ]
    return {message.id for message in found}


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("HUKOU_ENV", "development", "hukou.E001"),
        ("DEBUG", True, "hukou.E002"),
        ("HUKOU_DEMO", True, "hukou.E003"),
        ("SECRET_KEY", "short", "hukou.E004"),
        ("TIME_ZONE", "UTC", "hukou.E005"),
        ("ALLOWED_HOSTS", ["*"], "hukou.E006"),
        ("CARD_READER_URL", "http://192.0.2.1/card", "hukou.E009"),
        ("SESSION_COOKIE_SECURE", False, "hukou.E021"),
        ("SESSION_COOKIE_HTTPONLY", False, "hukou.E021"),
        ("CSRF_COOKIE_SECURE", False, "hukou.E021"),
    ],
)
def test_a_dangerous_setting_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: object, refusal: str
) -> None:
    proper(settings, monkeypatch)
    assert refusals() == set()
    setattr(settings, name, value)
    assert refusals() == {refusal}


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("AGENCIES_URL", "http://127.0.0.1:8790", "hukou.E011"),
        ("AGENCY_HOUSING_URL", "http://housing.example", "hukou.E011"),
        ("CALLBACK_URL", "http://127.0.0.1:8000", "hukou.E011"),
        ("AGENCY_HOUSING_SECRET", f"education-{SECRET}", "hukou.E013"),
        ("AGENCY_HOUSING_SECRET", SECRET, "hukou.E013"),
        ("AGENCY_EDUCATION_SECRET", "short", "hukou.E012"),
    ],
)
def test_agencies_that_are_not_real_are_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str, refusal: str
) -> None:
    proper(settings, monkeypatch)
    monkeypatch.setenv(name, value)
    assert refusals() == {refusal}


def test_a_secret_that_all_agencies_share_is_none(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    proper(settings, monkeypatch)
    monkeypatch.setenv("AGENCIES_SECRET", f"shared-{SECRET}")
    monkeypatch.delenv("AGENCY_HOUSING_SECRET")
    assert refusals() == {"hukou.E013"}


@pytest.mark.parametrize(
    ("name", "refusal"), [("DATABASE_URL", "hukou.E007"), ("REDIS_URL", "hukou.E008")]
)
def test_servers_that_were_not_named_are_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, refusal: str
) -> None:
    proper(settings, monkeypatch)
    monkeypatch.delenv(name)
    assert refusals() == {refusal}


@pytest.mark.django_db
def test_a_database_with_demonstration_accounts_is_refused() -> None:
    Account.objects.create(username="demo", name="演示", is_demo=True)
    found = checks.refuse_demo_accounts(app_configs=None, databases=["default"])
    assert [message.id for message in found] == ["hukou.E031"]


@pytest.mark.django_db
def test_a_role_that_may_rewrite_entries_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    found = checks.refuse_demo_accounts(app_configs=None, databases=["default"])
    assert [message.id for message in found] == ["hukou.E032"]
    connection.close()


def test_up_does_not_serve_a_dangerous_production() -> None:
    answer = run("up", HUKOU_DEBUG="1")
    assert answer.returncode == 1
    assert "hukou.E002" in answer.stderr


def test_a_december_without_next_years_rest_days_warns() -> None:
    with clock.frozen(date(last_announced_year(), 12, 1)):
        warned = checks.warn_of_unknown_rest_days(app_configs=None)

    assert [each.id for each in warned] == ["hukou.W041"]


def test_while_this_years_rest_days_are_known_nothing_is_warned_of() -> None:
    with clock.frozen(date(last_announced_year(), 11, 30)):
        assert checks.warn_of_unknown_rest_days(app_configs=None) == []
