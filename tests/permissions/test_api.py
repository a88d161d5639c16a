"""Every route of the API against everybody who may call it: a gap is a missing row."""

import csv
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import LazySettings, settings
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from applications.actions import approve, ask_for_supplement, draft
from applications.api.acts import ACTS
from applications.models import Application, Kind
from hukou.kernel import clock
from registry.actions import issue_document
from registry.documents import Booklet
from registry.models import HouseholdAddress, PostingRole
from tests.api.callers import as_agency, as_officer
from tests.api.filing import application
from tests.applications.life import event, proven
from tests.cast import Family, family
from tests.factories import AccountFactory, OfficeFactory
from tests.filing import (
    Counter,
    Five,
    accepted,
    answer_all,
    assessed,
    counter,
    family_of_five,
    filed,
    posted,
    settlement,
)
from tests.holders import QUESTIONS, others
from tests.permissions.routes import Route, routes
from tests.permissions.writes import written

pytestmark = pytest.mark.django_db

STAFF: Final = (
    "auxiliary",
    "officer",
    "chief",
    "approver",  # of the county bureau above
    "elsewhere",  # an officer of another station
    "without_post",
    *(role.value for role in PostingRole if role.value.endswith("administrator")),
)
CALLERS: Final = ("anonymous", *STAFF, *settings.API_SCOPES)
"""Agencies come with one scope each."""


def table() -> dict[str, dict[str, int]]:
    """Read who gets what: a row for each route, a column for each caller."""
    path = Path(__file__).with_name("api.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("route"): {caller: int(status) for caller, status in row.items()}
            for row in csv.DictReader(file, skipinitialspace=True)
        }


TABLE: Final = table()


class World:
    """A station, a family registered there, and a family of five that wants to come."""

    def __init__(self) -> None:
        self.here: Counter = counter()
        self.five: Five = family_of_five()
        self.family: Family = family(self.here.office)
        self.neighbours: Family = family(self.here.office)
        self.callers = dict(self._callers())

    @property
    def code(self) -> str:
        """The code that a booklet of the family bears."""
        paper = issue_document(
            Booklet(self.family.household.pk), office=self.here.office, by=self.here.officer
        )
        return paper.verification_code

    def _callers(self) -> Iterator[tuple[str, APIClient]]:
        yield "anonymous", APIClient()
        for name in ("auxiliary", "officer", "chief", "approver"):
            yield name, as_officer(getattr(self.here, name))
        yield "elsewhere", as_officer(posted(OfficeFactory.create(), PostingRole.OFFICER))
        yield "without_post", as_officer(AccountFactory.create())
        for role in PostingRole:
            if role.value.endswith("administrator"):
                yield role.value, as_officer(posted(self.here.bureau, role))
        for scope in settings.API_SCOPES:
            yield scope, as_agency(scope, client_id=scope)

    def drafted(self) -> Application:
        return draft(settlement(self.five), by=self.here.auxiliary)

    def answered(self) -> Application:
        case = accepted(self.here, settlement(self.five))
        answer_all(case)
        return case

    def corrected(self) -> Application:
        """Return a correction that the city decides, after the station was heard."""
        about = {"reason": "本人申请", "proof": "申请书"}
        told = {"birth_date": "1974-05-02", "declarant": "欧阳", "declarant_is": "self", **about}
        return proven(self.here, event(Kind.CORRECTION, self.family.father, told))

    def approved(self) -> Application:
        case = assessed(self.here, settlement(self.five))
        return approve(case.pk, by=self.here.chief).application

    def incomplete(self) -> Application:
        case = filed(self.here, settlement(self.five))
        return ask_for_supplement(case.pk, by=self.here.officer, needed=["房产证"])


Ready = Callable[[World], Application]
CASES: Final[dict[str, tuple[Ready, dict[str, Any]]]] = {
    "submit": (World.drafted, {}),
    "withdraw": (World.drafted, {}),
    "accept": (lambda w: filed(w.here, settlement(w.five)), {}),
    "ask_for_supplement": (lambda w: filed(w.here, settlement(w.five)), {"needed": ["房产证"]}),
    "assess": (World.answered, {}),
    "approve": (lambda w: assessed(w.here, settlement(w.five)), {}),
    "refuse": (
        lambda w: assessed(w.here, settlement(w.five)),
        {"grounds": "材料不实", "clauses": [{"document": "意见", "clause": "第一条"}]},
    ),
    "issue_permit": (World.approved, {"leaves_office": "某派出所"}),
    "carry_out": (World.approved, {}),
    "take_over": (lambda w: accepted(w.here, settlement(w.five)), {"reason": "同事休假"}),
    "examine": (World.corrected, {"stage": "station", "agrees": True}),
    "unassign": (lambda w: accepted(w.here, settlement(w.five)), {"reason": "休假"}),
    "lapse": (World.incomplete, {"reason": "无法补正"}),
}


ADD: Final = """
No row says who may call these. Add a line for each to tests/permissions/api.csv, with the status
that each caller of its first line must get (401 nobody, 403 not theirs, 404 not their office's):
"""


def operations() -> set[str]:
    """Return every route below /api/v1/ with its methods, as the resolver knows them."""
    return {
        f"{method} {route}"
        for each in routes()
        if each.is_api
        for method in (each.methods or frozenset()) - {"HEAD", "OPTIONS"}
        for route in expanded(shown(each))
    }


