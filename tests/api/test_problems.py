"""Every refusal is an RFC 9457 problem, and no problem repeats what must not be seen."""

from typing import Any, ClassVar

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, Throttled, ValidationError

from hukou.api.problems import exception_handler, field_errors, problem_types
from hukou.kernel.errors import Conflict, DomainError, InvalidInput, NotFound, TryAgain


class NotInDraft(Conflict):
    """The case is not a draft."""

    code = "not-in-draft"


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v1/facts/", "/api/v2/facts", "/api/%0A"],
)
def test_an_address_that_does_not_exist_is_a_problem(path: str) -> None:
    response = Client().get(path)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/not-found"
    assert response.json()["status"] == 404


def test_a_domain_error_keeps_its_facts_but_they_cannot_replace_standard_members() -> None:
    answer = exception_handler(NotInDraft(current="accepted", status=200), {})

    assert answer.data == {
        "current": "accepted",
        "type": "/problems/not-in-draft",
        "title": "The case is not a draft.",
        "status": 409,
        "detail": "",
    }


@pytest.mark.parametrize(
    ("error", "status"),
    [(DomainError(), 400), (NotFound(), 404), (TryAgain(), 503), (InvalidInput("x"), 400)],
)
def test_the_family_of_an_error_decides_the_status(error: DomainError, status: int) -> None:
    assert exception_handler(error, {}).status_code == status


def test_an_identity_number_is_masked_wherever_it_stands_in_a_problem() -> None:
    error = InvalidInput("440199199001010011 is held", field="number", others=["440199900101001"])

    answer = exception_handler(error, {})

    assert "19900101" not in str(answer.data)
    assert "440199********0011" in answer.data["detail"]


def test_nested_errors_name_the_field_by_its_path() -> None:
    detail = {"parties": [{}, {"role": [serializers.ErrorDetail("which?", code="required")]}]}

    assert list(field_errors(detail)) == [
        {"field": "parties.1.role", "detail": "which?", "code": "required"}
    ]


def test_a_validation_error_without_a_field_is_still_told() -> None:
    answer = exception_handler(ValidationError("no"), {})

    assert answer.data["errors"] == [{"field": "", "detail": "no", "code": "invalid"}]


@pytest.mark.parametrize("cause", [LockNotAvailable, DeadlockDetected, SerializationFailure])
def test_a_lock_that_stays_busy_says_try_again(cause: type[Exception]) -> None:
    error = OperationalError()
    error.__cause__ = cause()

    answer = exception_handler(error, {})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")


def test_waiting_times_and_challenges_survive() -> None:
    throttled = exception_handler(Throttled(wait=7), {})
    refused = NotAuthenticated()
    refused.auth_header = 'Bearer realm="api"'  # type: ignore[attr-defined] # set by APIView

    assert throttled.headers["Retry-After"] == "7"
    assert "Bearer" in exception_handler(refused, {}).headers["WWW-Authenticate"]


class Surprise(RuntimeError):
    detail: ClassVar[dict[str, Any]] = {"secret": 1}


def test_a_fault_of_our_own_says_nothing_about_itself() -> None:
    answer = exception_handler(Surprise("password"), {})

    assert answer.status_code == 500
    assert "password" not in str(answer.data)


def test_a_suspicious_request_is_malformed() -> None:
    assert exception_handler(SuspiciousOperation("x"), {}).status_code == 400


def test_the_type_of_a_problem_leads_to_what_it_means() -> None:
    refused = Client().get("/api/v1/nothing").json()

    meaning = Client().get(refused["type"]).json()

    assert (meaning["title"], meaning["status"]) == (refused["title"], 404)
    assert Client().get("/problems/no-such-problem").status_code == 404


def test_a_code_stands_for_one_kind_of_problem() -> None:
    meanings: dict[str, set[tuple[int, str]]] = {}
    for code, status, title, _ in problem_types():
        meanings.setdefault(code, set()).add((status, title))

    assert {code: told for code, told in meanings.items() if len(told) > 1} == {}
