"""Rounds and their public lists over HTTP (T06): masked, in its days, page by page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from applications.api import rounds
from hukou.kernel import clock
from tests.api.callers import as_agency, as_officer
from tests.filing import counter
from tests.rounds import AFTER, city, number_of
from tests.years import LAST_DAY, Year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Iterator[Year]:
    made = Year(city())
    with clock.frozen(AFTER + timedelta(days=1)):
        yield made


def asked(year: Year, query: str = "", *, status: int = 200) -> Any:  # noqa: ANN401 - JSON
    caller = as_officer(year.place.here.officer)
    answer = caller.get(f"/api/v1/rounds/{year.round.pk}/list{query}")
    assert answer.status_code == status
    return answer.json()


def test_the_list_says_its_order_its_days_and_who_is_admitted(year: Year) -> None:
    told = asked(year)

    assert (told["version"], told["kind"], told["line"]) == (1, "provisional", "154")
    assert told["objections_until"] == LAST_DAY.isoformat()
    assert told["cite"] == {"document": year.round.document, "clause": year.round.clause}
    assert [each["name"] for each in told["results"]] == ["陈＊志", "欧＊山"]
    assert told["next"] is None


def test_nobody_is_named_or_numbered(year: Year) -> None:
    text = str(asked(year))
    for secret in ("陈立志", number_of(0), year.files[0].number):
        assert secret not in text


def test_its_pages_follow_by_cursor(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "LARGEST_PAGE", 1)
    first = asked(year)
    second = asked(year, f"?cursor={first['next']}")

    assert [each["place"] for each in first["results"] + second["results"]] == [1, 2]
    assert second["next"] is None
    assert asked(year, "?cursor=x", status=400)["errors"][0]["field"] == "cursor"


def test_outside_its_days_and_of_no_round_there_is_nothing(year: Year) -> None:
    with clock.frozen(LAST_DAY + timedelta(days=1)):
        asked(year, status=404)
    caller = as_agency("applications:read", client_id="x")
    assert caller.get(f"/api/v1/rounds/{uuid4()}/list").status_code == 404


def test_the_rounds_of_ones_place_say_their_orders_and_which_list_is_shown(year: Year) -> None:
    caller = as_officer(year.place.here.officer)
    [told] = caller.get("/api/v1/rounds").json()["results"]

    assert told["id"] == str(year.round.pk)
    assert (told["year"], told["quota"], told["stage"]) == (2026, 2, "published")
    assert told["cite"] == {"document": year.round.document, "clause": year.round.clause}
    assert told["list"] == {"version": 1, "kind": "provisional", "digest": year.list.digest}
    with clock.frozen(LAST_DAY + timedelta(days=1)):
        assert caller.get("/api/v1/rounds").json()["results"][0]["list"] is None


def test_rounds_are_narrowed_by_year_and_place(year: Year) -> None:
    caller = as_agency("applications:read", client_id="x")

    def ids(**asked: str) -> list[str]:
        return [each["id"] for each in caller.get("/api/v1/rounds", asked).json()["results"]]

    assert ids() == ids(year="2026") == ids(division=year.round.division) == [str(year.round.pk)]
    assert ids(year="2025") == ids(division="330802") == []
    refused = caller.get("/api/v1/rounds", {"division": "x"})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "division"


def test_the_round_of_another_place_is_not_listed(year: Year) -> None:
    elsewhere = counter()
    assert as_officer(elsewhere.officer).get("/api/v1/rounds").json()["results"] == []
    assert year.round.division