def described() -> set[str]:
    """Return the same as the OpenAPI document describes it."""
    document = APIClient().get("/api/v1/schema").json()
    return {
        f"{method.upper()} {route}"
        for path, methods in document["paths"].items()
        for method in methods
        for route in expanded(re.sub("{(.*?)}", r"<\1>", path.removeprefix("/api/v1/")))
    }


def shown(route: Route) -> str:
    return re.sub(r"<\w+:", "<", route.pattern.removeprefix("api/v1/"))


def expanded(route: str) -> list[str]:
    return [route.replace("<action>", act) for act in ACTS] if "<action>" in route else [route]


def values(world: World) -> dict[str, object]:
    """Return a value for each parameter of an address."""
    return {
        "regulation_id": "qz-final-2017",
        "person_id": world.family.son.pk,
        "household_id": world.family.household.pk,
        **others(world.here.approver),
    }


def call(world: World, row: str) -> Callable[[APIClient], Any]:
    """Return how a row is called, with everything it needs in place."""
    method, route = row.lower().split(" ")
    keys = {f"<{name}>": str(value) for name, value in values(world).items()}
    keys |= {"<code>": world.code} if "<code>" in route else {}
    bodies: dict[str, dict[str, Any]] = {
        "eligibility": {"regulation": "qz-final-2017", "applicant": {"facts": {}}},
        "points/score": {"scheme": "gz-points-2023", "facts": {}},
        **QUESTIONS,
        "residents/search": {"name": "欧阳小山", "purpose": "核实"},
        "applications": application(world.five),
        "notices": {
            "kind": "death",
            "notices": [
                {
                    "reference": "S-1",
                    "number": "440199195401010018",
                    "name": "张三",
                    "event_date": "2026-05-01",
                }
            ],
        },
        "correction-notices/<notice_id>/acknowledge": {"answer": "unused"},
        "applications/<application_id>": application(world.five),
    }
    bodies |= places(world)
    bodies |= {
        f"households/<household_id>/{change}": {"document": "申请", **told}
        for change, told in changes(world).items()
    }
    body = bodies.get(route, {})
    if "<application_id>" in route:
        ready, sent = CASES.get(route.rpartition("/")[2], (World.drafted, {}))
        keys["<application_id>"] = str(ready(world).pk)
        body = body or sent
    path = re.sub("<[^>]+>", lambda key: keys[key[0]], f"/api/v1/{route}")
    if route.endswith("/documents"):
        return lambda caller: caller.post(path, {"file": paper(), "kind": "household_booklet"})
    headers = {"If-Match": '"1"'} if method == "put" else {}
    if method == "get":
        return lambda caller: caller.get(path)
    return lambda caller: getattr(caller, method)(path, body, format="json", headers=headers)


def changes(world: World) -> dict[str, dict[str, Any]]:
    """Return what each change of the family's household takes."""
    home, on = world.family, clock.today().isoformat()
    into = world.neighbours.household.pk
    people = [home.father.pk, home.mother.pk, home.son.pk, home.daughter.pk]
    said = [{"person_id": each, "relation": "99"} for each in people]
    leaves = {"on": on, "leaving": [home.daughter.pk], "head": home.daughter.pk}
    return {
        "rehearse": {"change": "split", **leaves},
        "split": leaves,
        "merge": {"on": on, "into": into, "relations": said},
        "transfer": {
            "on": on, "into": into, "person_id": home.daughter.pk, "relations": said[-1:],
        },
        "change-head": {"on": on, "to": home.mother.pk},
    }  # fmt: skip


def places(world: World) -> dict[str, dict[str, Any]]:
    """Return what changes of where people live take."""
    told = {"on": clock.today().isoformat(), "document": "通知"}
    home = HouseholdAddress.objects.get(household=world.family.household).address
    world.here.office.areas.add(home.division)
    return {
        "addresses/renumbering": {**told, "rows": [{"address": home.pk, "plate": "999"}]},
        "residents/<person_id>/actual-residence": {**told, "place": "北京市", "source": "visit"},
    }


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("户口簿.pdf", b"%PDF-1.7", content_type="application/pdf")


@pytest.fixture
def world(settings: LazySettings, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return World()


def test_every_route_has_its_row_and_everybody_a_column() -> None:
    without = sorted((operations() | described()) - set(TABLE))
    of_nothing = sorted(set(TABLE) - operations())
    narrow = [row for row, told in TABLE.items() if tuple(told) != CALLERS]

    assert not without, ADD + "\n".join(f"{each}, {', '.join(CALLERS)}" for each in without)
    assert of_nothing == [], "api.csv has rows for routes that are no more; take them out"
    assert narrow == [], f"these rows need one status for each of {', '.join(CALLERS)}"
    assert operations() - described() == {"GET schema"}, "not in the OpenAPI description"


@pytest.mark.parametrize("row", TABLE)
def test_everybody_gets_what_the_table_says(
    world: World, row: str, record_property: Callable[[str, object], None]
) -> None:
    ask = call(world, row)

    found, wrote = {}, {}
    for name in CALLERS:
        answer, wrote[name] = written(partial(ask, world.callers[name]))
        found[name] = answer.status_code

    record_property("pairs", len(found))
    assert found == TABLE[row]
    assert not {name: told for name, told in wrote.items() if told and found[name] >= 400}
