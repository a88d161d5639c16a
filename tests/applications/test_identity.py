"""A newcomer (号码核对): every source agrees on birth date and sex, or an officer is told."""

from datetime import date
from typing import Final

import pytest

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    approve,
    assess_if_ready,
    carry_out,
    draft,
)
from applications.errors import GroundsMissing
from applications.models import Assessment, Kind, PartyRole
from hukou.kernel import identity_number
from hukou.kernel.errors import InvalidInput
from registry.models import HeldNumber, Particulars
from tests.filing import ADDRESS, DWELLING, FILED, Agencies, Counter, accepted, answer_all

BORN: Final = date(1990, 1, 1)
NUMBER: Final = identity_number.compose("440199", BORN, sequence=33).text
"""A man's: the sequence is odd."""


def request(**told: object) -> DraftRequest:
    newcomer = Newcomer(name="钱小明", identity_number=NUMBER, **told)  # type: ignore[arg-type]  # by name
    person = PartyRequest(role=PartyRole.APPLICANT, newcomer=newcomer, declared=dict(DWELLING))
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="qz-final-2017",
        channel="QZF-1",
        applied_on=FILED,
        parties=[person],
        address=ADDRESS,
    )


def assessed(here: Counter, **answers: object) -> Assessment:
    application = accepted(here, request())
    told = {"person.birth_date": BORN.isoformat(), "person.sex": "male"}
    answer_all(application, Agencies(facts=Agencies().facts | told | answers))
    assessment = assess_if_ready(application.pk)
    assert assessment is not None
    return assessment


@pytest.mark.parametrize(
    ("told", "field"), [({"sex": "2"}, "sex"), ({"birth_date": date(1991, 1, 1)}, "birth_date")]
)
def test_what_is_declared_against_the_number_is_refused_by_field(
    here: Counter, told: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(request(**told), by=here.auxiliary)
    assert [each["field"] for each in refusal.value.errors] == [f"parties.0.newcomer.{field}"]


def test_public_security_is_asked_about_everybody_this_register_does_not_know(
    here: Counter,
) -> None:
    application = accepted(here, request())
    asked = set(application.verifications.values_list("fact", "agency"))
    assert {("person.birth_date", "public_security"), ("person.sex", "public_security")} <= asked


def test_where_all_agree_nothing_is_flagged(here: Counter) -> None:
    assessment = assessed(here)
    assert assessment.outcome == "eligible"
    flags = {each["id"] for each in assessment.judgement["flags"]}
    assert "identity-disagrees" not in flags


@pytest.mark.parametrize(
    ("fact", "value"), [("person.birth_date", "1991-01-01"), ("person.sex", "female")]
)
def test_where_an_answer_disagrees_the_officer_is_told_and_must_say_why(
    here: Counter, fact: str, value: str
) -> None:
    assessment = assessed(here, **{fact: value})

    assert assessment.outcome == "review"
    [flag] = [each for each in assessment.judgement["flags"] if each["id"] == "identity-disagrees"]
    assert (flag["fact"], flag["cite"]["clause"]) == (fact, "第三条")
    assert NUMBER not in str(assessment.judgement) + str(assessment.facts)
    with pytest.raises(GroundsMissing):
        approve(assessment.application_id, by=here.chief)


def test_what_was_verified_is_stored_and_the_decision_keeps_the_flag(here: Counter) -> None:
    assessment = assessed(here, **{"person.birth_date": "1990-01-11", "person.sex": "female"})
    decision = approve(assessment.application_id, by=here.chief, grounds="号码重号，已函询原籍")
    carry_out(assessment.application_id, by=here.officer)

    person = HeldNumber.objects.get(number=NUMBER).person
    stored = Particulars.objects.get(person=person)
    assert (stored.birth_date, stored.sex) == (date(1990, 1, 11), "2")
    assert "identity-disagrees" in {each["id"] for each in decision.authority["flags"]}


def test_what_nobody_answered_rests_on_the_number(here: Counter) -> None:
    assessment = assessed(here, **{"person.birth_date": None, "person.sex": None})
    approve(assessment.application_id, by=here.chief)
    carry_out(assessment.application_id, by=here.officer)

    person = HeldNumber.objects.get(number=NUMBER).person
    assert Particulars.objects.get(person=person).birth_date == BORN
