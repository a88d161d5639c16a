"""Points settlement abolished in 江门 while 广州 keeps it (T03); pending files follow the rule.

The text that stood in 江门 before is made up for this test: it settled by points.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import pytest

from applications.actions import (
    DraftRequest,
    PartyRequest,
    approve,
    assess,
    choose_text,
    refuse,
)
from applications.errors import NoPolicyInForce, TransitionUnsettled
from applications.models import Application, Assessment, Kind, PartyRole
from applications.queries.policy import activations, channels_in_force
from hukou.kernel import clock
from hukou.law import PACKS, law_of
from tests.filing import (
    JIANGMEN,
    Agencies,
    Counter,
    assessed,
    counter,
    family_of_five,
    filed,
)

pytestmark = pytest.mark.django_db

BEFORE: Final = "jm-points-2015"
NOW: Final = "jm-2018-5"
FILED: Final = date(2018, 4, 2)
AFTER: Final = date(2018, 4, 20)
TEXT: Final = """
id: jm-points-2015
jurisdiction: "440700"
series: settlement
title: 江门市积分制入户办法（虚构）
short_title: 江门积分入户（虚构）
status: in_force
effective_from: 2015-01-01
effective_to: 2018-04-10
provenance: {source: 虚构, lines: "1-2", quality: fictional}
clauses:
  points: {heading: 第一条, lines: "1", summary: 积分达到分值的可落户, agencies: [市公安局]}
families:
  nobody:
    label: 配偶
    clause: points
    kinds:
    - {id: spouse, label: 配偶, relation: spouse}
channels:
- id: JMP-1
  name: 积分落户
  name_en: By points
  clause: points
  conditions: {fact: points.reach_threshold, op: is_true, label: 积分达到分值}
  companions: nobody
"""
CASES: Final = """
regulation: jm-points-2015
day: 2018-01-01
people:
  enough: {points.reach_threshold: true}
cases:
- {name: 达到, kind: pass, channel: JMP-1, applicant: {like: enough}, expect: eligible}
- name: 未达到
  kind: fail
  channel: JMP-1
  applicant: {points.reach_threshold: false}
  expect: not_eligible
- name: 未知
  kind: unknown
  channel: JMP-1
  applicant: {}
  expect: {outcome: evidence, missing: [points.reach_threshold]}
- name: 配偶
  kind: pass
  channel: JMP-1
  member_of: nobody.spouse
  applicant: {like: enough}
  member: {relation.kind: spouse}
  expect: eligible
- name: 不是配偶
  kind: fail
  channel: JMP-1
  member_of: nobody.spouse
  applicant: {like: enough}
  member: {relation.kind: other}
  expect: not_eligible
- name: 关系未知
  kind: unknown
  channel: JMP-1
  member_of: nobody.spouse
  applicant: {like: enough}
  member: {}
  expect: {outcome: evidence, missing: [relation.kind]}
"""


@cache
def shelf(transition: str) -> Path:
    path = Path(mkdtemp(prefix="packs")) / "packs"
    shutil.copytree(PACKS, path)
    pack = path / "440700-jiangmen"
    (pack / f"{BEFORE}.yaml").write_text(TEXT, encoding="utf-8")
    (pack / f"{BEFORE}.cases.yaml").write_text(CASES, encoding="utf-8")
    if transition:
        now = pack / f"{NOW}.yaml"
        said = f"id: {NOW}\ntransition: {{rule: {transition}, clause: points}}"
        text = now.read_text(encoding="utf-8").replace(f"id: {NOW}", said, 1)
        now.write_text(text, encoding="utf-8")
    return path


@contextmanager
def abolished(transition: str = "") -> Iterator[None]:
    """Hold the law and the day shortly after points were abolished."""
    with ExitStack() as held:
        held.enter_context(law_of(shelf(transition)))
        held.enter_context(clock.frozen(AFTER))
        yield


@pytest.fixture
def here(db: None) -> Counter:
    del db
    return counter(dated=False, at=JIANGMEN)


def by_points() -> DraftRequest:
    person = family_of_five().applicant
    declared = {"points.reach_threshold": True}
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation=BEFORE,
        channel="JMP-1",
        applied_on=FILED,
        parties=[PartyRequest(role=PartyRole.APPLICANT, person_id=person.pk, declared=declared)],
        address=JIANGMEN.address,
    )


def pending(here: Counter) -> Application:
    """Bring a file by points to the point of decision a week before they were abolished."""
    enough = Agencies(facts=Agencies().facts | {"points.reach_threshold": True})
    with law_of(shelf("")), clock.frozen(FILED):
        return assessed(here, by_points(), enough)


def judged(here: Counter, application: Application) -> Assessment:
    return assess(application.pk, by=here.officer)


def test_without_a_stated_rule_a_pending_file_waits_for_whoever_may_decide(here: Counter) -> None:
    application = pending(here)
    with abolished():
        judged(here, application)
        with pytest.raises(TransitionUnsettled):
            refuse(application.pk, by=here.chief, grounds="积分入户已取消")
        choose_text(application.pk, by=here.chief, regulation=BEFORE, reason="取消前已受理")
        decision = approve(application.pk, by=here.chief)
    assert decision.assessment.regulation == BEFORE


@pytest.mark.parametrize("rule", ["acceptance", "kinder"])
def test_accepted_before_the_abolition_points_still_settle(here: Counter, rule: str) -> None:
    application = pending(here)
    with abolished(rule):
        assessment = judged(here, application)
        assert (assessment.regulation, assessment.outcome) == (BEFORE, "eligible")
        told = assessment.judgement["transition"]
        assert (told["source"], told["cite"]["clause"]) == ("pack", "二（三）全面取消积分制入户")
        approve(application.pk, by=here.chief)


def test_by_the_day_of_decision_the_route_is_refused_with_the_clause_that_closed_it(
    here: Counter,
) -> None:
    application = pending(here)
    with abolished("decision"):
        assessment = judged(here, application)
        assert (assessment.regulation, assessment.channel) == (NOW, "JM-11")
        assert assessment.outcome == "refuse_route"
        decision = refuse(application.pk, by=here.chief, grounds="积分入户已取消")
    assert decision.clauses[0]["clause"] == "二（三）全面取消积分制入户"


def test_a_new_file_by_points_is_no_longer_written_down(here: Counter) -> None:
    with abolished("kinder"), pytest.raises(NoPolicyInForce):
        filed(here, by_points())


def test_another_jurisdiction_keeps_its_points(db: None) -> None:
    del db
    day = date(2025, 10, 20)
    there = {
        channel.id: channel.effect.value
        for _text, channel in channels_in_force("440106", on=day, activated=activations())
    }
    here = {
        channel.id: channel.effect.value
        for _text, channel in channels_in_force("440703", on=day, activated=activations())
    }
    assert here["JM-11"] == "refuse_route"
    assert there["GZP-1"] != "refuse_route"
