"""Which service compares faces here (已联通的人像比对服务), if any."""

from threading import Lock
from typing import Final

from django.conf import settings

from applications.connectors.breaker import Breaker
from applications.connectors.shared_state import connect

from .client import SLUG, HttpFaceService
from .fake import FakeFaceService
from .ports import FaceService

FAKE: Final = "fake:"

_connected: dict[tuple[str, str, float], FaceService] = {}
_connecting: Final = Lock()


def face_service() -> FaceService | None:
    """Return the connector, one per process and address; None where no service is connected."""
    told = settings.FACE_SERVICE
    if not told["url"]:
        return None
    way = (told["url"], told["secret"], float(settings.AGENCY_TIMEOUT))
    with _connecting:
        if way not in _connected:
            _connected[way] = _connect(*way)
        return _connected[way]


def _connect(url: str, secret: str, timeout: float) -> FaceService:
    if url == FAKE:
        return FakeFaceService()
    breaker = Breaker(SLUG, redis=connect(settings.REDIS_URL))
    return HttpFaceService(url=url, secret=secret, timeout=timeout, breaker=breaker)
