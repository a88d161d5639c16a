"""The environment variables that Hukou reads: each with its default and what it is for.

`deploy/env.example` lists the same names; a test compares the two.
"""

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

ROOT: Final = Path(__file__).resolve().parent.parent


AGENCIES: Final = (
    "public_security",
    "human_resources",
    "medical_insurance",
    "housing",
    "real_estate",
    "education",
    "overseas_study",
    "civil_affairs",
    "health",
    "tax",
    "market_supervision",
    "agriculture",
    "relocation",
    "veterans",
    "organisation",
    "honours",
)
"""Agencies that can be asked over the wire, by their slugs in the vocabulary (可联通的部门)."""


class Variable(NamedTuple):
    """One environment variable: the value when it is absent, and its meaning."""

    default: str
    meaning: str


VARIABLES: Final[dict[str, Variable]] = {
    "HUKOU_ENV": Variable("development", "development or production"),
    "HUKOU_DATA": Variable(str(ROOT / ".data"), "directory of uploads and of the embedded servers"),
    "HUKOU_DEMO": Variable("0", "1 where demonstration accounts and people may exist"),
    "DEMO_PASSWORD": Variable("hukou-demo-2026", "password of every demonstration sign-in"),
    "DEMO_CLIENT_SECRET": Variable(
        "hukou-demo-2026-client-secret", "secret of every demonstration OAuth client"
    ),
    "HUKOU_DEBUG": Variable("0", "1 shows tracebacks in the browser; never in production"),
    "HUKOU_LOG_LEVEL": Variable("INFO", "least severe event that is logged"),
    "HUKOU_LOG_FORMAT": Variable("json", "json, or console for people"),
    "SECRET_KEY": Variable("insecure-outside-production", "signs sessions; 50 random characters"),
    "ALLOWED_HOSTS": Variable("127.0.0.1,localhost,testserver", "host names, comma-separated"),
    "CSRF_TRUSTED_ORIGINS": Variable("", "https:// origins of the counter, comma-separated"),
    "HTTPS": Variable("0", "1 where a proxy in front ends TLS: secure cookies, HSTS"),
    "PROXY_COUNT": Variable("0", "proxies in front whose X-Forwarded-For entries are believed"),
    "DATABASE_URL": Variable(
        "postgresql://hukou_app@127.0.0.1:5432/hukou",
        "PostgreSQL as the application role, which may not rewrite history",
    ),
    "DATABASE_OWNER_URL": Variable(
        "", "PostgreSQL as the owner; only migrations and grants use it"
    ),
    "DATABASE_ROLE": Variable("", "role to assume after connecting, if not that of the address"),
    "DATABASE_POOL": Variable("0", "connections pooled per web process; 0 keeps one per thread"),
    "WEB_BIND": Variable("127.0.0.1:8000", "address and port of the web server"),
    "WEB_WORKERS": Variable("2", "web processes: about one for each core"),
    "WEB_THREADS": Variable("4", "threads of each web process"),
    "FORWARDED_ALLOW_IPS": Variable("127.0.0.1", "proxies whose forwarded headers are believed"),
    "PROMETHEUS_MULTIPROC_DIR": Variable("", "directory where web processes pool their metrics"),
    "REDIS_URL": Variable("redis://127.0.0.1:6379/0", "broker of wake-ups, cache and rate limits"),
    "AGENCIES_CONNECTED": Variable(
        "", "slugs of the agencies that are connected, comma-separated; empty: all that can be"
    ),
    "AGENCIES_URL": Variable("http://127.0.0.1:8790", "where agencies answer; the sandbox here"),
    "AGENCIES_SECRET": Variable("insecure-outside-production", "signs what agencies send back"),
    **{
        f"AGENCY_{slug.upper()}_{part}": Variable("", meaning)
        for slug in AGENCIES
        for part, meaning in (
            (
                "URL",
                f"where the agency {slug} answers, if not under AGENCIES_URL; or file:///…",
            ),
            ("RATE", f"calls a second that the agency {slug} takes, if not AGENCY_RATE"),
            ("SECRET", f"shared with the agency {slug}, if it has one of its own"),
        )
    },
    "NEW_ACCOUNT_PASSWORD": Variable(
        "", "password that `open_account` gives; else it is asked for"
    ),
    "NEW_ACCOUNT_NUMBER": Variable(
        "", "identity number of whoever `open_account` opens it for; the register must hold it"
    ),
    "NEW_CLIENT_SECRET": Variable("", "secret that `grant_client` gives; else it is asked for"),
    "FACE_SERVICE_URL": Variable(
        "", "service that compares faces, as advice; empty: officers compare by eye"
    ),
    "FACE_SERVICE_SECRET": Variable("", "shared with the service that compares faces"),
    "AGENCY_TIMEOUT_SECONDS": Variable("5", "how long one question to an agency may take"),
    "AGENCY_CLOCK_SKEW_SECONDS": Variable(
        "300", "how far ahead of ours an agency's clock may be; a later answer is refused"
    ),
    "AGENCY_RATE": Variable("100", "calls a second that one agency gets at most"),
    "WORKER_SLOTS": Variable("16", "what one worker does side by side, in threads of one process"),
    "AGENCY_WAITING": Variable("8", "slots that one slow agency may keep waiting; half of them"),
    "API_PUBLIC_RATE": Variable("6000", "open API calls a minute from one address"),
    "CARD_READER_URL": Variable(
        "", "identity card reader on the officer's own machine, http://127.0.0.1:port/path"
    ),
    "CALLBACK_URL": Variable("http://127.0.0.1:8000", "where agencies send later answers to"),
    "PUBLIC_URL": Variable(
        "", "address that the QR codes of documents lead to, if not that of CALLBACK_URL"
    ),
    "HUKOU_PRINT_FONT": Variable(
        "", "font files for rare characters on documents, comma-separated (GB 18030-2022 level 3)"
    ),
    "SANDBOX_PORT": Variable("8790", "port of the agency sandbox that `up` starts"),
}


