"""The pages of a comparison (L28): asked once, followed, narrowed, opened, exported, printed."""

import csv
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.actions import compare, compare_next, keep_population
from applications.county import plan_families
from applications.models import (
    ComparedPerson,
    Comparison,
    Population,
    PopulationFamily,
    PopulationKind,
)
from applications.queries.fact_file import FactFamily
from hukou.kernel import clock
from registry.models import Account, Disclosure, PostingRole
from tests.cast import station
from tests.filing import assessed, counter, family_of_five, settlement
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"
HEADING = "family,party,relation,division,person.age"


@pytest.fixture
def drafter() -> Account:
    return station(PostingRole.COUNTY_APPROVER).officer


@pytest.fixture
def county() -> Population:
    return keep_population(
        [each.family for each in plan_families(seed=7)],
        kind=PopulationKind.COUNTY,
        name="演示县",
        digest="x",
        by=None,
    )


def run(population: Population, by: Account, *texts: str, families: int = 1000) -> Comparison:
    former, following = texts or (FINAL, DRAFT)
    asked = compare(former, following, population_id=population.pk, on=clock.today(), by=by)
    compare_next(asked.pk, families=families)
    return Comparison.objects.get(pk=asked.pk)


def ask(client: Client, population: object, **changes: object) -> tuple[int, str, str]:
    """Send the form; return the status, where it leads, and the page."""
    told: dict[str, object] = {
        "former": FINAL,
        "following": DRAFT,
        "on": clock.today().isoformat(),
        "population": population,
    } | changes
    answer = client.post(reverse("comparison-new"), told)
    return answer.status_code, answer.headers.get("location", ""), answer.content.decode()


def page(client: Client, name: str, comparison: Comparison, **query: str) -> str:
    address = reverse(name, kwargs={"comparison_id": comparison.pk})
    return client.get(address, query).content.decode()


def facts(*rows: str, name: str = "facts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEADING, *rows]).encode())


def test_a_comparison_is_asked_for_and_two_clicks_start_one(
    visit: Visit, drafter: Account, county: Population
) -> None:
    client = visit(drafter)
    first, second = (ask(client, county.pk) for _ in range(2))

    comparison = Comparison.objects.get()
    assert first[0] == 302
    assert first[1] == second[1] == reverse("comparison", kwargs={"comparison_id": comparison.pk})


def test_the_page_follows_a_comparison_until_it_is_done(
    visit: Visit, drafter: Account, county: Population
) -> None:
    client = visit(drafter)
    going = run(county, drafter, families=50)
    address = reverse("comparison-progress", kwargs={"comparison_id": going.pk})

    shown = client.get(address, headers={"HX-Request": "true"})
    assert 'value="50"' in shown.content.decode()
    assert f'hx-get="{address}"' in shown.content.decode()
    assert "HX-Refresh" not in shown.headers

    while compare_next(going.pk, families=100):
        pass
    done = client.get(address, headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    assert "hx-get" not in done.content.decode()


def test_the_result_counts_people_and_names_the_clauses(
    visit: Visit, drafter: Account, county: Population
) -> None:
    shown = page(visit(drafter), "comparison", run(county, drafter))

    assert "<strong>40</strong>" in shown
    assert "二（一）2 放开亲属投靠落户" in shown
    assert 'class="bar-lost"' in shown
    assert "不再可落户" in shown


@pytest.mark.parametrize(
    ("narrowed", "people"),
    [
        ({}, 40),
        ({"change": "lost", "clause": "二（一）4 放宽投资人员落户条件"}, 10),
        ({"change": "gained"}, 0),
        ({"change": "lost", "size": "4"}, 10),
        ({"size": "999"}, 40),
    ],
)
def test_the_people_are_narrowed(
    visit: Visit, drafter: Account, county: Population, narrowed: dict[str, str], people: int
) -> None:
    shown = page(visit(drafter), "comparison", run(county, drafter), **narrowed)

    assert shown.count("data-row\n") + shown.count("data-row ") >= bool(people)
    assert shown.count("/families/") == people


def test_one_family_shows_both_rule_paths_with_every_finding(
    visit: Visit, drafter: Account, county: Population
) -> None:
    comparison = run(county, drafter)
    lost = ComparedPerson.objects.filter(
        change="lost", former_channel="QZF-1", family__size=2
    ).first()
    assert lost is not None
    shown = (
        visit(drafter)
        .get(
            reverse(
                "compared-family",
                kwargs={"comparison_id": comparison.pk, "ordinal": lost.family.ordinal},
            )
        )
        .content.decode()
    )

    assert "不再可落户" in shown
    assert "55 周岁" in shown or "60 周岁" in shown
    assert "二（一）2 放开亲属投靠落户" in shown
    assert "✗ 不符合" in shown


def test_a_family_that_is_not_there_is_not_found(
    visit: Visit, drafter: Account, county: Population
) -> None:
    comparison = run(county, drafter)
    address = reverse(
        "compared-family", kwargs={"comparison_id": comparison.pk, "ordinal": 999_999}
    )

    assert visit(drafter).get(address).status_code == 404


def test_the_export_holds_everybody_under_pseudonyms_and_nothing_a_spreadsheet_computes(
    visit: Visit, drafter: Account
) -> None:
    family = FactFamily("-A1", "", [{"party": "-P", "facts": {"person.age": 30}}])
    population = keep_population(
        [family], kind=PopulationKind.COUNTY, name="x", digest="y", by=None
    )
    comparison = run(population, drafter)
    address = reverse("comparison-export", kwargs={"comparison_id": comparison.pk})
    told = visit(drafter).get(address).getvalue().decode("utf-8-sig")

    (row,) = csv.DictReader(told.splitlines())
    assert (row["family"], row["party"]) == ("'-A1", "'-P")
    assert row["change"] in {"unchanged", "changed"}


def test_the_report_is_a_page_to_print_and_marks_the_simulation(
    visit: Visit, drafter: Account, county: Population
) -> None:
    shown = page(visit(drafter), "comparison-report", run(county, drafter))

    assert "data-print" in shown
    assert "模拟：不作决定" in shown
    assert shown.count("/families/") == 40


def test_a_day_in_the_future_is_marked(visit: Visit, drafter: Account, county: Population) -> None:
    client = visit(drafter)
    later = clock.today() + timedelta(days=30)
    location = ask(client, county.pk, on=later.isoformat())[1]

    assert "将来的日期" in client.get(location).content.decode()


def test_a_file_of_facts_is_uploaded_and_compared(visit: Visit, drafter: Account) -> None:
    status, location, _ = ask(visit(drafter), "file", file=facts("A,P,,330802,39"))

    population = Population.objects.get()
    assert (status, population.kind, population.families) == (302, PopulationKind.FILE, 1)
    assert location == reverse("comparison", kwargs={"comparison_id": Comparison.objects.get().pk})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"file": facts("A,P,,330802,999")}, "第 2 行，person.age 列"),
        ({"file": SimpleUploadedFile("facts.csv", b"\xff\xfe\x00\x00")}, "编码"),
        ({"file": SimpleUploadedFile("facts.csv", b"")}, "缺少 family 列"),
        ({"file": facts()}, "文件中没有家庭"),
        ({}, "请选择要上传的事实文件"),
        ({"file": facts("A,P,,330802,39"), "following": FINAL}, "请选择两个不同的规定"),
        ({"file": facts("A,P,,330802,39"), "former": "qz-1999"}, "甲规定"),
        ({"file": facts("A,P,,330802,39"), "on": "2017-02-30"}, "没有这一天"),
        ({"file": facts("A,P,,330802,39"), "on": "1900-01-01"}, "1958 年以后"),
        ({"population": "12345"}, "比较人群"),
    ],
)
def test_what_cannot_be_compared_is_refused_beside_its_field_and_nothing_is_stored(
    visit: Visit, drafter: Account, changes: Mapping[str, object], told: str
) -> None:
    for each in changes.values():
        if isinstance(each, SimpleUploadedFile):
            each.seek(0)
    status, _, shown = ask(visit(drafter), **{"population": "file", **changes})

    assert status in (200, 400)
    assert told in shown
    assert not Population.objects.exists()
    assert not Comparison.objects.exists()


