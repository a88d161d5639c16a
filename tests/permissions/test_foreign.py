"""What is of another area never shows (辖区外), to nobody whose area it is not (O02).

The world is asked twice, everywhere and by every filter: once with a whole foreign station in it,
once without. Both answers must be the same to the letter: not a name, not a count, not an error
more. So nothing needs to be known of a page but its address, and a new one is walked by itself.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from hukou.kernel import clock
from registry.models import Office, OfficeLevel, PostingRole
from tests.api.callers import as_officer
from tests.factories import OfficeFactory
from tests.filing import QUZHOU, Place, posted
from tests.permissions.asking import Watching, difference, told, watching
from tests.permissions.routes import WHOLE, Route, routes
from tests.permissions.stock import Stock, keys_go_on_together, stock
from tests.permissions.stock_files import Words
from tests.permissions.writes import undone

pytestmark = pytest.mark.django_db

__all__ = ["watching"]

R = PostingRole
QUJIANG: Final = Place("330803002001", "衢江区", "樟潭街道", "蒹葭社区")
THIRD: Final = 3
THEIR_NAME: Final = "貔貅"
"""What everybody and everything of the foreign station is called."""
AT_THE_BUREAU: Final = {role for role in R if "approver" in role or "administrator" in role}
VISITORS: Final = list(R) if WHOLE else [R.OFFICER, R.COUNTY_APPROVER, R.AUDIT_ADMINISTRATOR]
AS_OTHERS: Final = {R.AUXILIARY, R.CHIEF, R.CITY_APPROVER} | (
    set() if WHOLE else {R.COUNTY_APPROVER}
)
"""They open the same lists as an officer or a county approver, by the same scope: these filter."""
PASSED_BY: Final = {
    "metrics",  # counts requests, those of this test too
    "sign-out",
    "docs",  # a page about the API, with the form's token in its script
    "own-factors",  # one's own, with a new secret each time
}
OF_ALL_AREAS: Final = {
    "receptions": "any counter may be agreed with, so every office is offered",
    "reception-end": "sends back to that page",
    "admin:connectors": "how many questions wait at an agency is the installation's, whoever asked",
}
"""Pages that tell something of all areas, and why: nothing by its name shows there either."""
Request = tuple[str, str, tuple[tuple[str, str], ...]]
OPEN_TO_ALL: Final = {
    "api-verify": "whoever holds the paper holds its code; the holder's name is masked",
    "verify": "whoever holds the paper holds its code; the holder's name is masked",
}


@dataclass
class Walk:
    """Every page and call that reads, as one visitor asks for it."""

    client: Client
    home: Stock
    reads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By route: which names of its query it looks at."""
    filters: bool = True
    above: Office | None = None
    """Whose area both stations lie in; none for everybody else."""

    def learn(self, watching: Watching) -> None:
        """Ask for everything of one's own, and see which filters there are."""
        for route in readable():
            ask = partial(told, self.client, "get", route.address(self.home.at(route.name)))
            self.reads[route.name] = watching(partial(ask, {})) | watching(partial(ask, {"?": "1"}))
            self.reads[route.name] -= {"?"}

    def requests(self, away: Stock) -> Iterator[Request]:
        """Yield what is asked: one's own, what is theirs, and by each filter for theirs."""
        for route in readable():
            own = route.address(self.home.at(route.name))
            yield route.name, own, ()
            if route.name not in OPEN_TO_ALL:
                for path in foreign(route, self.home, away):
                    yield route.name, path, ()
            for name in sorted(self.reads[route.name]) if self.filters else ():
                for value in values(away, route.name, name):
                    yield route.name, own, ((name, value),)

    def answers(self, requests: list[Request]) -> dict[Request, bytes]:
        cache.clear()
        return {
            each: zlib.compress(told(self.client, "get", each[1], dict(each[2])).encode(), 1)
            for each in requests
        }


def values(away: Stock, *of: str) -> Sequence[str]:
    """Return what of theirs a filter is asked for: all of it, or in the suite a third.

    Each filter of each page begins elsewhere, so that all of them together ask for everything.
    """
    every = (*away.keys, *away.texts)
    return every if WHOLE else every[zlib.crc32("".join(of).encode()) % THIRD :: THIRD]


