"""From which network address a request came (网络地址), behind as many proxies as there are."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """Return the address that the outermost of our proxies saw; what was sent before it is hearsay.

    Without proxies nobody's X-Forwarded-For is believed.
    """
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.PROXY_COUNT else []
    told = seen[-min(settings.PROXY_COUNT, len(seen))] if seen else ""
    for each in (told, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(each.strip()))
        except ValueError:
            continue
    return None
