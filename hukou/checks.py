"""System checks that refuse to serve a production that is dangerous."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - a check's
from django.db import DatabaseError, connection

from hukou import env
from hukou.kernel import clock
from hukou.kernel.working_days import last_announced_year

LOCAL: Final = {"127.0.0.1", "localhost", "::1", ""}
SHORTEST_SECRET: Final = 50  # characters
DECEMBER: Final = 12
HELP: Final = "deploy/README.md explains every variable."


def _error(number: int, message: str) -> CheckMessage:
    return Error(message, hint=HELP, id=f"hukou.E{number:03}")


@register(Tags.security, deploy=True)
def refuse_development(
    *, app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Refuse what is only for a developer's machine."""
    del app_configs
    faults = {
        1: (settings.HUKOU_ENV != "production", "HUKOU_ENV is not production."),
        2: (settings.DEBUG, "HUKOU_DEBUG shows tracebacks, with personal data, to anybody."),
        3: (settings.HUKOU_DEMO, "HUKOU_DEMO allows accounts whose passwords are printed."),
        4: (_weak(settings.SECRET_KEY), "SECRET_KEY is the default one, or short."),
        5: (settings.TIME_ZONE != "Asia/Shanghai", "Days begin in Asia/Shanghai, by law."),
        6: ("*" in settings.ALLOWED_HOSTS, "ALLOWED_HOSTS accepts any name."),
        7: (_default("DATABASE_URL"), "DATABASE_URL is not set."),
        8: (_default("REDIS_URL"), "REDIS_URL is not set."),
        9: (
            urlsplit(settings.CARD_READER_URL).hostname not in {*LOCAL, None},
            "CARD_READER_URL is not on the officer's own machine: cards would be read elsewhere.",
        ),
    }
    return [_error(number, text) for number, (wrong, text) in faults.items() if wrong]


@register(Tags.security, deploy=True)
def refuse_made_up_agencies(
    *, app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Refuse answers from the sandbox, and answers that others than the agency could sign."""
    del app_configs
    addresses = {"CALLBACK_URL": env.text("CALLBACK_URL")}
    secrets = {}
    for slug, agency in env.agencies().items():
        addresses[slug], secrets[slug] = agency["url"], agency["secret"]
    return (
        [
            _error(11, f"{name}: {address} is this machine, or not https.")
            for name, address in addresses.items()
            if _is_sandbox(address)
        ]
        + [
            _error(12, f"{name}: the secret shared with it is the default one, or short.")
            for name, secret in secrets.items()
            if _weak(secret)
        ]
        + [
            _error(13, f"{name}: AGENCY_{name.upper()}_SECRET is not set, or another's as well.")
            for name, secret in secrets.items()
            if not env.text(f"AGENCY_{name.upper()}_SECRET")
            or [*secrets.values(), settings.SECRET_KEY].count(secret) > 1
        ]
    )


@register(Tags.security, deploy=True)
def refuse_open_cookies(
    *, app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Refuse cookies that scripts or eavesdroppers can read."""
    del app_configs
    closed = {
        "SESSION_COOKIE_SECURE": settings.SESSION_COOKIE_SECURE,
        "CSRF_COOKIE_SECURE": settings.CSRF_COOKIE_SECURE,
        "SESSION_COOKIE_HTTPONLY": settings.SESSION_COOKIE_HTTPONLY,
    }
    return [_error(21, f"{name} is off; set HTTPS=1.") for name, on in closed.items() if not on]


@register(Tags.database, deploy=True)
def refuse_demo_accounts(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse a database that holds demonstration accounts, or a role that may rewrite history."""
    del app_configs
    if not databases:
        return []
    found = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from registry_account where is_demo)")
            if cursor.fetchone() == (True,):
                found.append(_error(31, "Demonstration accounts are in this database."))
            cursor.execute("select has_table_privilege('registry_entry', 'UPDATE, DELETE')")
            if cursor.fetchone() == (True,):
                found.append(_error(32, "DATABASE_URL's role may rewrite the register's entries."))
    except DatabaseError as failure:
        found.append(_error(33, f"The database does not answer: {type(failure).__name__}."))
    return found


@register(deploy=True)
def warn_of_unknown_rest_days(
    *, app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Warn where terms would be counted over rest days that nobody has entered.

    The State Council announces a year's rest days (放假安排) in the autumn before.
    """
    del app_configs
    today, known_to = clock.today(), last_announced_year()
    needed = today.year + (today.month == DECEMBER)
    if known_to >= needed:
        return []
    message = f"The rest days of {needed} are unknown; terms count weekends only after {known_to}."
    return [Warning(message, hint=HELP, id="hukou.W041")]


def _default(name: str) -> bool:
    return env.text(name) == env.VARIABLES[name].default


def _weak(secret: str) -> bool:
    return secret.startswith(("insecure", "django-insecure")) or len(secret) < SHORTEST_SECRET


def _is_sandbox(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "file":  # files dropped where both sides can read
        return not parts.path.startswith("/")
    return parts.scheme != "https" or (parts.hostname or "") in LOCAL
