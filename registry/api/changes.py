"""Changing households over HTTP: rehearsed, then made; for officers, not for other agencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.idempotency import once
from hukou.api.schema import IDEMPOTENCY_KEY
from hukou.api.shapes import read_body
from hukou.api.views import PrivateView
from hukou.kernel.errors import Forbidden, InvalidInput, NotFound
from registry.actions import (
    Change,
    make_as_rehearsed,
    note_disclosure,
    rehearse,
)
from registry.models import Account, Household
from registry.queries import Scope

from . import showing
from .access import scope_of_request
from .change_bodies import KINDS, REHEARSALS, household_of
from .described import CHANGED, OPENED, REHEARSAL


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change as it was asked for, with who asks and which households it begins with."""

    change: Change[object]
    household: Household
    homes: list[int]
    relations: dict[int, str]
    asked: Mapping[str, Any]
    scope: Scope


class RehearsalView(PrivateView):
    """What a change of this household would do, member by member; nothing is stored."""

    refuses = {"POST": [409, 422]}

    @extend_schema(
        operation_id="rehearseChange",
        request=PolymorphicProxySerializer(
            component_name="ChangeToRehearse",
            serializers=list(REHEARSALS.values()),
            resource_type_field_name=None,
        ),
        responses=REHEARSAL,
    )
    def post(self, request: Request, household_id: int) -> Response:
        scope, household = _allowed(request, household_id)
        kind = request.data.get("change") if isinstance(request.data, Mapping) else None
        if not isinstance(kind, str) or kind not in REHEARSALS:
            raise InvalidInput(f"one of {', '.join(REHEARSALS)}", field="change")
        asked = read_body(REHEARSALS[kind], request)
        wanted = _wanted(request, kind, asked, scope, household)
        rehearsal = rehearse(
            wanted.change, households=wanted.homes, on=asked["on"], relations=wanted.relations
        )
        people = {
            each.person_id for tree in rehearsal.trees for each in (*tree.before, *tree.after)
        }
        note_disclosure(
            scope=scope,
            kind="rehearsal",
            people=sorted(people),
            fields=sorted(scope.fields),
            purpose=scope.purpose,
            household=household.pk,
        )
        return Response(showing.rehearsal(rehearsal))


class ChangeView(PrivateView):
    """Make one kind of change; with the seal of a rehearsal, only what was rehearsed."""

    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [409, 422]}
    kind = ""
    opens = False

    def make(self, request: Request, household_id: int) -> Response:
        scope, household = _allowed(request, household_id)
        asked = read_body(KINDS[self.kind].shape, request)
        wanted = _wanted(request, self.kind, asked, scope, household)
        made = _made(wanted)
        key = household_of(made, household)
        number = Household.objects.values_list("number", flat=True).get(pk=key)
        headers = {"Location": f"/api/v1/households/{key}"} if self.opens else {}
        shown = {"household_id": key, "household_number": number}
        return Response(shown, status=201 if self.opens else 200, headers=headers)


class SplitView(ChangeView):
    """Let some members open a household of their own (分户)."""

    kind, opens = "split", True

    @extend_schema(operation_id="splitHousehold", request=KINDS["split"].shape, responses=OPENED)
    @once
    def post(self, request: Request, household_id: int) -> Response:
        return self.make(request, household_id)


class MergeView(ChangeView):
    """Let everybody join another household, and close this one (并户)."""

    kind = "merge"

    @extend_schema(operation_id="mergeHouseholds", request=KINDS["merge"].shape, responses=CHANGED)
    @once
    def post(self, request: Request, household_id: int) -> Response:
        return self.make(request, household_id)


class TransferView(ChangeView):
    """Let one member join another household of the area (成员转户)."""

    kind = "transfer"

    @extend_schema(
        operation_id="transferMember", request=KINDS["transfer"].shape, responses=CHANGED
    )
    @once
    def post(self, request: Request, household_id: int) -> Response:
        return self.make(request, household_id)


class HeadView(ChangeView):
    """Change the head of a household (变更户主)."""

    kind = "change-head"

    @extend_schema(operation_id="changeHead", request=KINDS["change-head"].shape, responses=CHANGED)
    @once
    def post(self, request: Request, household_id: int) -> Response:
        return self.make(request, household_id)


def _allowed(request: Request, household_id: int) -> tuple[Scope, Household]:
    """Return the household, if this caller is an officer of its area."""
    scope = scope_of_request(request)
    if not scope.is_officer:
        raise Forbidden
    household = scope.households(Household.objects.filter(pk=household_id)).first()
    if household is None:
        raise NotFound
    return scope, household


def _wanted(
    request: Request, kind: str, asked: Mapping[str, Any], scope: Scope, household: Household
) -> Wanted:
    homes = [household.pk]
    if "into" in asked:
        _refuse_unseen(asked["into"], scope)
        homes.append(asked["into"])
    if kind == "transfer":
        _refuse_stranger(asked["person_id"], household, asked["on"])
    assert isinstance(request.user, Account)  # noqa: S101 - agencies have no role
    income = {each["person_id"]: each["ground"] for each in asked.get("own_income", [])}
    change = partial(
        KINDS[kind].action(household, asked),
        on=asked["on"],
        by=request.user,
        basis={"document": asked["document"], "clause": ""},
        own_income=income,
    )
    relations = {each["person_id"]: each["relation"] for each in asked.get("relations", [])}
    return Wanted(change, household, homes, relations, asked, scope)


def _refuse_unseen(household_id: int, scope: Scope) -> None:
    if not scope.households(Household.objects.filter(pk=household_id)).exists():
        raise InvalidInput("there is no such household in your area", field="into")


def _refuse_stranger(person_id: int, household: Household, on: date) -> None:
    members = household.residences.on(on).filter(person=person_id)
    if not members.exists():
        raise InvalidInput("not a member of this household", field="person_id")


def _made(wanted: Wanted) -> object:
    seal = wanted.asked.get("seal")
    if seal is None:
        return wanted.change(relations=wanted.relations)
    return make_as_rehearsed(
        wanted.change,
        households=wanted.homes,
        on=wanted.asked["on"],
        relations=wanted.relations,
        seal=seal,
    )
