"""The clean-up register (L31): what is stopped cannot be cited, from the day it is stopped."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction

from applications.actions import (
    approve,
    ask_for_supplement,
    enter_old_rule,
    refuse,
    take_measure,
)
from applications.errors import CitesStoppedRule
from applications.models import CleanUp, Decision, Measure, OldRule
from applications.queries.clean_up import clean_up_register, stopped_rules
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law
from registry.models import Account
from tests.cast import law_desk
from tests.filing import Counter, Five, assessed, counter, family_of_five, fresh, settlement

pytestmark = pytest.mark.django_db
TODAY: Final = clock.today()
TITLE: Final = load_law().regulations["qz-final-2017"].title
DWELLING: Final = load_law().regulations["qz-final-2017"].clauses["dwelling"].cite.clause


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def five() -> Five:
    return family_of_five()


@pytest.fixture
def keeper() -> Account:
    return law_desk().officer


def entered(by: Account, **told: Any) -> OldRule:
    return enter_old_rule(**{"jurisdiction": "330800", "document": TITLE, "by": by, **told})


def taken(
    rule: OldRule, by: Account, measure: Measure = Measure.STOP, *, since: date = TODAY
) -> CleanUp:
    return take_measure(
        rule.pk,
        measure=measure,
        reason="上位规定已改变",
        decided_by="衢州市人民政府",
        decided_on=min(TODAY, since),
        effective_from=since,
        by=by,
    )


def test_a_measure_keeps_who_decided_it_why_when_and_from_when(keeper: Account) -> None:
    measure = taken(entered(keeper), keeper, Measure.AMEND)

    told = clean_up_register(on=TODAY)[0]

    assert told.holds == measure
    assert (measure.decided_by, measure.decided_on) == ("衢州市人民政府", TODAY)
    assert (measure.reason, measure.entered_by) == ("上位规定已改变", keeper)
    assert not told.is_stopped


def test_the_same_document_and_clause_are_one_entry(keeper: Account) -> None:
    first = entered(keeper)
    assert entered(keeper, number="衢政发〔2017〕1号").pk == first.pk
    assert entered(keeper, clause=DWELLING).pk != first.pk
    assert OldRule.objects.count() == 2


def test_a_rule_stopped_from_a_later_day_may_be_cited_until_then(
    here: Counter, five: Five, keeper: Account
) -> None:
    taken(entered(keeper), keeper, since=TODAY + timedelta(days=1))
    application = assessed(here, settlement(five))

    assert approve(application.pk, by=here.chief).outcome == "approved"
    assert stopped_rules(on=TODAY) == []
    assert len(stopped_rules(on=TODAY + timedelta(days=1))) == 1


def test_an_approval_cannot_cite_a_document_that_is_stopped(
    here: Counter, five: Five, keeper: Account
) -> None:
    rule = entered(keeper)
    taken(rule, keeper)
    application = assessed(here, settlement(five))

    with pytest.raises(CitesStoppedRule) as refused:
        approve(application.pk, by=here.chief)

    assert refused.value.facts["entry"] == rule.pk
    assert refused.value.facts["document"] == TITLE
    assert fresh(application.pk).status == application.status
    assert not Decision.objects.exists()


def test_a_clause_beside_the_one_that_is_stopped_may_be_cited(
    here: Counter, five: Five, keeper: Account
) -> None:
    taken(entered(keeper, clause="别的条款"), keeper)
    application = assessed(here, settlement(five))

    assert approve(application.pk, by=here.chief).outcome == "approved"


def test_the_clause_that_is_stopped_cannot_be_cited(
    here: Counter, five: Five, keeper: Account
) -> None:
    taken(entered(keeper, clause=DWELLING), keeper)
    application = assessed(here, settlement(five))

    with pytest.raises(CitesStoppedRule) as refused:
        approve(application.pk, by=here.chief)

    assert refused.value.facts["clause"] == DWELLING


def test_a_refusal_cannot_cite_an_old_rule_that_is_stopped(
    here: Counter, five: Five, keeper: Account
) -> None:
    taken(entered(keeper, document="柯城区落户补充规定", number="柯政〔2010〕3号"), keeper)
    application = assessed(here, settlement(five))
    cited = {"document": "柯城区落户补充规定（柯政〔2010〕3号）", "clause": "第二条"}

    with pytest.raises(CitesStoppedRule):
        refuse(application.pk, by=here.chief, grounds="面积不足", clauses=[cited])

    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "document",
    ["《柯城区落户补充规定》", " 柯城区落户 补充规定", "柯城区落户补充规定(柯政〔2010〕3 号)"],
)
def test_a_stopped_rule_written_by_another_hand_is_the_same_rule(
    here: Counter, five: Five, keeper: Account, document: str
) -> None:
    taken(entered(keeper, document="柯城区落户补充规定", number="柯政〔2010〕3号"), keeper)
    application = assessed(here, settlement(five))
    cited = {"document": document, "clause": "第二条"}

    with pytest.raises(CitesStoppedRule):
        refuse(application.pk, by=here.chief, grounds="面积不足", clauses=[cited])


def test_the_grounds_of_a_decision_cannot_name_a_stopped_rule(
    here: Counter, five: Five, keeper: Account
) -> None:
    taken(entered(keeper, document="柯城区落户补充规定"), keeper)
    application = assessed(here, settlement(five))

    with pytest.raises(CitesStoppedRule):
        approve(application.pk, by=here.chief, grounds="依《柯城区落户补充规定》准予")


@pytest.mark.parametrize("told", [{"document": "证"}, {"number": "市"}])
def test_a_word_is_no_document(keeper: Account, told: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        entered(keeper, **told)
    assert not OldRule.objects.exists()


@pytest.mark.parametrize("words", ["按《柯城区落户补充规定》提供证明", "柯政〔2010〕3号的证明"])
def test_a_one_time_list_cannot_ask_for_papers_of_a_stopped_rule(
    here: Counter, five: Five, keeper: Account, words: str
) -> None:
    taken(entered(keeper, document="柯城区落户补充规定", number="柯政〔2010〕3号"), keeper)
    application = assessed(here, settlement(five))
    before = fresh(application.pk).status

    with pytest.raises(CitesStoppedRule):
        ask_for_supplement(application.pk, by=here.officer, needed=["户口簿", words])

    assert fresh(application.pk).status == before


def test_a_one_time_list_of_a_channel_that_is_stopped_is_refused(
    here: Counter, five: Five, keeper: Account
) -> None:
    taken(entered(keeper, clause=DWELLING), keeper)
    application = assessed(here, settlement(five))

    with pytest.raises(CitesStoppedRule) as refused:
        ask_for_supplement(application.pk, by=here.officer, needed=["户口簿"])

    assert refused.value.facts["clause"] == DWELLING


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"reason": ""}, "clean_up_says_why_and_who"),
        ({"decided_by": ""}, "clean_up_says_why_and_who"),
        ({"effective_from": TODAY - timedelta(days=1)}, "clean_up_never_reaches_back"),
    ],
)
def test_the_database_keeps_no_measure_without_why_who_and_a_day(
    keeper: Account, wrong: dict[str, Any], constraint: str
) -> None:
    told: dict[str, Any] = {
        "old_rule": entered(keeper),
        "measure": Measure.STOP,
        "reason": "过时",
        "decided_by": "市政府",
        "decided_on": TODAY,
        "effective_from": TODAY,
        "entered_by": keeper,
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CleanUp.objects.create(**(told | wrong))


def test_a_rule_that_is_kept_after_all_may_be_cited_again(
    here: Counter, five: Five, keeper: Account
) -> None:
    rule = entered(keeper)
    taken(rule, keeper)
    taken(rule, keeper, Measure.KEEP)
    application = assessed(here, settlement(five))

    assert approve(application.pk, by=here.chief).outcome == "approved"
    assert [each.measure for each in rule.measures.all()] == ["stop", "keep"]
