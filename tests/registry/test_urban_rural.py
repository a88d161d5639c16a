"""Urban or rural, dated (row R15), and special areas (row R16)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from registry.actions import change_urban_rural_class, rename_division
from registry.errors import (
    ClassUnchanged,
    EventInFuture,
    LaterEventStands,
    NoSuchDivision,
    NotASpecialArea,
    ReferenceRequired,
)
from registry.models import Entry, RowVersion, UrbanRuralCode
from registry.queries import (
    ResidentsByClass,
    class_changes,
    is_urban,
    residents_by_class,
    scope_of,
    urban_rural_class_on,
)
from tests.cast import LATELY, family
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
BEFORE: Final = LATELY - timedelta(days=1)
MINE: Final = {
    "area.connected_to_seat": False,
    "area.resident_population": 3000,
    "area.kind": "mine",
}
VILLAGE_LIKE: Final = MINE | {"area.kind": "village_like", "area.non_agri_share": "0.70"}
REFERENCE: Final = "国统函〔2026〕1号"


@pytest.fixture
def land() -> Country:
    return country()


def change(land: Country, to: str, **told: Any) -> UrbanRuralCode:
    return change_urban_rural_class(land.village.code, to=to, **land.decided(LATELY) | told)


def designate(land: Country, facts: dict[str, Any], reference: str = REFERENCE) -> UrbanRuralCode:
    return change(land, "123", facts=facts, reference=reference)


# --- dated classes (R15) -----------------------------------------------------------------------


def test_the_seven_classes_are_the_statistics_bureaus() -> None:
    codes = of(Scheme.URBAN_RURAL_CLASS).codes
    assert list(codes) == ["111", "112", "121", "122", "123", "210", "220"]
    assert codes["123"].name == "特殊区域"


def test_a_class_holds_from_its_day_with_paper_approver_and_officer(land: Country) -> None:
    change(land, "220", on=date(2020, 1, 1))
    change(land, "121")

    code = land.village.code
    then, now = (urban_rural_class_on(code, on=day) for day in (BEFORE, LATELY))
    assert then is not None
    assert now is not None
    assert (then.urban_rural_class, now.urban_rural_class) == ("220", "121")
    assert (now.source, now.approver, now.account) == (
        "示政发〔2026〕1号",
        "示例县人民政府",
        land.approver,
    )
    assert [is_urban(code, on=day) for day in (BEFORE, LATELY)] == [False, True]
    assert is_urban(code, on=date(2010, 1, 1)) is None


def test_every_change_stands_in_the_list_and_in_the_chain(land: Country) -> None:
    change(land, "220", on=date(2020, 1, 1))
    change(land, "121")

    rows = class_changes([land.county.code]).items
    assert [row.urban_rural_class for row in rows] == ["220", "121"]
    assert class_changes(["450000"]).items == []
    assert Entry.objects.filter(reason="urban_rural_class").count() == 2


def test_the_list_goes_on_by_pages(land: Country) -> None:
    change(land, "220", on=date(2020, 1, 1))
    change(land, "121")
    first = class_changes([land.county.code], limit=1)
    second = class_changes([land.county.code], limit=1, after=int(first.next or 0))
    assert [row.urban_rural_class for row in (*first.items, *second.items)] == ["220", "121"]
    assert second.next is None


def test_a_renamed_village_keeps_its_class(land: Country) -> None:
    change(land, "121")
    rename_division(land.village, name="河东新村", **land.decided(LATELY + timedelta(1)))
    assert is_urban(land.village.code, on=LATELY + timedelta(2)) is True


def test_a_class_of_the_very_day_is_corrected_and_history_keeps_it(land: Country) -> None:
    change(land, "121")
    change(land, "220")
    assert [row.urban_rural_class for row in UrbanRuralCode.objects.all()] == ["220"]
    assert RowVersion.objects.filter(table="registry_urbanruralcode").exists()


@pytest.mark.parametrize(
    ("to", "told", "error"),
    [
        ("999", {}, InvalidInput),
        ("121", {"source": ""}, InvalidInput),
        ("121", {"approver": " "}, InvalidInput),
        ("121", {"on": date(2999, 1, 1)}, EventInFuture),
        ("121", {"on": date(1990, 1, 1)}, NoSuchDivision),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(
    land: Country, to: str, told: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        change(land, to, **told)
    assert (UrbanRuralCode.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_town_has_no_class(land: Country) -> None:
    with pytest.raises(NoSuchDivision):
        change_urban_rural_class(land.town.code, to="121", **land.decided(LATELY))


def test_the_same_class_and_an_earlier_one_are_refused(land: Country) -> None:
    change(land, "121")
    with pytest.raises(ClassUnchanged):
        change(land, "121", on=LATELY + timedelta(1))
    with pytest.raises(LaterEventStands):
        change(land, "220", on=BEFORE)


def test_a_place_has_one_class_on_one_day(land: Country) -> None:
    change(land, "121")
    again = UrbanRuralCode(
        division_code=land.village.code,
        urban_rural_class="220",
        period=Range(LATELY, None),
        source="x",
        approver="x",
    )
    with pytest.raises(IntegrityError, match="urban_rural_one_class"), transaction.atomic():
        again.save()


# --- special areas (R16) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["mine", "development_zone", "industrial_park", "research_institute", "college"]
)
def test_a_named_kind_with_three_thousand_residents_is_a_special_area(
    land: Country, kind: str
) -> None:
    given = designate(land, MINE | {"area.kind": kind})
    assert (given.urban_rural_class, given.reference) == ("123", REFERENCE)
    assert given.grounds["cite"]["clause"] == "二（二）2"


@pytest.mark.parametrize(
    ("facts", "is_one"),
    [
        (MINE | {"area.resident_population": 2999}, False),
        (MINE | {"area.resident_population": 3000}, True),
        (VILLAGE_LIKE | {"area.non_agri_share": "0.6999"}, False),
        (VILLAGE_LIKE | {"area.non_agri_share": "0.70"}, True),
        (VILLAGE_LIKE | {"area.resident_population": 2999}, False),
        (MINE | {"area.connected_to_seat": True}, False),
        (MINE | {"area.kind": "other"}, False),
        (MINE | {"area.non_agri_share": "0.10"}, True),
    ],
)
def test_the_tests_hold_to_the_last_resident_and_the_last_per_cent(
    land: Country, facts: dict[str, Any], is_one: bool
) -> None:
    """2,999 and 3,000 residents, 69.99 and 70 per cent; the share is asked of villages only."""
    if is_one:
        assert designate(land, facts).urban_rural_class == "123"
        return
    with pytest.raises(NotASpecialArea) as refused:
        designate(land, facts)
    assert refused.value.facts["cite"]["clause"] == "二（二）2"  # type: ignore[index]
    assert UrbanRuralCode.objects.count() == 0


@pytest.mark.parametrize("lacking", list(MINE))
def test_what_is_not_known_is_asked_for(land: Country, lacking: str) -> None:
    facts = {name: value for name, value in MINE.items() if name != lacking}
    with pytest.raises(InvalidInput) as refused:
        designate(land, facts)
    assert f"facts.{lacking}" in [fault["field"] for fault in refused.value.errors]


def test_without_the_bureaus_reference_it_is_refused_with_the_clause(land: Country) -> None:
    with pytest.raises(ReferenceRequired) as refused:
        designate(land, MINE, reference="  ")
    assert "黔南州" in refused.value.facts["cite"]["document"]  # type: ignore[index]
    assert UrbanRuralCode.objects.count() == 0


def test_the_database_has_no_special_area_without_a_reference(land: Country) -> None:
    row = UrbanRuralCode(
        division_code=land.village.code,
        urban_rural_class="123",
        period=Range(LATELY, None),
        source="x",
        approver="x",
    )
    with pytest.raises(IntegrityError, match="special_area_has_a_reference"), transaction.atomic():
        row.save()


def test_its_residents_count_as_urban_from_that_day(land: Country) -> None:
    change(land, "220", on=date(2020, 1, 1))
    folk = family(land.here.office)
    settle(folk.household, address_in(land.village))
    settle(family(land.here.office).household, address_in(land.other))
    designate(land, VILLAGE_LIKE)
    scope = scope_of(land.here.officer, on=clock.today())

    counted = [
        residents_by_class(land.county.code, scope=scope, on=day) for day in (BEFORE, LATELY)
    ]

    assert counted == [
        ResidentsByClass(urban=0, rural=4, unknown=4),
        ResidentsByClass(urban=4, rural=0, unknown=4),
    ]


def test_the_share_is_kept_exactly(land: Country) -> None:
    findings = designate(land, VILLAGE_LIKE).grounds["findings"]
    shares = [each["found"] for each in findings if each["fact"] == "area.non_agri_share"]
    assert [Decimal(str(share)) for share in shares] == [Decimal("0.70")]


def test_a_class_without_a_day_was_brought_over_as_dated_rows() -> None:
    """The column that had no day is gone; its values became rows (migration)."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "registry_division")
    assert "urban_rural_class" not in {column.name for column in columns}
