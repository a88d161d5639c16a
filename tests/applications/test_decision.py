"""Deciding (审批): by whom, on what, for whom; a refusal has its clause, discretion its reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from applications.actions import approve, assess, refuse
from applications.errors import (
    ActionNotAllowed,
    AssessmentOutdated,
    ChangedMeanwhile,
    GroundsMissing,
    NoPolicyInForce,
    NotEligible,
    NotOfThisApplication,
)
from applications.models import (
    Application,
    Assessment,
    Decision,
    OutboxEvent,
    PartyRole,
    Step,
    Verification,
)
from applications.workflow import Status
from hukou.kernel import clock
from tests.filing import (
    SHIXING,
    Agencies,
    Counter,
    Five,
    accepted,
    answer,
    assessed,
    counter,
    family_of_five,
    fresh,
    settlement,
)


@pytest.fixture
def ready(here: Counter, five: Five) -> Application:
    return assessed(here, settlement(five))


def test_an_approval_names_clauses_people_authority_and_doubts(
    here: Counter, ready: Application
) -> None:
    decision = approve(ready.pk, by=here.chief)

    assert decision.clauses[0]["clause"] == "对有合法稳定住所者全面放开落户限制"
    assert decision.parties == [party.pk for party in ready.parties.all()]
    assert decision.authority["role"] == "chief"
    assert {each["id"] for each in decision.authority["flags"]} == {
        "A-QZ-1",
        "demonstration-date",
    }
    assert fresh(ready.pk).status == Status.APPROVED
    assert OutboxEvent.objects.latest("id").type == "application.approved"


def test_an_approval_is_to_be_carried_out_in_time(here: Counter, ready: Application) -> None:
    approve(ready.pk, by=here.chief)
    assert list(ready.deadlines.filter(met_at=None).values_list("step", flat=True)) == [
        Step.CARRY_OUT
    ]


def test_deciding_twice_is_refused(here: Counter, ready: Application) -> None:
    approve(ready.pk, by=here.chief)
    with pytest.raises(ActionNotAllowed):
        refuse(ready.pk, by=here.chief, grounds="改主意")
    assert Decision.objects.count() == 1


def test_what_was_not_assessed_is_not_decided(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    with pytest.raises(ActionNotAllowed):
        approve(application.pk, by=here.chief)


def test_a_screen_that_is_out_of_date_decides_nothing(here: Counter, ready: Application) -> None:
    with pytest.raises(ChangedMeanwhile):
        approve(ready.pk, by=here.chief, revision=1)
    approve(ready.pk, by=here.chief, revision=ready.revision)
    assert Decision.objects.count() == 1


def test_facts_that_changed_since_need_another_assessment(
    here: Counter, ready: Application
) -> None:
    """Row V07: what is decided on is what was frozen."""
    row = ready.verifications.get(fact="dwelling.tenure")
    Verification.objects.filter(pk=row.pk).update(value="none")

    with pytest.raises(AssessmentOutdated):
        approve(ready.pk, by=here.chief)
    assert assess(ready.pk, by=here.officer).outcome == "not_eligible"


@pytest.mark.parametrize(
    ("fact", "value", "outcome"),
    [
        ("dwelling.tenure", "none", "not_eligible"),
        ("dwelling.tenure", None, "evidence"),
        ("dwelling.legal_and_stable", None, "evidence"),
    ],
)
def test_what_the_rules_do_not_allow_is_not_approved(
    here: Counter, five: Five, fact: str, value: object, outcome: str
) -> None:
    agencies = Agencies(of={(five.applicant.pk, fact): value})
    application = assessed(here, settlement(five), agencies)

    with pytest.raises(NotEligible) as refusal:
        approve(application.pk, by=here.chief, grounds="照顾")
    assert refusal.value.facts["outcome"] == outcome


def test_an_approval_in_part_settles_only_who_is_eligible(here: Counter, five: Five) -> None:
    agencies = Agencies(of={(five.daughter.pk, "person.has_income_source"): True})
    application = assessed(here, settlement(five), agencies)

    decision = approve(application.pk, by=here.chief)

    people = set(
        application.parties.filter(id__in=decision.parties).values_list("person", flat=True)
    )
    assert people == {each.pk for each in five.people} - {five.daughter.pk}


def test_somebody_not_eligible_cannot_be_named(here: Counter, five: Five) -> None:
    agencies = Agencies(of={(five.daughter.pk, "relation.cohabits"): False})
    application = assessed(here, settlement(five), agencies)
    everybody = [party.pk for party in application.parties.all()]
    with pytest.raises(NotEligible):
        approve(application.pk, by=here.chief, parties=everybody, grounds="照顾")


def test_nobody_is_settled_without_the_applicant(here: Counter, ready: Application) -> None:
    companions = [party.pk for party in ready.parties.filter(role=PartyRole.COMPANION)]
    with pytest.raises(NotEligible):
        approve(ready.pk, by=here.chief, parties=companions)


def test_somebody_of_another_file_cannot_be_named(here: Counter, ready: Application) -> None:
    with pytest.raises(NotOfThisApplication):
        approve(ready.pk, by=here.chief, parties=[10**9])


def test_discretion_needs_its_reason(here: Counter, five: Five) -> None:
    application = under_review(here, five)
    with pytest.raises(GroundsMissing):
        approve(application.pk, by=here.chief)

    decision = approve(application.pk, by=here.chief, grounds="已续租一年，见新合同")
    assert len(decision.parties) == 5


def under_review(here: Counter, five: Five) -> Application:
    """Return an application under review: honours that the text does not list."""
    application = accepted(here, settlement(five, channel="QZF-4"))
    honours = {"honour.level": "county", "honour.kind": "other"}
    application.verifications.filter(agency="honours").update(
        status="pending", next_attempt_at=application.created_at
    )
    for row in application.verifications.select_related("party"):
        value = honours.get(row.fact, Agencies().value(row))
        answer(row, value)
    assert assess(application.pk, by=here.officer).outcome == "review"
    return application


def test_a_refusal_cites_what_was_not_met(here: Counter, five: Five) -> None:
    agencies = Agencies(of={(five.applicant.pk, "dwelling.tenure"): "none"})
    application = assessed(here, settlement(five), agencies)

    decision = refuse(application.pk, by=here.chief, grounds="没有合法稳定住所")

    assert [each["clause"] for each in decision.clauses] == ["对有合法稳定住所者全面放开落户限制"]
    assert fresh(application.pk).status == Status.REFUSED
    assert fresh(application.pk).ended_at is not None


def test_silence_of_an_agency_is_no_ground_to_refuse(here: Counter, five: Five) -> None:
    agencies = Agencies(of={(five.applicant.pk, "dwelling.tenure"): None})
    application = assessed(here, settlement(five), agencies)
    with pytest.raises(GroundsMissing):
        refuse(application.pk, by=here.chief, grounds="房管部门未答复")
    assert fresh(application.pk).status == Status.ASSESSED


@pytest.mark.parametrize(
    "wrong",
    [
        {"grounds": " "},
        {"grounds": "不符合", "clauses": [{"document": "", "clause": ""}]},
        {"grounds": "不符合", "clauses": [{"clause": "第一条"}]},
    ],
)
def test_a_refusal_needs_a_reason_and_a_whole_clause(
    here: Counter, ready: Application, wrong: dict[str, Any]
) -> None:
    with pytest.raises(GroundsMissing):
        refuse(ready.pk, by=here.chief, **wrong)


def test_where_no_text_speaks_nothing_is_approved(here: Counter, ready: Application) -> None:
    Assessment.objects.create(
        application=ready,
        sequence=2,
        regulation=ready.regulation,
        law_version="",
        judged_on=ready.applied_on,
        facts=ready.assessments.get(sequence=1).facts,
        judgement={"may_settle": [], "for_review": [], "reason": "undated"},
        outcome="no_policy",
        digest="",
        assessed_at=ready.created_at,
    )
    with pytest.raises(NoPolicyInForce):
        approve(ready.pk, by=here.chief, grounds="照顾")


@pytest.fixture
def overtaken() -> tuple[Counter, Application]:
    """A file of 始兴, assessed while the trial ran, which has ended since."""
    there, five = counter(at=SHIXING), family_of_five()
    filed_on = date(2021, 9, 1)
    request = settlement(five, regulation="sx-2018", channel="SX-2", address=SHIXING.address)
    request = replace(request, applied_on=filed_on, parties=request.parties[:1])
    insured = {"insurance.scheme": "urban_employee", "insurance.social_months": 12}
    with clock.frozen(filed_on):
        return there, assessed(there, request, Agencies(facts=insured))


@pytest.mark.django_db
def test_a_text_that_ran_out_meanwhile_neither_approves_nor_refuses(
    overtaken: tuple[Counter, Application],
) -> None:
    there, application = overtaken
    cited = [{"document": "始兴县方案", "clause": "二"}]
    with clock.frozen(date(2021, 10, 1)):
        with pytest.raises(NoPolicyInForce, match="过渡"):
            approve(application.pk, by=there.chief, grounds="已受理")
        with pytest.raises(NoPolicyInForce, match="过渡"):
            refuse(application.pk, by=there.chief, grounds="已失效", clauses=cited)


@pytest.mark.django_db
def test_a_text_that_ran_out_meanwhile_says_nothing_when_asked_again(
    overtaken: tuple[Counter, Application],
) -> None:
    there, application = overtaken
    with clock.frozen(date(2021, 10, 1)):
        assessment = assess(application.pk, by=there.officer)
    assert (assessment.outcome, assessment.judged_on) == ("no_policy", date(2021, 10, 1))
    assert assessment.judgement["silence"] == "expired"
