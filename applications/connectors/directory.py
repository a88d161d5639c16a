"""Which agencies are connected (已联通的部门), and how to reach each."""

from datetime import timedelta
from typing import Final

from django.conf import settings

from .breaker import Breaker
from .civil_affairs import CivilAffairs
from .education import Education
from .fake import FakeAgency
from .housing import Housing
from .human_resources import HumanResources
from .ports import Agency
from .public_security import PublicSecurity
from .shared_state import connect
from .transport import HttpAgency

CLIENTS: Final[dict[str, type[HttpAgency]]] = {
    client.slug: client
    for client in (PublicSecurity, HumanResources, Housing, Education, CivilAffairs)
}
AGENCIES: Final = tuple(CLIENTS)
"""Slugs of the vocabulary that can be asked; what only others verify needs a document."""
FAKE: Final = "fake:"
MARGIN: Final = timedelta(seconds=1)
"""For what surrounds a call. Too little is harmless: a repeated question has the same answer."""


_connected: dict[tuple[str, str, str, str, float], Agency] = {}


def agency(slug: str) -> Agency:
    """Return the connector of an agency, one per process and address.

    Raises KeyError for an agency that is not connected.
    """
    url, secret = _address(slug)
    way = (slug, url, secret, settings.CALLBACK_URL, float(settings.AGENCY_TIMEOUT))
    if way not in _connected:
        _connected[way] = _connect(*way)
    return _connected[way]


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
    return CLIENTS[slug](
        url=url,
        secret=secret,
        callback_url=callback_url,
        timeout=timeout,
        breaker=Breaker(slug, redis=connect(settings.REDIS_URL)),
    )
