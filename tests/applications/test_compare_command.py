"""`compare_regulations`: a drafter's comparison without a browser."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from applications.actions import keep_population
from applications.county import plan_families
from applications.models import Population, PopulationKind

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = ("qz-draft-2017", "qz-final-2017")
HEADING = "family,party,relation,division,dwelling.tenure,dwelling.location_kind,dwelling.legal_and_stable,relation.cohabits,person.sex,person.age"  # noqa: E501
FAMILY = ["A,P,,330802,owned,street,true,,male,39", "A,Q,parent,,,,,true,female,52"]


def compared(*texts: str, **options: Any) -> str:
    told = io.StringIO()
    call_command("compare_regulations", *(texts or TEXTS), stdout=told, **options)
    return told.getvalue()


def facts(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "facts.csv"
    path.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
    return path


def test_the_made_up_county_differs_in_the_forty_planted_people() -> None:
    keep_population(
        (each.family for each in plan_families(seed=7)),
        kind=PopulationKind.COUNTY,
        name="演示县",
        digest="x",
        by=None,
    )
    told = compared()

    assert "people/s" in told
    assert "gained     40" in told
    assert "lost       0" in told
    assert "20 gained: 二（一）2 放开亲属投靠落户 | 对有合法稳定住所者全面放开落户限制" in told


def test_a_file_of_facts_is_compared_and_every_person_written_out(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    compared(facts=facts(tmp_path, *FAMILY), out=out)

    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [(each["party"], each["change"]) for each in rows] == [
        ("P", "unchanged"),
        ("Q", "gained"),
    ]
    assert rows[1]["former_clause"] == "二（一）2 放开亲属投靠落户"


def test_a_broken_file_is_told_by_line_and_column_and_nothing_is_stored(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="第 2 行，family 列"):
        compared(facts=facts(tmp_path, "=A,P,,,,,,,,"))

    assert not Population.objects.exists()


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("qz-1999", "qz-final-2017"), "没有规定 qz-1999"),
        (("qz-final-2017", "qz-final-2017"), "请选择两个不同的规定"),
    ],
)
def test_texts_that_cannot_be_compared_are_told(
    tmp_path: Path, texts: tuple[str, str], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        compared(*texts, facts=facts(tmp_path, *FAMILY))


def test_without_a_county_or_a_file_there_is_nobody() -> None:
    with pytest.raises(CommandError, match="generate_county"):
        compared()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        compared(facts=tmp_path / "none.csv")
