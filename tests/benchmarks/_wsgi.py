"""The project as its servers run it, and the same addresses without any middleware below /bare."""

import os
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks._settings")

BARE: Final = "/bare"
whole: Final = get_wsgi_application()


def _without_middleware() -> WSGIHandler:
    kept, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = kept


bare: Final = _without_middleware()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
    """Answer below /bare as if nothing stood before the view."""
    path = environ["PATH_INFO"]
    if path.startswith(BARE):
        return bare({**environ, "PATH_INFO": path.removeprefix(BARE)}, start_response)
    return whole(environ, start_response)
