"""A list of a round is made again from its inputs (T02): the same bytes, or what differs."""

from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from applications.errors import RoundStageWrong
from applications.models import RoundList
from applications.tasks import release_one
from tests.rounds import applies, city, frozen, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> RoundList:
    place = city()
    round_ = place.declared()
    for serial in (1, 2):
        told(applies(place, serial))
    return frozen(round_, place)


def reproduce(made: RoundList, *more: str) -> str:
    out = StringIO()
    call_command("reproduce_round_list", str(made.round_id), str(made.version), *more, stdout=out)
    return out.getvalue()


def as_owner(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(statement)


def test_the_command_prints_the_digest_and_writes_the_list(made: RoundList, tmp_path: Path) -> None:
    said = reproduce(made, "--out", str(tmp_path / "list.csv"))

    counted = "2 applicants, 2 ranked, 2 admitted; scores counted again"
    assert said.startswith(f"{made.digest} {counted}")
    assert len((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("forgery", "said"),
    [
        ("update applications_frozeninput set content = replace(content, '192', '199')", "altered"),
        ("update applications_roundrank set rank = 2", "stored lines are others"),
        ("update applications_roundlist set quota = 1, digest = repeat('0', 64)", "other bytes"),
        ("update applications_frozeninput set digest = repeat('0', 64)", "not those"),
    ],
)
def test_whatever_was_changed_behind_is_found(made: RoundList, forgery: str, said: str) -> None:
    as_owner(forgery)
    with pytest.raises(CommandError, match=said):
        reproduce(made)


def test_a_list_that_is_not_there_is_said(made: RoundList) -> None:
    with pytest.raises(CommandError, match="no list 1"):
        call_command("reproduce_round_list", str(uuid4()), "1")
    with pytest.raises(CommandError, match="no list 9"):
        call_command("reproduce_round_list", str(made.round_id), "9")


def test_no_file_is_let_go_before_the_final_list(made: RoundList) -> None:
    entry = made.round.applicants.first()
    assert entry is not None
    with pytest.raises(RoundStageWrong):
        release_one(entry.pk)
