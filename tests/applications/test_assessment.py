"""Assessing (评定): facts, findings and law frozen together; unknown is never no."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from applications.actions import PartyRequest, assess, assess_if_ready, record_failure
from applications.errors import ActionNotAllowed, MayNotHandle, VerificationsOutstanding
from applications.models import Activation, Assessment
from applications.queries.digests import digest_of, is_intact
from applications.queries.invariants import altered_assessments
from applications.workflow import Status
from hukou.law import load_law
from registry.models import Division, PostingRole
from tests.filing import (
    DWELLING,
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    assessed,
    filed,
    fresh,
    posted,
    settlement,
)


def last(here: Counter, five: Five, agencies: Agencies | None = None) -> Assessment:
    assessment = assessed(here, settlement(five), agencies).assessments.last()
    assert assessment is not None
    return assessment


def test_a_family_that_meets_the_channel_is_eligible(here: Counter, five: Five) -> None:
    assessment = last(here, five)
    assert assessment.outcome == "eligible"
    assert len(assessment.judgement["may_settle"]) == 5
    assert assessment.judged_on == assessment.application.applied_on


def test_an_assessment_carries_its_law_and_a_digest_over_everything(
    here: Counter, five: Five
) -> None:
    assessment = last(here, five)
    assert assessment.law_version == load_law().regulations["qz-final-2017"].digest
    assert is_intact(assessment)

    assessment.facts[0]["facts"]["dwelling.tenure"]["value"] = "none"
    assert not is_intact(assessment)


def test_verifying_the_register_names_an_assessment_that_was_altered(
    here: Counter, five: Five
) -> None:
    assessment = last(here, five)
    assert list(altered_assessments()) == []
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("update applications_assessment set outcome = 'not_eligible'")

    out = StringIO()
    with pytest.raises(CommandError, match="assessments say what they said"):
        call_command("verify_register", stdout=out)

    assert f"assessment {assessment.pk}" in out.getvalue()


def test_a_number_with_a_point_is_sealed_by_its_digits() -> None:
    assert digest_of({"value": 60.5}) == digest_of({"value": "60.5"})


def test_every_fact_says_whose_word_it_is(here: Counter, five: Five) -> None:
    """Row V07: the evidence is frozen with whose word it is."""
    facts = last(here, five).facts[0]["facts"]
    assert facts["person.birth_date"]["source"] == "register"
    assert facts["dwelling.location_kind"] == {
        "value": "street",
        "source": "register",
        "note": "330802002001",
    }
    assert facts["dwelling.tenure"]["source"] == "agency"
    assert facts["dwelling.tenure"]["receipt"] == "回执1"


def test_what_the_applicant_declares_decides_nothing(here: Counter, five: Five) -> None:
    agencies = Agencies(facts=Agencies().facts | {"dwelling.tenure": "none"})

    assessment = last(here, five, agencies)

    assert DWELLING["dwelling.tenure"] == "owned"
    assert assessment.outcome == "not_eligible"
    assert assessment.judgement["may_settle"] == []


def test_companions_are_judged_one_by_one(here: Counter, five: Five) -> None:
    """Row H03: each member has a result of their own."""
    agencies = Agencies(of={(five.daughter.pk, "person.has_income_source"): True})

    assessment = last(here, five, agencies)

    daughter = assessment.application.parties.get(person=five.daughter)
    assert assessment.outcome == "partial"
    assert daughter.pk not in assessment.judgement["may_settle"]
    assert len(assessment.judgement["may_settle"]) == 4


def test_an_agency_without_a_record_leaves_evidence_missing_and_refuses_nobody(
    here: Counter, five: Five
) -> None:
    agencies = Agencies(of={(five.applicant.pk, "dwelling.tenure"): None})
    assessment = last(here, five, agencies)
    assert assessment.outcome == "evidence"
    assert assessment.judgement["channels"][0]["missing"] == ["dwelling.tenure"]


def test_what_is_outstanding_is_named(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    tenure = application.verifications.get(fact="dwelling.tenure")
    answer_all(application)
    type(tenure).objects.filter(pk=tenure.pk).update(status="by_hand")

    with pytest.raises(VerificationsOutstanding) as refusal:
        assess(application.pk, by=here.officer)

    assert refusal.value.facts["outstanding"] == [
        {
            "verification": str(tenure.pk),
            "party": tenure.party_id,
            "fact": "dwelling.tenure",
            "agency": "real_estate",
            "status": "by_hand",
        }
    ]
    assert fresh(application.pk).status == Status.ACCEPTED


def test_a_question_that_failed_for_good_still_waits_for_its_document(
    here: Counter, five: Five
) -> None:
    application = accepted(here, settlement(five))
    record_failure(
        application.verifications.get(fact="dwelling.tenure").pk, error="refused", permanent=True
    )
    answer_all(application)
    assert assess_if_ready(application.pk) is None


def test_assessing_again_keeps_the_assessment_before(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    assess(application.pk, by=here.officer)
    assert list(application.assessments.values_list("sequence", flat=True)) == [1, 2]


def test_what_was_not_accepted_is_not_assessed(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    answer_all(application)
    with pytest.raises(ActionNotAllowed):
        assess(application.pk, by=here.officer)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", [PostingRole.AUXILIARY, PostingRole.SECURITY_ADMINISTRATOR])
def test_only_police_officers_assess(here: Counter, five: Five, role: PostingRole) -> None:
    application = accepted(here, settlement(five))
    answer_all(application)
    with pytest.raises(MayNotHandle):
        assess(application.pk, by=posted(here.office, role))


def test_the_doubts_about_the_text_and_its_date_are_kept(here: Counter, five: Five) -> None:
    flags = {each["id"] for each in last(here, five).judgement["flags"]}
    assert flags == {"A-QZ-1", "demonstration-date"}
    assert Activation.objects.get().for_demonstration


def test_a_village_dwelling_does_not_settle_anybody(here: Counter, five: Five) -> None:
    Division.objects.filter(code="330802002").update(name="某乡")
    assert last(here, five).outcome == "not_eligible"


def test_the_registers_word_beats_a_declared_age(here: Counter, five: Five) -> None:
    request = settlement(five)
    older = PartyRequest(
        role=request.parties[2].role,
        person_id=five.son.pk,
        relation="child",
        declared={"person.age": 30},
    )
    parties = [*request.parties[:2], older, *request.parties[3:]]

    assessment = assessed(here, replace(request, parties=parties)).assessments.get()

    son = assessment.application.parties.get(person=five.son)
    assert son.pk in assessment.judgement["may_settle"]
