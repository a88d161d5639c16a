"""What the description says of the open addresses holds for requests nobody thought of."""

from typing import Any, Final

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis.strategies import DataObject, data
from requests import Request
from schemathesis import Case, GenerationMode
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import positive_data_acceptance

pytestmark = pytest.mark.django_db

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


def sent(case: Case[Any]) -> Response:
    """Send a case through Django itself: a WSGI call would close the test's connection."""
    told = case.as_transport_kwargs(base_url="http://testserver")
    request = Request(**told).prepare()
    assume(request.body is None or isinstance(request.body, str | bytes))
    headers = {name: str(value) for name, value in request.headers.items()}
    answer = Client(raise_request_exception=False).generic(
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
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_description_holds(
    description: Any,  # noqa: ANN401
    method: str,
    path: str,
    mode: GenerationMode,
    drawn: DataObject,
) -> None:
    """Not even a well-formed question has to be answered: a birth may lie after the day asked."""
    case = drawn.draw(description[path][method].as_strategy(generation_mode=mode))

    case.validate_response(sent(case), excluded_checks=[positive_data_acceptance])