def readable() -> list[Route]:
    """Return what can be asked for by GET."""
    return [
        route
        for route in routes()
        if route.name not in PASSED_BY and (route.methods is None or "GET" in route.methods)
    ]


def foreign(route: Route, home: Stock, away: Stock) -> set[str]:
    """Return the addresses where some or all of what the route names is theirs."""
    own, theirs = home.at(route.name), away.at(route.name)
    named = [name for name in route.parameters if own.get(name) != theirs.get(name)]
    mixed = [{**own, name: theirs[name]} for name in named]
    return {route.address(each) for each in [theirs, *mixed]} - {route.address(own)}


@pytest.fixture
def home(settings: LazySettings, tmp_path: Path) -> Iterator[Stock]:
    settings.MEDIA_ROOT = tmp_path
    with clock.frozen(clock.now()):
        yield stock(QUZHOU, Words("欧阳", 1), dated=True)


def another() -> Stock:
    keys_go_on_together()
    return stock(QUJIANG, Words(THEIR_NAME, 501), dated=False)


def seen(walk: Walk) -> tuple[int, dict[tuple[str, str], list[Request]]]:
    """Return how many requests were made, and what differs: by route and by difference."""
    with undone():
        away = another()
        Office.objects.filter(pk=away.here.bureau.pk).update(parent=walk.above)
        requests = list(walk.requests(away))
        after = walk.answers(requests)
    before = walk.answers(requests)
    wrong = defaultdict(list)
    for each in requests:
        if before[each] != after[each]:
            texts = [zlib.decompress(one[each]).decode() for one in (before, after)]
            if each[0] in OF_ALL_AREAS and texts[1].count(THEIR_NAME) <= texts[0].count(THEIR_NAME):
                continue
            lines = difference(*texts)
            wrong[each[0], lines].append(each)
    return len(requests), wrong


def shown(wrong: dict[tuple[str, str], list[Request]]) -> str:
    """Say which pages tell of the foreign station, and how to put it right."""
    told = "\n".join(
        f"{name}: {cases[0][1]} {dict(cases[0][2])} and {len(cases) - 1} more\n      {lines}"
        for (name, lines), cases in wrong.items()
    )
    return (
        "These answers are not the same once there is a station of another area. Narrow the query "
        f"by its Scope (registry/queries/scope.py):\n{told}"
    )


@pytest.mark.parametrize("role", VISITORS)
def test_nothing_of_another_area_shows(
    home: Stock, watching: Watching, role: R, record_property: Callable[[str, object], None]
) -> None:
    office = home.here.bureau if role in AT_THE_BUREAU else home.here.office
    walk = Walk(as_officer(posted(office, role)), home, filters=role not in AS_OTHERS)
    walk.client.raise_request_exception = False
    walk.learn(watching)

    count, wrong = seen(walk)

    record_property("requests compared with and without a foreign station", count)
    assert not wrong, shown(wrong)


SEEN_FROM_ABOVE: Final = {
    R.CITY_APPROVER: {
        *("worklist", "application", "application-letter", "application-edit", "birth-edit"),
        *("document", "event-edit", "api-application", "person", "household", "api-household"),
        *("api-resident", "api-history", "applications-of-person", "living-apart", "findings"),
        *("finding", "api-findings", "collectives", "collective", "api-collectives"),
        *("issued-document", "print-centre", "imports", "import-run", "comparisons", "comparison"),
        *("renumberings", "renumbering", "corrections", "person-readings", "quality-summary"),
    },
    R.AUDIT_ADMINISTRATOR: {"audit", "audit-heads"},
}


@pytest.mark.parametrize("role", SEEN_FROM_ABOVE)
def test_whose_area_it_is_sees_all_of_it(home: Stock, role: R) -> None:
    """The control: the same requests, by somebody above both stations."""
    city = OfficeFactory.create(level=OfficeLevel.CITY)
    Office.objects.filter(pk=home.here.bureau.pk).update(parent=city)
    walk = Walk(as_officer(posted(city, role)), home, above=city)
    walk.client.raise_request_exception = False

    _count, wrong = seen(walk)

    assert SEEN_FROM_ABOVE[role] - {name for name, _ in wrong} == set()
