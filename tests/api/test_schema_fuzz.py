"""What the description says of the open addresses holds for requests nobody thought of."""

from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis.strategies import DataObject, data
from requests import Request
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from applications.actions import draft
from tests.cast import family
from tests.filing import counter, family_of_five, settlement

pytestmark = pytest.mark.django_db

BOUNDED: Final = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FUZZED: Final = [
    ("GET", "/api/v1/facts", GenerationMode.POSITIVE),
    ("GET", "/api/v1/regulations", GenerationMode.POSITIVE),
    ("GET", "/api/v1/regulations/{regulation_id}", GenerationMode.POSITIVE),
    ("POST", "/api/v1/eligibility", GenerationMode.POSITIVE),
    ("POST", "/api/v1/eligibility", GenerationMode.NEGATIVE),
]


@pytest.fixture(scope="module")
def description() -> Any:  # noqa: ANN401 - half-typed
    return schemathesis.openapi.from_dict(Client().get("/api/v1/schema").json())


def sent(case: Case[Any], client: Client) -> Response:
    """Send a case through Django itself: a WSGI call would close the test's connection."""
    client.raise_request_exception = False
    told = case.as_transport_kwargs(base_url="http://testserver")
    request = Request(**told).prepare()
    assume(request.body is None or isinstance(request.body, str | bytes))
    headers = {name: str(value) for name, value in request.headers.items()}
    headers.pop("Authorization", None)
    answer = client.generic(
        case.method,
        request.path_url,
        request.body or b"",
        content_type=headers.pop("Content-Type", ""),
        headers=headers,
    )
    return Response(
        status_code=answer.status_code,
        headers={name.lower(): [value] for name, value in answer.headers.items()},
        content=answer.content,
        request=request,
        elapsed=0.0,
        verify=False,
    )


@pytest.mark.parametrize(("method", "path", "mode"), FUZZED)
@given(drawn=data())
@BOUNDED
def test_the_description_holds(
    description: Any,  # noqa: ANN401
    method: str,
    path: str,
    mode: GenerationMode,
    drawn: DataObject,
) -> None:
    """Not even a well-formed question has to be answered: a birth may lie after the day asked."""
    case = drawn.draw(description[path][method].as_strategy(generation_mode=mode))

    case.validate_response(sent(case, Client()), excluded_checks=[positive_data_acceptance])


SIGNED_IN: Final = [
    ("POST", "/api/v1/residents/search"),
    ("GET", "/api/v1/residents/{person_id}"),
    ("GET", "/api/v1/residents/{person_id}/history"),
    ("GET", "/api/v1/households/{household_id}"),
    ("POST", "/api/v1/applications"),
    ("GET", "/api/v1/applications/{application_id}"),
    ("PUT", "/api/v1/applications/{application_id}"),
    ("POST", "/api/v1/applications/{application_id}/{action}"),
    ("POST", "/api/v1/applications/{application_id}/documents"),
]
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def counter_of_five(settings: LazySettings, tmp_path: Path) -> tuple[Client, dict[str, object]]:
    """Return an officer's session, and the keys of what it can see."""
    settings.MEDIA_ROOT = tmp_path
    here = counter()
    people = family(here.office)
    case = draft(settlement(family_of_five()), by=here.auxiliary)
    client = Client()
    client.force_login(here.auxiliary)
    return client, {
        "person_id": people.son.pk,
        "household_id": people.household.pk,
        "application_id": str(case.pk),
    }


@pytest.mark.parametrize(("method", "path"), SIGNED_IN)
@given(drawn=data())
@settings(BOUNDED, max_examples=15)
def test_an_officer_gets_only_what_is_described(
    description: Any,  # noqa: ANN401
    counter_of_five: tuple[Client, dict[str, object]],
    method: str,
    path: str,
    drawn: DataObject,
) -> None:
    client, keys = counter_of_five
    case = drawn.draw(description[path][method].as_strategy())
    case.path_parameters = {
        name: keys.get(name, value) for name, value in case.path_parameters.items()
    }

    case.validate_response(sent(case, client), checks=CHECKS)
