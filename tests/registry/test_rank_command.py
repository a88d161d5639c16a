"""`manage.py rank` (T02): exact, the same from any order, everybody at the line, nothing half."""

import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def ranked(scores: Path, *, quota: int, out: Path | None = None) -> list[str]:
    told = StringIO()
    call_command("rank", scores=scores, quota=quota, out=out, stdout=told)
    return told.getvalue().splitlines()


def file(place: Path, text: str) -> Path:
    path = place / "scores.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_equal_scores_share_a_rank_and_all_at_the_line_are_admitted(tmp_path: Path) -> None:
    scores = file(tmp_path, "id,score\nd,70\na,80.5\nb,80.50\nc,90\n")

    assert ranked(scores, quota=2) == [
        "id,score,rank,admitted",
        "c,90,1,true",
        "a,80.5,2,true",
        "b,80.5,2,true",
        "d,70,4,false",
        "admitted 3 of 4, line 80.5",
    ]


def test_ties_order_those_of_equal_score(tmp_path: Path) -> None:
    scores = file(tmp_path, "id,score,tie1,tie2\na,80,1,9\nb,80,2,0\nc,80,2,1\n")

    assert [line.split(",")[0] for line in ranked(scores, quota=1)[1:4]] == ["c", "b", "a"]
    assert ranked(scores, quota=1)[-1] == "admitted 1 of 3, line 80"


def test_what_floating_point_takes_for_equal_is_told_apart(tmp_path: Path) -> None:
    scores = file(tmp_path, "id,score\na,90.000000000000000001\nb,90\n")
    assert float("90.000000000000000001") == 90.0
    assert ranked(scores, quota=1)[-1] == "admitted 1 of 2, line 90.000000000000000001"


def test_the_list_is_the_same_to_the_byte_from_any_order(tmp_path: Path) -> None:
    rows = [f"p{at:03d},{at % 7}.{at % 3},{at % 5}" for at in range(300)]
    lists = set()
    for seed in range(5):
        random.Random(seed).shuffle(rows)  # noqa: S311 - an order, no secret
        scores = file(tmp_path, "\n".join(["id,score,tie1", *rows]) + "\n")
        ranked(scores, quota=50, out=tmp_path / "list.csv")
        lists.add((tmp_path / "list.csv").read_bytes())

    assert len(lists) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["list.csv", "scores.csv"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "首行应为"),
        ("name,score\na,1\n", "首行应为"),
        ("id,score,tie2\na,1,2\n", "首行应为"),
        ("id,score\na,1e3\n", "第 2 行"),
        ("id,score\na,NaN\n", "第 2 行"),
        ("id,score\na,１\n", "第 2 行"),
        ("id,score\na,1\nb,\n", "第 3 行"),
        ("id,score\na,1\na,2\n", "重复"),
        ("id,score\n,1\n", "为空"),
        ("id,score\na,1,2\n", "应有 2 列"),
        ('id,score\n"a,1\n', "CSV"),
    ],
)
def test_a_line_that_is_no_score_is_refused_and_nothing_written(
    tmp_path: Path, text: str, told: str
) -> None:
    out = tmp_path / "list.csv"
    out.write_text("yesterday's")

    with pytest.raises(CommandError, match=told):
        ranked(file(tmp_path, text), quota=1, out=out)
    assert out.read_text() == "yesterday's"


def test_a_quota_below_nothing_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--quota"):
        ranked(file(tmp_path, "id,score\n"), quota=-1)
    with pytest.raises(CommandError, match="nowhere"):
        ranked(tmp_path / "nowhere.csv", quota=1)


def test_nobody_to_rank_has_no_line(tmp_path: Path) -> None:
    assert ranked(file(tmp_path, "id,score\n"), quota=3)[-1] == "admitted 0 of 0, line -"


def test_a_score_below_nothing_is_a_score(tmp_path: Path) -> None:
    scores = file(tmp_path, "\ufeffid,score\na,-10.5\nb,-0.25\n")
    assert ranked(scores, quota=1)[1] == "b,-0.25,1,true"
