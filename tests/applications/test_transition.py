"""Pending applications when the text changes (L27): acceptance day, decision day, or the kinder."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from applications.actions import (
    accept,
    approve,
    ask_for_supplement,
    assess,
    choose_text,
    refuse,
    revise,
    submit,
)
from applications.errors import (
    AssessmentOutdated,
    GroundsMissing,
    MayNotDecide,
    NoPolicyInForce,
    NothingToChoose,
    TransitionUnsettled,
)
from applications.models import Application, Assessment, PendingRule
from applications.queries.digests import is_intact
from applications.workflow import Action
from hukou.kernel import clock
from hukou.law import Law
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    assessed,
    filed,
    fresh,
    settlement,
)
from tests.next_text import NEXT, OLD, activate_next, ago, ahead, next_text

pytestmark = pytest.mark.django_db

DORMITORY = Agencies(facts=Agencies().facts | {"dwelling.tenure": "employer_dormitory"})


@pytest.fixture(autouse=True)
def law() -> Iterator[Law]:
    with next_text() as held:
        yield held


def pending(here: Counter, five: Five, agencies: Agencies | None = None) -> Application:
    """Bring a file to the point of decision under the old text, ten days ago."""
    with clock.frozen(ago(10)):
        return assessed(here, settlement(five, applied_on=ago(30)), agencies)


def judged_again(here: Counter, application: Application) -> Assessment:
    return assess(application.pk, by=here.officer)


def test_while_the_text_has_not_changed_nothing_is_said_of_a_transition(
    here: Counter, five: Five
) -> None:
    application = pending(here, five)
    activate_next(effective_from=ahead(1), transition="decision")

    assessment = judged_again(here, application)

    assert (assessment.regulation, assessment.outcome) == (OLD, "eligible")
    assert "transition" not in assessment.judgement


def test_by_the_day_of_acceptance_the_old_text_decides_what_was_accepted_under_it(
    here: Counter, five: Five
) -> None:
    application = pending(here, five)
    activate_next(transition="acceptance")

    assessment = judged_again(here, application)

    assert (assessment.regulation, assessment.outcome) == (OLD, "eligible")
    assert assessment.judgement["transition"]["rule"] == "acceptance"
    decision = approve(application.pk, by=here.chief)
    assert decision.assessment == assessment


def test_by_the_day_of_acceptance_what_is_accepted_later_is_decided_by_the_new_text(
    here: Counter, five: Five
) -> None:
    """Filed under the old text, accepted on the first day of the new one."""
    with clock.frozen(ago(10)):
        application = filed(here, settlement(five, applied_on=ago(30)))
    activate_next(transition="acceptance")

    accept(application.pk, by=here.officer)
    answer_all(application)

    assert judged_again(here, application).regulation == NEXT


def test_by_the_day_of_decision_the_new_text_decides_whatever_is_pending(
    here: Counter, five: Five
) -> None:
    application = pending(here, five)
    activate_next(transition="decision")

    assessment = judged_again(here, application)

    assert (assessment.regulation, assessment.outcome) == (NEXT, "not_eligible")
    assert assessment.judged_on == clock.today()
    decision = refuse(application.pk, by=here.chief, grounds="不符合现行规定")
    assert decision.authority["law_version"] == assessment.law_version


@pytest.mark.parametrize(
    ("agencies", "decided_by", "other"),
    [(Agencies(), OLD, NEXT), (DORMITORY, NEXT, OLD)],
    ids=["the old text is kinder", "the new text is kinder"],
)
def test_the_kinder_text_decides_and_both_findings_are_kept(
    here: Counter, five: Five, agencies: Agencies, decided_by: str, other: str
) -> None:
    application = pending(here, five, agencies)
    activate_next(transition="kinder")

    assessment = judged_again(here, application)

    told = assessment.judgement["transition"]
    assert (assessment.regulation, assessment.outcome) == (decided_by, "eligible")
    assert {each["regulation"]: each["outcome"] for each in told["findings"]} == {
        decided_by: "eligible",
        other: "not_eligible",
    }
    assert told["decided_by"] == decided_by
    assert is_intact(assessment)
    decision = approve(application.pk, by=here.chief)
    assert decision.clauses[0]["document"]


def test_of_two_equal_outcomes_the_text_applied_under_decides(here: Counter, five: Five) -> None:
    leased = {"dwelling.tenure": "leased", "dwelling.lease_months_total": 12}
    application = pending(here, five, Agencies(facts=Agencies().facts | leased))
    activate_next(transition="kinder")
    assert judged_again(here, application).regulation == OLD


def test_the_rule_the_text_states_decides_and_is_cited(here: Counter, five: Five) -> None:
    with next_text(transition="decision"):
        application = pending(here, five)
        activate_next()
        assessment = judged_again(here, application)
    told = assessment.judgement["transition"]
    assert (assessment.regulation, told["source"]) == (NEXT, "pack")
    assert told["cite"]["clause"] == "对有合法稳定住所者全面放开落户限制"


def test_an_assessment_made_before_the_text_changed_decides_nothing(
    here: Counter, five: Five
) -> None:
    application = pending(here, five)
    activate_next(transition="decision")
    with pytest.raises(AssessmentOutdated):
        approve(application.pk, by=here.chief)


# —— where no rule is stated ——


def test_without_a_rule_nothing_is_decided_and_nothing_is_refused(
    here: Counter, five: Five
) -> None:
    application = pending(here, five)
    activate_next()

    assessment = judged_again(here, application)

    assert (assessment.outcome, assessment.judgement["silence"]) == ("no_policy", "transition")
    for decide in (approve, refuse):
        with pytest.raises(TransitionUnsettled):
            decide(application.pk, by=here.chief, grounds="试")


@pytest.mark.parametrize(("text", "outcome"), [(OLD, "eligible"), (NEXT, "not_eligible")])
def test_whoever_may_decide_chooses_the_text_with_the_reason(
    here: Counter, five: Five, text: str, outcome: str
) -> None:
    application = pending(here, five)
    activate_next()

    choose_text(application.pk, by=here.chief, regulation=text, reason="受理在先")

    assessment = application.assessments.last()
    assert assessment is not None
    assert (assessment.regulation, assessment.outcome) == (text, outcome)
    told = assessment.judgement["transition"]
    assert (told["source"], told["reason"], told["by"]) == ("officer", "受理在先", here.chief.pk)
    step = application.transitions.get(action=Action.CHOOSE_TEXT)
    assert (step.by, step.note) == (here.chief, "受理在先")
    if outcome == "eligible":
        approve(application.pk, by=here.chief)


def test_the_choice_may_be_made_again_until_the_decision(here: Counter, five: Five) -> None:
    application = pending(here, five)
    activate_next()
    choose_text(application.pk, by=here.chief, regulation=NEXT, reason="施行在后")
    choose_text(application.pk, by=here.chief, regulation=OLD, reason="受理在先")
    assert approve(application.pk, by=here.chief).assessment.regulation == OLD


def test_nobody_without_the_power_chooses(here: Counter, five: Five) -> None:
    application = pending(here, five)
    activate_next()
    with pytest.raises(MayNotDecide):
        choose_text(application.pk, by=here.auxiliary, regulation=OLD, reason="受理在先")
    assert not application.transitions.filter(action=Action.CHOOSE_TEXT).exists()


def test_no_choice_without_a_reason(here: Counter, five: Five) -> None:
    application = pending(here, five)
    activate_next()
    with pytest.raises(GroundsMissing):
        choose_text(application.pk, by=here.chief, regulation=OLD, reason=" ")


@pytest.mark.parametrize("text", ["jm-2018-5", "qz-draft-2017"])
def test_only_one_of_the_two_can_be_chosen(here: Counter, five: Five, text: str) -> None:
    application = pending(here, five)
    activate_next()
    with pytest.raises(NothingToChoose):
        choose_text(application.pk, by=here.chief, regulation=text, reason="试")


@pytest.mark.parametrize("rule", PendingRule.values)
def test_where_a_rule_is_stated_nobody_chooses(here: Counter, five: Five, rule: str) -> None:
    application = pending(here, five)
    activate_next(transition=rule)
    with pytest.raises(NothingToChoose):
        choose_text(application.pk, by=here.chief, regulation=OLD, reason="试")


def test_where_the_text_did_not_change_nobody_chooses(here: Counter, five: Five) -> None:
    application = accepted(here, replace(settlement(five)))
    with pytest.raises(NothingToChoose):
        choose_text(application.pk, by=here.chief, regulation=OLD, reason="试")
    assert fresh(application.pk).status == "accepted"


def test_a_file_may_be_supplemented_after_the_text_changed(here: Counter, five: Five) -> None:
    """What was handed in under the old text goes on under the rule; only its day is not moved."""
    request = settlement(five, applied_on=ago(30))
    with clock.frozen(ago(10)):
        application = accepted(here, request)
        ask_for_supplement(application.pk, by=here.officer, needed=["母亲不随迁"])
    activate_next(transition="acceptance")
    fewer = replace(request, parties=request.parties[:4])

    with pytest.raises(NoPolicyInForce):
        revise(application.pk, replace(fewer, applied_on=ago(29)), by=here.auxiliary)
    revise(application.pk, fewer, by=here.auxiliary)
    submit(application.pk, by=here.auxiliary)

    assert fresh(application.pk).regulation == OLD
    assert application.parties.count() == 4
