"""A dangerous production is refused at the door; a proper one is let in."""

import os
import subprocess
import sys

import pytest

from hukou.env import ROOT

SECRET = "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz"
PROPER = {
    "HUKOU_ENV": "production",
    "HTTPS": "1",
    "SECRET_KEY": SECRET,
    "AGENCIES_SECRET": SECRET,
    "AGENCIES_URL": "https://agencies.example",
    "CALLBACK_URL": "https://hukou.example",
    "ALLOWED_HOSTS": "hukou.example",
    "DATABASE_URL": "postgresql://hukou_app@db.example/hukou",
    "REDIS_URL": "redis://redis.example/0",
}


def check(**changes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"]
    environment = {"PATH": os.environ["PATH"], **PROPER, **changes}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_proper_production_is_let_in() -> None:
    answer = check()
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"HUKOU_ENV": "development"}, "hukou.E001"),
        ({"HUKOU_DEBUG": "1"}, "hukou.E002"),
        ({"HUKOU_DEMO": "1"}, "hukou.E003"),
        ({"SECRET_KEY": "short"}, "hukou.E004"),
        ({"ALLOWED_HOSTS": "*"}, "hukou.E006"),
        ({"AGENCIES_URL": "http://127.0.0.1:8790"}, "hukou.E011"),
        ({"AGENCY_HOUSING_URL": "http://housing.example"}, "hukou.E011"),
        ({"AGENCIES_SECRET": "insecure-outside-production"}, "hukou.E012"),
        ({"HTTPS": "0"}, "hukou.E021"),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else value,
)
def test_a_dangerous_production_is_refused(change: dict[str, str], refusal: str) -> None:
    answer = check(**change)
    assert answer.returncode == 1
    assert refusal in answer.stderr
