"""Which agencies are connected (已联通的部门), and how to reach each."""

from datetime import timedelta
from functools import cache
from typing import Final

from django.conf import settings

from .breaker import Breaker, connect
from .civil_affairs import CivilAffairs
from .education import Education
from .fake import FakeAgency
from .housing import Housing
from .human_resources import HumanResources
from .ports import Agency
from .public_security import PublicSecurity
from .transport import HttpAgency

CLIENTS: Final[dict[str, type[HttpAgency]]] = {
    client.slug: client
    for client in (PublicSecurity, HumanResources, Housing, Education, CivilAffairs)
}
AGENCIES: Final = tuple(CLIENTS)
"""Slugs of the vocabulary that can be asked; what only others verify needs a document."""
FAKE: Final = "fake:"
MARGIN: Final = timedelta(seconds=3)
"""For all that surrounds a call: the breaker's look into Redis, and storing the answer."""


def agency(slug: str) -> Agency:
    """Return the connector of an agency, one per process and address.

    Raises KeyError for an agency that is not connected.
    """
    return _connected(slug, *_address(slug))


def longest_call() -> timedelta:
    """Return what no call exceeds: a question still open after that lost its worker."""
    return timedelta(seconds=settings.AGENCY_TIMEOUT) + MARGIN


def secret_of(slug: str) -> str:
    """Return the secret that we and the agency share: it vouches for us and for its callbacks."""
    return _address(slug)[1]


def _address(slug: str) -> tuple[str, str]:
    address = settings.AGENCIES[slug]
    return address["url"], address["secret"]


@cache
def _connected(slug: str, url: str, secret: str) -> Agency:
    if url == FAKE:
        return FakeAgency(slug)
    return CLIENTS[slug](
        url=url,
        secret=secret,
        callback_url=settings.CALLBACK_URL,
        timeout=settings.AGENCY_TIMEOUT,
        breaker=Breaker(slug, redis=connect(settings.REDIS_URL)),
    )
