"""Those who call the API in benchmarks: another agency's program, and an officer at the counter."""

import base64
import json
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.test import Client

from hukou import env
from registry.models import Account

AGENCY: Final = "demo-civil-affairs"
OFFICER: Final = "wangfang"
PURPOSE: Final = quote("核对户籍")


def agency_headers() -> dict[str, str]:
    """Sign in as another agency's program, and return what each of its requests carries."""
    secret = f"{AGENCY}:{env.text('DEMO_CLIENT_SECRET')}".encode()
    answer = Client().post(
        "/oauth/token",
        {"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {base64.b64encode(secret).decode()}"},
    )
    token = json.loads(answer.content)["access_token"]
    return {"Authorization": f"Bearer {token}", "Purpose": PURPOSE}


def officer_headers() -> dict[str, str]:
    """Return what each request of a signed-in officer carries."""
    cookie = client_of_officer().cookies[settings.SESSION_COOKIE_NAME].value
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "Purpose": PURPOSE}


def client_of_agency() -> Client:
    """Return an agency's program that calls this process itself."""
    return Client(headers=agency_headers())


def client_of_officer() -> Client:
    """Return an officer's browser that calls this process itself."""
    client = Client()
    officer = Account.objects.get(username=OFFICER)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client
