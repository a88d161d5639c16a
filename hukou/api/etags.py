"""ETag and If-Match (RFC 9110 8.8.3, 13.1.1): nobody edits what they have not seen."""

import re

from rest_framework.request import Request

from hukou.kernel.errors import InvalidInput


def etag(revision: int) -> str:
    return f'"{revision}"'


def expected_revision(request: Request) -> int | None:
    """Return the revision the client saw; None when it sent no If-Match, or `*`."""
    sent = request.headers.get("If-Match", "*").strip()
    if sent == "*":
        return None
    tag = re.fullmatch(r'"(\d{1,9})"', sent)
    if tag is None:
        raise InvalidInput('send one strong tag as it was received, like "3"', field="If-Match")
    return int(tag[1])
