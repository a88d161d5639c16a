"""What somebody needs the data for (用途): stated with the request, kept in the access log."""

from typing import Final
from urllib.parse import unquote

from rest_framework.request import Request

from hukou.kernel.errors import InvalidInput

LONGEST: Final = 200


def purpose_of(request: Request) -> str:
    """Return the Purpose header, percent-decoded; empty when none was sent."""
    purpose = unquote(request.headers.get("Purpose", "")).strip()
    if len(purpose) > LONGEST or not (purpose.isprintable() or not purpose):
        raise InvalidInput(f"at most {LONGEST} characters on one line", field="Purpose")
    return purpose
