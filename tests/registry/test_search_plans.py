"""Every kind of search goes through an index of its own (P5), with the parameters as sent."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.functions import Length

from registry.models import Address, HeldNumber, Particulars
from registry.queries import PersonSearch, Scope, search_people, search_sql
from tests.factories import DivisionFactory, OfficeFactory
from tests.legacy import LegacyRegister, write_legacy

pytestmark = pytest.mark.django_db

ALL: Final = Scope("test", office_ids=None)
PLACE: Final = "440199001001"
PEOPLE: Final = 8_000
ON: Final = date(2026, 6, 1)
TABLES: Final = ("particulars", "heldnumber", "address", "householdaddress", "residence", "person")


@pytest.fixture
def register(tmp_path: Path) -> None:
    """So many people that reading them all costs more than an index."""
    OfficeFactory.create().areas.set([DivisionFactory.create(code=PLACE)])
    path = tmp_path / "old.csv"
    write_legacy(path, LegacyRegister(5, divisions=[PLACE]).rows(PEOPLE))
    call_command("import_register", str(path), stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for table in (*TABLES, "household"):
            cursor.execute(f"analyze registry_{table}")


def plan_of(query: PersonSearch) -> str:
    """Return the plan of a search, explained with the very parameters it is sent with."""
    seen: list[str] = []

    def explain(
        execute: Callable[..., object], sql: str, params: object, many: bool,
        context: dict[str, CursorWrapper],
    ) -> object:  # fmt: skip
        if sql.lstrip().startswith("WITH"):
            execute(f"EXPLAIN {sql}", params, many, context)
            seen.append("\n".join(line for (line,) in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        assert search_people(query, scope=ALL, on=ON).items
    return seen[-1]


def somebody() -> Particulars:
    """Return somebody whose name has three characters."""
    known = Particulars.objects.annotate(length=Length("name_norm")).filter(length=3)
    return known.order_by("-id")[100]


@pytest.mark.usefixtures("register")
def test_every_kind_of_search_finds_its_candidates_by_an_index() -> None:
    who = somebody()
    number = HeldNumber.objects.get(person=who.person_id).number
    address = Address.objects.order_by("id")[100].street
    queries = {
        "registry_heldnumber_number": PersonSearch(number=number),
        "particulars_name_bigrams": PersonSearch(name=who.name),
        "name_bigrams": PersonSearch(name=who.name[-2:]),
        "whose_name_norm": PersonSearch(name=who.name[0]),
        "whose_name_initials": PersonSearch(pinyin=who.name_initials),
    }
    for index, query in queries.items():
        assert_looked_up(query, index)
    # So few addresses are read whole; told not to, the planner must find another way.
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    assert_looked_up(PersonSearch(address=address[:6]), "address_full_text")


def assert_looked_up(query: PersonSearch, index: str) -> None:
    found = plan_of(query).split("CTE few")[0]
    assert index in found
    assert not [table for table in TABLES if f"Seq Scan on registry_{table}" in found], found


MANY: Final[list[dict[str, str]]] = [
    {"name": "王"},
    {"pinyin": "w"},
    {"address": "荷花路"},
    {"name": "王", "address": "路"},
]


@pytest.mark.usefixtures("register")
def test_a_term_with_many_answers_gives_the_same_pages_either_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Looked up and sorted, or walked through until the page is full."""
    looked_up = [pages(query) for query in MANY]
    walk_for_more_than(5, monkeypatch)

    assert [pages(query) for query in MANY] == looked_up
    assert all(len(found) > 40 for found in looked_up)


def walk_for_more_than(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_sql, "ENOUGH", few)
    monkeypatch.setattr(search_sql, "ENOUGH_NAMESAKES", few)


def pages(query: dict[str, str]) -> list[int]:
    found: list[int] = []
    cursor: str | None = None
    for _ in range(4):
        page = search_people(PersonSearch(**query), scope=ALL, on=ON, cursor=cursor)
        found += [hit.person_id for hit in page.items]
        if not (cursor := page.next):
            break
    return found


@pytest.mark.usefixtures("register")
def test_a_walk_reads_people_by_their_key(monkeypatch: pytest.MonkeyPatch) -> None:
    walk_for_more_than(5, monkeypatch)
    walk = plan_of(PersonSearch(name="王")).split("CTE few")[1]
    assert "Index Scan using registry_person_pkey" in walk
    assert "Seq Scan on registry_particulars" not in walk
