"""Which agencies are connected (已联通的部门), and how to reach each."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

from hukou import env

from .breaker import Breaker
from .fake import FakeAgency
from .gate import Gate
from .ports import Agency
from .shared_state import connect
from .transport import HttpAgency

AGENCIES: Final = env.connected()
"""Slugs of the vocabulary that can be asked; what only others verify needs a document."""
FAKE: Final = "fake:"
FILE: Final = "file:"
"""How the address of an agency begins that is asked by files, dropped where both sides can read."""
MARGIN: Final = timedelta(seconds=1)
"""For what surrounds a call. Too little is harmless: a repeated question has the same answer."""


_connected: dict[tuple[str, str, str, str, float], Agency] = {}
_connecting: Final = Lock()


def first_connected(slugs: Sequence[str]) -> str | None:
    """Return the first of these agencies that is connected here, or None."""
    return next((slug for slug in slugs if slug in settings.AGENCIES), None)


def agency(slug: str) -> Agency:
    """Return the connector of an agency, one per process and address.

    Raises KeyError for an agency that is not connected, or is asked by files.
    """
    url, secret = _address(slug)
    if url.startswith(FILE):
        raise KeyError(slug)
    way = (slug, url, secret, settings.CALLBACK_URL, float(settings.AGENCY_TIMEOUT))
    with _connecting:
        if way not in _connected:
            _connected[way] = _connect(*way)
        return _connected[way]


def by_file() -> dict[str, Path]:
    """Return the agencies that are asked by files, and the folder of each."""
    addresses = {slug: settings.AGENCIES[slug]["url"] for slug in AGENCIES}
    return {
        slug: Path(unquote(urlsplit(url).path))
        for slug, url in addresses.items()
        if url.startswith(FILE)
    }


def reconnect() -> None:
    """Hang up on every agency, and forget what the breakers of this process remember."""
    while _connected:
        _, connector = _connected.popitem()
        connector.close()


def longest_call() -> timedelta:
    """Return what no call exceeds: a question still open after that lost its worker."""
    return timedelta(seconds=settings.AGENCY_TIMEOUT) + MARGIN


def secret_of(slug: str) -> str:
    """Return the secret that we and the agency share: it vouches for us and for its callbacks."""
    return _address(slug)[1]


def _address(slug: str) -> tuple[str, str]:
    address = settings.AGENCIES[slug]
    return address["url"], address["secret"]


def _connect(slug: str, url: str, secret: str, callback_url: str, timeout: float) -> Agency:
    if url == FAKE:
        return FakeAgency(slug)
    redis = connect(settings.REDIS_URL)
    lasts = longest_call().total_seconds()
    told: dict[str, str] = {"rate": "100", "waiting": "8", **settings.AGENCIES[slug]}
    gate = Gate(
        slug,
        rate=float(told["rate"]),
        waiting=int(told["waiting"]),
        lasts=lasts,
        redis=redis,
    )
    return HttpAgency(
        slug,
        url=url,
        secret=secret,
        callback_url=callback_url,
        timeout=timeout,
        breaker=Breaker(slug, redis=redis),
        gate=gate,
    )
