"""Judging facts (资格判断) over HTTP: nothing is stored, nothing is guessed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import Activation
from applications.queries.policy import Standing, regulations_in_force, standing
from hukou.api.describing import closed
from hukou.api.shapes import Body, Choice, Code, Day, Text, read_body
from hukou.api.views import OpenView
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import (
    BEST_FIRST,
    Companion,
    Destination,
    Facts,
    Judgement,
    Mode,
    Regulation,
    judge,
    load_law,
    parse_facts,
    told_with_ways,
    without_policy,
)
from hukou.law.facts import RELATION

from .fact_schema import DIVISION_CODE, facts_schema
from .law import activated
from .law_schema import JUDGEMENT

MOST_COMPANIONS: Final = 50
APPLICANT: Final = "applicant.facts."


class Person(Body):
    facts = serializers.DictField()


class CompanionBody(Body):
    id = Text(max_length=40, trim_whitespace=False)
    facts = serializers.DictField()


class DestinationBody(Body):
    division = Code(DIVISION_CODE, required=False)
    place = Choice(choices=["insured", "residence"], required=False)


class Question(Body):
    regulation = Text(max_length=40, required=False)
    jurisdiction = Code(DIVISION_CODE, required=False)
    on = Day(required=False)
    mode = Choice(choices=[mode.value for mode in Mode], default=Mode.DECIDE.value)
    channel = Text(max_length=20, required=False)
    applicant = Person()
    companions = CompanionBody(many=True, required=False)
    destination = DestinationBody(required=False)

    def validate_channel(self, channel: str) -> str:
        """Refuse a channel that no regulation has, wherever the question is about."""
        if not any(channel in each.channels for each in load_law().regulations.values()):
            raise serializers.ValidationError("there is no such channel")
        return channel

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for a regulation or a place, and for companions that can be told apart."""
        if "regulation" not in attrs and "jurisdiction" not in attrs:
            raise serializers.ValidationError({"regulation": "name one, or a jurisdiction"})
        ids = [companion["id"] for companion in attrs.get("companions", [])]
        if len(ids) > MOST_COMPANIONS:
            raise serializers.ValidationError({"companions": f"at most {MOST_COMPANIONS}"})
        for at, name in enumerate(ids):
            if name in ids[:at]:
                raise serializers.ValidationError({f"companions.{at}.id": "listed twice"})
        return attrs


class EligibilityView(OpenView):
    """Judge one person and those who would settle along, by one regulation or all of a place."""

    @staticmethod
    def request_schema() -> dict[str, Any]:
        return question_schema()

    @extend_schema(operation_id="eligibility", responses=JUDGEMENT)
    def post(self, request: Request) -> Response:
        asked = read_body(Question, request)
        on: date = asked.get("on") or clock.today()
        people = _people(asked, on)
        now = standing()
        dated = now.activated
        judgements = [
            (regulation, _judge(regulation, asked, on, people, now))
            for regulation in _regulations(asked, on, dated)
        ]
        if not judgements:
            return Response(_silence(asked, on, people))
        regulation, best = min(judgements, key=lambda one: BEST_FIRST.index(one[1].outcome))
        answer = {
            **told_with_ways(regulation, best),
            "activation": activated(dated.get(best.regulation)),
        }
        return Response(answer)


People = tuple[Facts, tuple[Companion, ...]]


def _people(asked: Mapping[str, Any], on: date) -> People:
    """Read everybody's facts, and refuse all that is wrong with them in one go."""
    problems: list[InvalidInput] = []
    read: list[Facts] = []
    for prefix, raw in _facts_of(asked):
        if prefix != APPLICANT and raw.get(RELATION) is None:
            words = "请写明与申请人的关系，如 spouse、child、parent"
            problems.append(InvalidInput(words, field=f"{prefix}{RELATION}"))
        try:
            read.append(parse_facts(raw, on=on, prefix=prefix))
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.gather(problems)
    ids = [companion["id"] for companion in asked.get("companions", [])]
    return read[0], tuple(map(Companion, ids, read[1:]))


def _facts_of(asked: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, object]]]:
    yield APPLICANT, asked["applicant"]["facts"]
    for at, companion in enumerate(asked.get("companions", [])):
        yield f"companions.{at}.facts.", companion["facts"]


def _regulations(
    asked: Mapping[str, Any], on: date, dated: Mapping[str, Activation]
) -> list[Regulation]:
    """Return the regulation that was named, or those in force in the place that was named."""
    law, place = load_law(), asked.get("jurisdiction")
    if "regulation" not in asked:
        return _offering(asked, regulations_in_force(str(place), on=on, activated=dated))
    regulation = law.regulations.get(asked["regulation"])
    if regulation is None:
        raise InvalidInput("没有这一规定", field="regulation")
    if place is not None and not regulation.governs(place):
        raise InvalidInput(f"{regulation.id} 不适用于该地", field="jurisdiction")
    return [regulation]


def _offering(asked: Mapping[str, Any], regulations: list[Regulation]) -> list[Regulation]:
    """Keep those that have the channel that was asked for."""
    channel = asked.get("channel")
    offering = [each for each in regulations if channel is None or channel in each.channels]
    if regulations and not offering:
        raise InvalidInput(f"该地现行规定中没有途径 {channel}", field="channel")
    return offering


def _judge(
    regulation: Regulation,
    asked: Mapping[str, Any],
    on: date,
    people: People,
    now: Standing,
) -> Judgement:
    return judge(
        regulation,
        on=on,
        applicant=people[0],
        companions=people[1],
        mode=asked["mode"],
        channel=asked.get("channel"),
        destination=Destination(**asked.get("destination", {})),
        activated_on=now.days.get(regulation.id),
        ended_on=now.ended.get(regulation.id),
    )


def _silence(asked: Mapping[str, Any], on: date, people: People) -> dict[str, object]:
    """Answer for a place where no regulation is in force on that day."""
    silence = without_policy(
        on=on, mode=Mode(asked["mode"]), law_version=load_law().version, companions=people[1]
    )
    return {**silence.as_json(), "regulation": None, "activation": None}


def question_schema() -> dict[str, Any]:
    """Describe the question with the whole vocabulary, so that a client can be checked by it."""
    law = load_law()
    facts = facts_schema(law.vocabulary)
    channels = [name for each in law.regulations.values() for name in each.channels]
    code = {"type": "string", "pattern": DIVISION_CODE}
    person = {"facts": facts}
    related = {"required": [RELATION], "properties": {RELATION: {"type": "string"}}}
    companion = {
        "id": {"type": "string", "minLength": 1, "maxLength": 40},
        "facts": {"allOf": [facts, related]},
    }
    return closed(
        {
            "regulation": {"enum": list(law.regulations)},
            "jurisdiction": code,
            "on": {"type": "string", "format": "date"},
            "mode": {"enum": [mode.value for mode in Mode], "default": Mode.DECIDE.value},
            "channel": {"enum": channels},
            "applicant": closed(person, "facts"),
            "companions": {
                "type": "array",
                "maxItems": MOST_COMPANIONS,
                "items": closed(companion, "id", "facts"),
            },
            "destination": closed({"division": code, "place": {"enum": ["insured", "residence"]}}),
        },
        "applicant",
    ) | {"anyOf": [{"required": ["regulation"]}, {"required": ["jurisdiction"]}]}
