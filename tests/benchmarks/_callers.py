"""Those who call the API in benchmarks: another agency's program, and an officer at the counter."""

import base64
import json
import urllib.request
from urllib.parse import quote, urlencode

from django.conf import settings
from django.test import Client

from hukou import env
from registry.models import Account

AGENCY = "demo-civil-affairs"
OFFICER = "wangfang"
PURPOSE = "核对户籍"


def agency_headers(port: int) -> dict[str, str]:
    """Sign in as another agency's program, and return what each of its requests carries."""
    secret = f"{AGENCY}:{env.text('DEMO_CLIENT_SECRET')}".encode()
    token = urllib.request.Request(
        f"http://127.0.0.1:{port}/oauth/token",
        data=urlencode({"grant_type": "client_credentials"}).encode(),
        headers={"Authorization": f"Basic {base64.b64encode(secret).decode()}"},
    )
    with urllib.request.urlopen(token) as answer:  # noqa: S310 - our own server
        granted = json.load(answer)["access_token"]
    return {"Authorization": f"Bearer {granted}", "Purpose": quote(PURPOSE)}


def officer_headers() -> dict[str, str]:
    """Return what each request of a signed-in officer carries."""
    client = Client()
    officer = Account.objects.get(username=OFFICER)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "Purpose": quote(PURPOSE)}