def text(name: str) -> str:
    return os.environ.get(name, VARIABLES[name].default)


def secret(name: str) -> str:
    """Read what no argument may carry: the variable, or a line of input, unseen at a terminal."""
    if given := text(name):
        return given
    if sys.stdin.isatty():
        return getpass(f"{name}: ")
    return sys.stdin.readline().rstrip("\r\n")


def flag(name: str) -> bool:
    return text(name) == "1"


def number(name: str) -> int:
    return int(text(name))


def listing(name: str) -> list[str]:
    return [entry.strip() for entry in text(name).split(",") if entry.strip()]


def database(name: str) -> dict[str, str]:
    """Read a `postgresql://user:password@host:port/name` address into Django's keys."""
    parts = urlsplit(text(name))
    return {
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
    }


def connected() -> tuple[str, ...]:
    """Read which agencies are connected here (已联通的部门).

    Raises ValueError where the variable names an agency that there is none of.
    """
    named = listing("AGENCIES_CONNECTED")
    if unknown := set(named) - set(AGENCIES):
        message = f"AGENCIES_CONNECTED: no such agency: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return tuple(slug for slug in AGENCIES if slug in named or not named)


def agencies() -> dict[str, dict[str, str]]:
    """Read where each connected agency answers, the secret it shares, and how much we ask of it."""
    shared = text("AGENCIES_URL").rstrip("/")
    return {
        slug: {
            "url": text(f"AGENCY_{slug.upper()}_URL") or f"{shared}/{slug}",
            "secret": text(f"AGENCY_{slug.upper()}_SECRET") or text("AGENCIES_SECRET"),
            "rate": text(f"AGENCY_{slug.upper()}_RATE") or text("AGENCY_RATE"),
            "waiting": text("AGENCY_WAITING"),
        }
        for slug in connected()
    }


def face_service() -> dict[str, str]:
    """Read where faces are compared; the demonstration asks the sandbox of the agencies."""
    sandbox = f"{text('AGENCIES_URL').rstrip('/')}/faces" if flag("HUKOU_DEMO") else ""
    secret_there = text("FACE_SERVICE_SECRET") or text("AGENCIES_SECRET")
    return {"url": text("FACE_SERVICE_URL") or sandbox, "secret": secret_there}
