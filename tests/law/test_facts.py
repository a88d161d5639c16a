"""Facts are typed and exact; whatever cannot be true is refused by its field."""

from datetime import date
from decimal import Decimal

import pytest

from hukou.kernel.errors import InvalidInput
from hukou.law import load_law, parse_facts
from tests.law.people import DAY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dwelling.view", "sea"),
        ("dwelling.tenure", "rented"),
        ("dwelling.tenure", True),
        ("dwelling.legal_and_stable", "true"),
        ("dwelling.legal_and_stable", 1),
        ("insurance.social_months", -1),
        ("insurance.social_months", "12"),
        ("insurance.social_months", 12.0),
        ("insurance.social_months", True),
        ("person.age", 200),
        ("person.age", -1),
        ("dwelling.area_m2", float("nan")),
        ("dwelling.area_m2", float("inf")),
        ("dwelling.area_m2", "sixty"),
        ("dwelling.area_m2", "1e9"),
        ("dwelling.area_m2", "-0.01"),
        ("dwelling.area_m2", False),
        ("area.non_agri_share", "1.01"),
        ("person.birth_date", "2018-03-02"),
        ("person.birth_date", "2018-02-30"),
        ("person.birth_date", "20180301"),
        ("person.birth_date", 20180301),
        ("person.birth_date", "1700-01-01"),
        ("person.hukou_place", "3308"),
        ("person.hukou_place", "990000"),
        ("person.hukou_place", 330802),
        ("principal.channel", "  "),
        ("principal.channel", 5),
        ("innovation.patent_inventors", [1, 0]),
        ("innovation.patent_inventors", "1"),
        ("service.volunteer_hours_by_year", ["fifty"]),
    ],
)
def test_what_cannot_be_true_is_refused_by_its_field(name: str, value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_facts({name: value}, on=DAY, prefix="applicant.facts.")
    assert refused.value.field == f"applicant.facts.{name}"


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_facts({"person.age": -1, "person.sex": "x"}, on=DAY)
    assert [each["field"] for each in refused.value.errors] == ["person.age", "person.sex"]


@pytest.mark.parametrize("given", [60, "60.00", 60.0, Decimal(60)])
def test_decimals_come_as_numbers_or_strings_and_stay_exact(given: object) -> None:
    assert parse_facts({"dwelling.area_m2": given}, on=DAY).get("dwelling.area_m2") == 60


def test_a_decimal_keeps_the_digits_it_was_written_with() -> None:
    facts = parse_facts({"investment.amount_yuan": 99999.99}, on=DAY)
    assert facts.as_json() == {"investment.amount_yuan": "99999.99"}


def test_a_fact_given_as_nothing_is_unknown() -> None:
    facts = parse_facts({"person.married": None}, on=DAY)
    assert "person.married" not in facts


@pytest.mark.parametrize(
    ("born", "age"), [("2000-03-01", 18), ("2000-03-02", 17), ("2018-03-01", 0)]
)
def test_the_age_follows_from_the_date_of_birth(born: str, age: int) -> None:
    assert parse_facts({"person.birth_date": born}, on=DAY).get("person.age") == age


def test_an_age_that_contradicts_the_date_of_birth_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_facts({"person.birth_date": "2000-03-02", "person.age": 18}, on=DAY, prefix="a.")
    assert refused.value.field == "a.person.age"


def test_facts_travel_as_json_and_back() -> None:
    raw = {
        "person.birth_date": "2000-03-02",
        "dwelling.area_m2": "55.5",
        "innovation.patent_inventors": [1, 3],
        "person.hukou_place": "330802004001",
    }
    facts = parse_facts(raw, on=DAY)
    assert facts.as_json() == {**raw, "person.age": 17}
    assert parse_facts(facts.as_json(), on=DAY) == facts


def test_no_internal_reading_of_an_age_is_shown() -> None:
    assert list(parse_facts({"person.age": 17}, on=DAY)) == ["person.age"]


def test_a_group_of_facts_is_known_by_its_stem() -> None:
    facts = parse_facts({"points.total": 1}, on=date(2018, 6, 1))
    assert facts.knows_any(("points.",))
    assert not facts.knows_any(("permit.", "points.reach_threshold"))


def test_the_vocabulary_says_what_a_fact_is_and_who_verifies_it() -> None:
    facts = {str(each["name"]): each for each in load_law().vocabulary.as_json()}
    tenure = facts["dwelling.tenure"]
    assert tenure["type"] == "enum"
    assert tenure["values"][:2] == ["owned", "leased"]  # type: ignore[index] # a list of texts
    assert tenure["verified_by"] == ["real_estate", "housing", "employer"]
    assert (tenure["label"], tenure["label_en"]) == ("住所来源", "Dwelling tenure")
    assert facts["dwelling.area_m2"]["unit"] == "m2"
