"""The law over HTTP: its words and its regulations. Open to everybody, and nothing is stored."""

from collections.abc import Mapping
from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import Activation
from applications.queries.policy import activation_flag, activations, find_regulation
from hukou.api.pagination import page_of
from hukou.api.views import OpenView
from hukou.kernel import clock
from hukou.law import Regulation, load_law

from .law_schema import FACTS, REGULATION, REGULATIONS, STANDING

SUMMARY: Final = tuple(STANDING)


class FactsView(OpenView):
    """The vocabulary: every fact a rule may ask, with its type and who verifies it."""

    @extend_schema(operation_id="facts", responses=FACTS)
    def get(self, request: Request) -> Response:  # noqa: ARG002
        return Response(page_of(load_law().vocabulary.as_json()))


class RegulationsView(OpenView):
    """The regulations that are loaded, in whatever standing."""

    @extend_schema(operation_id="regulations", responses=REGULATIONS)
    def get(self, request: Request) -> Response:  # noqa: ARG002
        dated = activations()
        regulations = [described(each, dated) for each in load_law().regulations.values()]
        return Response(page_of([{name: each[name] for name in SUMMARY} for each in regulations]))


class RegulationView(OpenView):
    """One regulation: its standing, its channels and its clauses."""

    @extend_schema(operation_id="regulation", responses=REGULATION)
    def get(self, request: Request, regulation_id: str) -> Response:  # noqa: ARG002
        regulation = find_regulation(regulation_id)
        return Response({**described(regulation, activations()), **_beside(regulation_id)})


def _beside(regulation_id: str) -> dict[str, object]:
    """Return what the text rules beside settling, its targets, and the tables not received."""
    law = load_law()
    return {
        "measures": [each.as_json() for each in law.measures.of(regulation_id)],
        "targets": [each.as_json() for each in law.targets.of(regulation_id)],
        "targets_missing": [each.as_json() for each in law.targets.missing_of(regulation_id)],
    }


def described(regulation: Regulation, dated: Mapping[str, Activation]) -> dict[str, object]:
    published = regulation.as_json(on=clock.today())
    return {**published, "activation": activated(dated.get(regulation.id))}


def activated(activation: Activation | None) -> dict[str, object] | None:
    """Say by whom an undated regulation was dated, and whether only to show the service."""
    if activation is None:
        return None
    flag = activation_flag(activation)[0]
    return {
        "effective_from": flag["effective_from"],
        "official_number": flag["official_number"],
        "for_demonstration": activation.for_demonstration,
        "reason": flag["reason"],
    }
