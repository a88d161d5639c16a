"""`generate_county` writes a county once, all of it (合成县)."""

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from applications.county import OFFICES
from applications.models import Activation, Application, Party
from registry.models import Account, DivisionLevel, Person, Residence
from registry.queries import CHECKS
from tests.county.test_plan import VILLAGES
from tests.factories import DivisionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _somewhere(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    for area in sorted({area for office in OFFICES for area in office.areas}):
        division = DivisionFactory.create(code=area, name=area)
        if area in VILLAGES:
            for village in VILLAGES[area]:
                DivisionFactory.create(code=village, parent=division, level=DivisionLevel.VILLAGE)


def generate(people: int = 120) -> str:
    told = io.StringIO()
    call_command("generate_county", people=people, seed=7, stdout=told)
    return told.getvalue()


def test_a_county_satisfies_every_invariant_of_the_register() -> None:
    generate()

    assert Residence.objects.exists()
    assert [breach for check in CHECKS for breach in check.breaches()] == []


def test_a_county_comes_with_sign_ins_truth_and_a_date_for_demonstration(tmp_path: Path) -> None:
    told = generate()

    assert "wangfang" in told
    assert (tmp_path / "truth.sqlite").exists()
    assert Account.objects.filter(is_demo=False).count() == 0
    assert Activation.objects.get().for_demonstration


def test_a_register_that_holds_people_is_left_alone() -> None:
    generate()
    before = Person.objects.count()

    with pytest.raises(CommandError, match="already holds people"):
        generate()

    assert Person.objects.count() == before


def test_production_takes_no_made_up_people(settings: LazySettings) -> None:
    settings.HUKOU_ENV = "production"

    with pytest.raises(CommandError, match="production"):
        generate()

    assert not Person.objects.exists()


def test_example_applications_are_filed_once_the_county_stands() -> None:
    generate()
    told = io.StringIO()

    call_command("file_examples", people=120, seed=7, stdout=told)

    assert told.getvalue() == f"{Application.objects.count()} applications filed\n"
    assert set(Application.objects.values_list("status", flat=True)) == {"submitted", "accepted"}
    assert not Party.objects.filter(person__isnull=True).exists()
