"""`manage.py score` (T05): a file of people scored and ranked at once, exact; refused by line."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
SCHEME: Final = "gz-points-2023"
HOLDER: Final = {
    "person.age": 30,
    "employment.legal_stable": True,
    "permit.guangdong_valid_in_guangzhou": True,
    "conduct.criminal_penalty_5y": False,
    "insurance.social_months": 60,
    "insurance.medical_months": 60,
    "education.level": "bachelor",
    "permit.months": 180,
    "permit.continuous_months": 60,
}
"""30 of age, 120 of the permit, 10 of medical insurance; 30 of education beside."""


def file(place: Path, **people: dict[str, Any]) -> Path:
    path = place / "people.jsonl"
    rows = (json.dumps({"id": name, "facts": facts}) for name, facts in people.items())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def score(people: Path, *, quota: int = 1, **options: Any) -> list[str]:
    told = StringIO()
    options = {"on": date(2026, 6, 1), "scheme": SCHEME, **options}
    call_command("score", people=people, quota=quota, stdout=told, **options)
    return told.getvalue().splitlines()


def test_people_are_scored_and_ranked_and_another_quota_draws_its_line(tmp_path: Path) -> None:
    people = file(
        tmp_path,
        zhou=HOLDER,
        an={**HOLDER, "innovation.patent_inventors": [3]},
        li={**HOLDER, "permit.months": 192},
        wu={**HOLDER, "permit.months": 12},
        he={key: value for key, value in HOLDER.items() if key != "employment.legal_stable"},
    )

    assert score(people, quota=1, also=[2, 0]) == [
        "id,ranking_score,total,qualified,tie1,tie2,rank,admitted",
        "li,168,198,yes,60,60,1,true",
        "an,160,590/3,yes,60,60,2,false",
        "zhou,160,190,yes,60,60,2,false",
        "he,160,190,unknown,60,60,,false",
        "wu,48,78,no,60,60,,false",
        "qualified 3 of 5",
        "quota 1: admitted 1, line 168",
        "quota 2: admitted 3, line 160",
        "quota 0: admitted 0, line -",
    ]


def test_the_list_is_the_same_to_the_byte_from_any_order(tmp_path: Path) -> None:
    people = {f"p{at:02d}": {**HOLDER, "permit.months": 120 + at % 5 * 12} for at in range(20)}
    lists = set()
    for each in (people, dict(reversed(people.items()))):
        score(file(tmp_path, **each), quota=3, out=tmp_path / "list.csv")
        lists.add((tmp_path / "list.csv").read_bytes())
    assert len(lists) == 1


def test_an_example_is_said_to_be_one(tmp_path: Path) -> None:
    told = score(file(tmp_path, an=HOLDER), scheme="bj-points")
    assert any("decides nothing" in line for line in told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "b", "facts": {"permit.months": 12.5}}', "people.jsonl:2: facts.permit.months"),
        ('{"id": "b", "facts": {"permit.years": 1}}', "people.jsonl:2: facts.permit.years"),
        ('{"id": "b", "facts": {"tax.income_3y_yuan": NaN}}', "people.jsonl:2"),
        ('{"id": "a", "facts": {}}', "there twice"),
        ('{"id": "", "facts": {}}', "empty"),
        ('{"id": 7, "facts": {}}', "write"),
        ('{"id": "b"}', "write"),
        ('{"id": "b", "facts": {}, "points": 200}', "write"),
        ("{", "people.jsonl:2"),
    ],
)
def test_a_line_that_cannot_be_true_is_refused_and_nothing_written(
    tmp_path: Path, line: str, told: str
) -> None:
    people, out = file(tmp_path, a=HOLDER), tmp_path / "list.csv"
    with people.open("a", encoding="utf-8") as more:
        more.write(line + "\n")

    with pytest.raises(CommandError, match=told):
        score(people, out=out)
    assert not out.exists()


def test_an_unknown_scheme_and_a_quota_below_nothing_are_told(tmp_path: Path) -> None:
    people = file(tmp_path, a=HOLDER)
    with pytest.raises(CommandError, match="--scheme"):
        score(people, scheme="nowhere")
    with pytest.raises(CommandError, match="--quota"):
        score(people, quota=-1)
    with pytest.raises(CommandError, match="--quota"):
        score(people, also=[-1])
    with pytest.raises(CommandError, match="Is a directory"):
        score(people, out=tmp_path)
    with pytest.raises(CommandError, match="nobody"):
        score(tmp_path / "nobody.jsonl")