def test_past_applications_are_compared_without_names_and_numbers(visit: Visit) -> None:
    here, five = counter(), family_of_five()
    assessed(here, settlement(five))
    status, _, _ = ask(visit(here.approver), "past")

    assert status == 302
    (family,) = PopulationFamily.objects.all()
    told = str(family.people)
    assert (family.size, family.division, family.label) == (5, "330802", "F000001")
    assert "person.birth_date" not in told
    assert "周建国" not in told
    assert [each["facts"].get("relation.kind") for each in family.people[1:]] == [
        "spouse",
        "child",
        "child",
        "parent",
    ]
    assert Disclosure.objects.filter(kind="comparison").count() == 1


def test_past_applications_of_other_offices_are_left_out(visit: Visit, drafter: Account) -> None:
    assessed(counter(), settlement(family_of_five()))
    status, _, shown = ask(visit(drafter), "past")

    assert status == 400
    assert "没有可以比较的家庭" in shown
    assert not Population.objects.exists()


def test_the_same_past_applications_keep_their_pseudonyms(visit: Visit) -> None:
    here = counter()
    assessed(here, settlement(family_of_five()))
    client = visit(here.approver)
    ask(client, "past")
    ask(client, "past", former=DRAFT, following=FINAL)

    assert Population.objects.count() == 1
    assert Comparison.objects.count() == 2


def test_another_office_finds_nothing(visit: Visit, drafter: Account, county: Population) -> None:
    comparison = run(county, drafter)
    client = visit(station(PostingRole.COUNTY_APPROVER).officer)
    names = ("comparison", "comparison-progress", "comparison-report", "comparison-export")

    for name in names:
        address = reverse(name, kwargs={"comparison_id": comparison.pk})
        assert client.get(address).status_code == 404
    assert str(comparison.pk) not in client.get(reverse("comparisons")).content.decode()
    assert str(comparison.pk) in visit(drafter).get(reverse("comparisons")).content.decode()


def test_an_unreadable_mark_begins_anew(visit: Visit, drafter: Account, county: Population) -> None:
    shown = page(visit(drafter), "comparison", run(county, drafter), after="0; drop table x")
    assert shown.count("/families/") == 40
