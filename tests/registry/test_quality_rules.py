"""The rules of data quality: a closed list of checks, edited within bounds (D03)."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    add_quality_rules,
    check_quality_rule,
    edit_quality_rule,
)
from registry.errors import BadParameter, NeedsAChief, UnknownCheck
from registry.management.quality_rules import seed_rules
from registry.models import (
    QualityFinding,
    QualityRule,
    RowVersion,
)
from registry.queries import CHECKS_BY_KIND, Scope, count_of
from registry.tasks import check_quality, check_rule
from tests.cast import Family, Station, family, station
from tests.registry.quality import chief_of, rule, twice

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("test", office_ids=None)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def edit(changed: QualityRule, here: Station, **how: Any) -> QualityRule:
    told: dict[str, Any] = {
        "name": changed.name,
        "parameters": changed.parameters,
        "severity": changed.severity,
        "since": date(2026, 1, 1),
        "until": None,
        "by": chief_of(here.office),
    }
    return edit_quality_rule(changed, **told | how)


def test_every_kind_of_check_has_a_rule_in_the_file() -> None:
    assert {each["kind"] for each in seed_rules()} == set(CHECKS_BY_KIND)


def test_a_family_without_faults_is_found_by_no_rule(ouyang: Family) -> None:
    add_quality_rules(seed_rules())

    for each in QualityRule.objects.all():
        check_quality_rule(each.pk)

    assert list(QualityFinding.objects.all()) == []
    assert ouyang.household.pk


def test_adding_the_rules_again_leaves_an_edit_as_it_is(here: Station) -> None:
    edited = edit(rule("D03-1"), here, parameters={"max_age": 120})

    assert add_quality_rules(seed_rules()) == 0
    edited.refresh_from_db()
    assert edited.parameters == {"max_age": 120}


def test_an_edit_keeps_what_the_rule_was(here: Station) -> None:
    edit(rule("D03-1"), here, parameters={"max_age": 120})

    version = RowVersion.objects.get(table="registry_qualityrule")
    assert version.row["parameters"] == {"max_age": 115}


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"max_age": 99}, "max_age"),
        ({"max_age": 131}, "max_age"),
        ({"max_age": "115"}, "max_age"),
        ({"max_age": True}, "max_age"),
        ({}, "max_age"),
        ({"max_age": 115, "sql": "drop table registry_person"}, "sql"),
    ],
)
def test_a_parameter_out_of_bounds_is_refused_by_its_name(
    here: Station, parameters: dict[str, Any], field: str
) -> None:
    old = rule("D03-1")

    with pytest.raises(BadParameter) as refused:
        edit(old, here, parameters=parameters)

    assert refused.value.field == field
    old.refresh_from_db()
    assert old.parameters == {"max_age": 115}


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"name": " "}, "name"),
        ({"severity": "terrible"}, "severity"),
        ({"until": date(2026, 1, 1)}, "until"),
    ],
)
def test_a_rule_is_not_edited_into_nonsense(here: Station, how: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        edit(rule("D03-1"), here, **how)

    assert refused.value.field == field


def test_there_are_no_checks_but_ours(here: Station) -> None:
    with pytest.raises(UnknownCheck):
        count_of("select_anything", {}, on=clock.today(), scope=EVERYWHERE)
    with pytest.raises(UnknownCheck):
        add_quality_rules([{**seed_rules()[0], "code": "X", "kind": "select_anything"}])

    assert not QualityRule.objects.exists()
    assert here.office.pk


def test_officers_edit_no_rules(here: Station) -> None:
    with pytest.raises(NeedsAChief):
        edit(rule("D03-1"), here, by=here.officer)


def test_a_dry_run_counts_and_stores_nothing() -> None:
    pair = twice()
    parameters = {"threshold": 65, "digits": 1}
    here = Scope("test", office_ids=frozenset({pair.here.office.pk}))

    count = count_of("duplicate_person", parameters, on=clock.today(), scope=here)

    assert (count.everywhere, count.here) == (1, 1)
    assert not QualityFinding.objects.exists()


def test_a_rerun_adds_nothing(here: Station) -> None:
    twice()
    add_quality_rules(seed_rules())
    key = rule().pk

    first, second = check_quality_rule(key), check_quality_rule(key)

    assert (first.found, first.new) == (1, 1)
    assert (second.found, second.new, second.reopened, second.cleared) == (1, 0, 0, 0)
    assert QualityFinding.objects.count() == 1
    assert here.office.pk


def test_a_finding_that_is_gone_is_cleared_and_opened_again_when_it_comes_back() -> None:
    pair = twice()
    check_quality_rule(rule().pk, on=clock.today() - timedelta(days=3))
    particulars = pair.again.particulars.get()

    particulars.birth_date = date(1980, 1, 1)
    particulars.save(update_fields=["birth_date"])
    gone = check_quality_rule(rule().pk)
    particulars.birth_date = date(1974, 5, 1)
    particulars.save(update_fields=["birth_date"])
    back = check_quality_rule(rule().pk)

    assert (gone.found, gone.cleared, back.reopened) == (0, 1, 1)
    finding = QualityFinding.objects.get()
    assert (finding.status, finding.found_on) == ("open", clock.today())


def test_a_rule_that_counts_no_more_clears_what_it_found() -> None:
    pair = twice()
    finding = pair.finding

    edit(rule(), pair.here, until=clock.today())
    checked = check_quality_rule(rule().pk)

    finding.refresh_from_db()
    assert (checked.found, finding.status) == (0, "cleared")


def test_each_rule_is_run_by_a_task_of_its_own_and_the_night_wakes_them_all(
    settings: Settings,
) -> None:
    twice()
    rule()
    nightly = settings.CELERY_BEAT_SCHEDULE["check_quality"]

    for rule_id in QualityRule.objects.values_list("id", flat=True):
        check_rule(rule_id)

    assert nightly["task"] == check_quality.name
    assert QualityFinding.objects.count() == 1
