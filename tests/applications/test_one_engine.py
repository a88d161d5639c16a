"""One engine (L10): whoever asks, the same facts get the same answer, to the last clause.

The counter (channel finder and assessment), the API, the batch inside PostgreSQL and the
comparison of two texts are asked about the same random families, on the same day, in the same
place; the law itself is asked beside them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.actions import draft
from applications.kinds import KINDS
from applications.models import Application, PartyRole, PopulationFamily
from applications.queries.comparing import judged_beside
from applications.queries.evidence import PartyEvidence
from applications.queries.finder import STATES, Candidate, find_channels
from applications.queries.population import FamilyFacts, judge_population
from hukou.law import (
    Companion,
    Destination,
    Judgement,
    Mode,
    Verdict,
    answer_of,
    judge,
    load_law,
    parse_facts,
    told_with_ways,
)
from registry.models import Division
from registry.queries import location_kind
from tests.filing import FILED, Counter, Five, settlement
from tests.law.people import ACTIVATED
from tests.law.populace import choices

pytestmark = pytest.mark.django_db

REGULATION: Final = load_law().regulations["qz-final-2017"]
RELATIVES: Final = ("spouse", "child", "parent", "sibling", "other")
FOLLOWS: Final = frozenset({"person.birth_date", "relation.kind", "dwelling.location_kind"})
"""What each door works out for itself: of the place asked for, and of who is who."""
Told = Mapping[str, Any]
People = Sequence[Told]
every_door = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def drawn() -> st.SearchStrategy[list[Told]]:
    """Return families of one to four, as JSON tells them; the applicant is first."""
    tried = {
        fact: st.sampled_from(values)
        for fact, values in choices(REGULATION, FILED).items()
        if fact not in FOLLOWS
    }
    known = st.fixed_dictionaries({}, optional=tried).map(
        lambda raw: parse_facts(raw, on=FILED).as_json()
    )
    relative = st.tuples(known, st.sampled_from(RELATIVES)).map(
        lambda both: both[0] | {"relation.kind": both[1]}
    )
    return st.tuples(known, st.lists(relative, max_size=3)).map(lambda both: [both[0], *both[1]])


def placed(people: People, at: Division) -> list[Told]:
    """Return the people with what follows for the applicant from where they would settle."""
    return [{**people[0], "dwelling.location_kind": location_kind(at)}, *people[1:]]


def the_law(people: People, at: Division, channel: str | None = None) -> Judgement:
    known = [parse_facts(each, on=FILED) for each in people]
    return judge(
        REGULATION,
        on=FILED,
        mode=Mode.DECIDE,
        applicant=known[0],
        companions=[Companion(str(number), each) for number, each in enumerate(known) if number],
        channel=channel,
        destination=Destination(at.code),
        activated_on=ACTIVATED,
    )


def in_json(told: object) -> Any:  # noqa: ANN401 - as it comes out of JSON
    return json.loads(json.dumps(told))


@every_door
@given(people=drawn())
def test_the_api_answers_as_the_law(here: Counter, people: People) -> None:
    family = placed(people, here.community)

    answer = Client().post(
        "/api/v1/eligibility",
        {
            "regulation": REGULATION.id,
            "on": FILED.isoformat(),
            "mode": "decide",
            "destination": {"division": here.community.code},
            "applicant": {"facts": family[0]},
            "companions": [
                {"id": str(number), "facts": each} for number, each in enumerate(family) if number
            ],
        },
        content_type="application/json",
    )

    told = answer.json()
    assert told.pop("activation")["effective_from"] == ACTIVATED.isoformat()
    assert told == in_json(told_with_ways(REGULATION, the_law(family, here.community)))


@every_door
@given(people=drawn())
def test_the_channel_finder_answers_as_the_law(here: Counter, people: People) -> None:
    family = placed(people, here.community)
    candidates = [
        Candidate(name="某人", relation=str(each.get("relation.kind", "")), facts=each)
        for each in people
    ]

    channels = find_channels(candidates, division=here.community, on=FILED)

    assert {"QZF-1", "QZF-2", "QZF-3", "QZF-4"} <= {each.id for each in channels}
    for found in channels:
        law = the_law(family, here.community, found.id)
        verdicts = [law.channel(found.id).verdict, *(each.verdict for each in law.companions)]
        assert [each.state for each in found.cells] == [_state(each) for each in verdicts]
        assert [[one["fact"] for one in each.missing] for each in found.cells] == [
            list(each.missing) for each in verdicts
        ]
        assert [each["kept_out"] for each in found.limits] == [
            list(each.kept_out) for each in law.limits
        ]


def _state(verdict: Verdict) -> str:
    return "met_on" if verdict.met_on is not None else STATES[verdict.outcome]


@every_door
@given(people=drawn())
def test_an_assessment_answers_as_the_law(here: Counter, five: Five, people: People) -> None:
    family = placed(people, here.community)
    application = _application(here, five)
    frozen = [
        {
            "party": number,
            "role": PartyRole.COMPANION if number else PartyRole.APPLICANT,
            "name": "某人",
            "facts": {fact: {"value": value} for fact, value in each.items()},
        }
        for number, each in enumerate(family)
    ]

    for channel in REGULATION.channels:
        application.channel = channel
        opinion = KINDS[application.kind].judge(application, cast("list[PartyEvidence]", frozen))
        told = in_json(opinion.judgement)  # and what the procedure adds: flags, which text it was
        law = in_json(told_with_ways(REGULATION, the_law(family, here.community, channel)))
        law.pop("flags")
        assert {key: told[key] for key in law} == law


def _application(here: Counter, five: Five) -> Application:
    written = Application.objects.first() or draft(settlement(five), by=here.auxiliary)
    return Application.objects.get(pk=written.pk)


@every_door
@given(people=drawn())
def test_the_batch_answers_as_the_law(here: Counter, people: People) -> None:
    family = placed(people, here.community)
    known = [parse_facts(each, on=FILED) for each in family]

    (answer,) = judge_population(
        REGULATION,
        on=FILED,
        families=[
            FamilyFacts(applicant=known[0], companions=known[1:], division=here.community.code)
        ],
        activated_on=ACTIVATED,
    )

    assert answer == answer_of(the_law(family, here.community))


@every_door
@given(people=drawn())
def test_the_comparison_answers_as_the_law(here: Counter, people: People) -> None:
    family = placed(people, here.community)
    told = [{"facts": each} for each in family]

    judged = judged_beside(
        PopulationFamily(people=told, division=here.community.code),
        REGULATION,
        REGULATION,
        on=FILED,
    )

    assert answer_of(judged.former) == answer_of(the_law(family, here.community))
    assert {change.value for _, _, change in judged.people} == {"unchanged"}
