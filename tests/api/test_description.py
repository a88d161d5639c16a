"""The description is OpenAPI 3.1, complete, and its page needs nothing from elsewhere."""

import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.permissions.routes import routes


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    described: dict[str, Any] = Client().get("/api/v1/schema").json()
    return described


def operations(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_openapi_3_1(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")


def test_every_address_is_described(description: dict[str, Any]) -> None:
    addresses = [route.pattern for route in routes() if route.is_api]
    described = {re.sub(r"{[^}]+}", "*", path) for path in description["paths"]}
    missing = {
        path
        for path in addresses
        if re.sub(r"<[^>]+>", "*", f"/{path}") not in described and path != "api/v1/schema"
    }

    assert missing == set()


def test_every_refusal_is_described_as_a_problem(description: dict[str, Any]) -> None:
    for path, method, operation in operations(description):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (path, method)
        assert {"429", "500", "503"} <= set(operation["responses"]), (path, method)


def test_what_needs_a_sign_in_says_so(description: dict[str, Any]) -> None:
    opened = {
        path
        for path, _, operation in operations(description)
        if operation.get("security", [{}]) == [{}]
    }

    assert opened == {
        "/api/v1/facts",
        "/api/v1/regulations",
        "/api/v1/regulations/{regulation_id}",
        "/api/v1/eligibility",
        "/api/v1/benefits",
        "/api/v1/benefits/standing",
        "/api/v1/fees",
        "/api/v1/points/score",
        "/api/v1/verify/{code}",
    }


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere() -> None:
    page = Client().get("/api/docs").content.decode()

    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith("/"), address
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address


def test_the_script_of_the_page_is_served_beside_it() -> None:
    script = Client().get("/api/docs?script=")

    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema" in script.content.decode()
