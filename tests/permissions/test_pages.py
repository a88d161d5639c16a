"""Every page by everybody, with every method (O02): the rules are those of the table of access."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pytest
from django.test import Client

from registry.models import PostingRole
from tests.api.callers import as_agency, as_officer
from tests.factories import AccountFactory
from tests.permissions.routes import METHODS, PLUMBING, SAFE, WHOLE, Route, routes
from tests.permissions.writes import written
from tests.web.backs import BACK
from tests.web.test_access import rule
from tests.web.world import World, world

pytestmark = pytest.mark.django_db

NOBODY: Final = ("anonymous", "agency")
"""They have no desk: every guarded page sends them to sign in."""
WITHOUT: Final = "without_post"
OFFERED: Final = ("GET", "POST")
"""The methods that pages have."""
WITH_EVERY_METHOD: Final = ("anonymous", PostingRole.OFFICER)
VISITORS: Final = (*NOBODY, WITHOUT, *PostingRole.values)
PAGES: Final = sorted(
    (each for each in routes() if not each.is_api), key=lambda each: each.name == "sign-out"
)
"""Who signs out is nobody afterwards: that comes last."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One address asked by one visitor with one method, and what came back."""

    route: Route
    method: str
    visitor: str
    answer: Any
    written: frozenset[str]

    @property
    def rule(self) -> tuple[str, set[PostingRole] | None]:
        """How the page is asked and by whom; plumbing is anybody's."""
        if self.route.name in PLUMBING:
            return PLUMBING[self.route.name], None
        found = rule(self.route.name)
        assert found is not None, f"no rule for {self.route.name}; see tests/web/test_access.py"
        return found

    @property
    def is_offered(self) -> bool:
        """Whether the rule names this method; HEAD may be that of GET, and asks nothing new."""
        return self.method in self.rule[0].split()

    @property
    def is_refused(self) -> bool:
        """Whether this visitor must not pass."""
        roles = self.rule[1]
        return roles is not None and self.visitor not in roles

    @property
    def wrong(self) -> str:
        """What is wrong with the answer, or nothing."""
        status = self.answer.status_code
        told = f"{self.visitor} {self.method} {self.route.name}: {status}"
        if status >= 500:
            return f"{told}, which broke"
        if self.written and (self.method in SAFE or self.is_refused or not self.is_offered):
            return f"{told}, and wrote to {', '.join(sorted(self.written))}"
        if not self.is_offered:
            return "" if self.is_turned_away else f"{told}; no rule has this method"
        if self.is_refused:
            return "" if self.is_sent_away else f"{told}; the rule refuses this post"
        return f"{told}; the rule lets this post in" if self.is_sent_away else ""

    @property
    def is_sent_away(self) -> bool:
        """Whether whoever asked was told that this is not for them, or sent to sign in."""
        outside = self.visitor in (*NOBODY, WITHOUT)  # the first page ends a session without a post
        if self.answer.status_code == 302 and outside and self.rule[1] is not None:
            return str(self.answer.headers["location"]).startswith("/sign-in")
        return self.answer.status_code in (401, 403)

    @property
    def is_turned_away(self) -> bool:
        """Whether a method that is not offered leads nowhere, or back to the page of the form."""
        status = self.answer.status_code
        if self.method == "HEAD" and "GET" in self.rule[0]:
            return status == 405 or self.is_sent_away or not self.is_refused
        back = self.method in SAFE and status == 302 and self.route.name in BACK
        return back or self.is_sent_away or status in (404, 405) or self.route.name in PLUMBING


@pytest.fixture
def there() -> World:
    return world()


def visitor(name: str, there: World) -> Client:
    if name == "anonymous":
        return Client()
    if name == "agency":
        return as_agency("residents:read", "households:read", "applications:read")
    if name == WITHOUT:
        return as_officer(AccountFactory.create())
    return as_officer(there.as_role(PostingRole(name)))


def methods(name: str) -> Sequence[str]:
    """Return how a visitor asks.

    What no page has is refused before anybody is looked at: the suite asks so as two of them.
    """
    return METHODS if WHOLE or name in WITH_EVERY_METHOD else OFFERED


def walked(name: str, there: World, client: Client) -> Iterator[Asked]:
    """Ask for every page with every such method, each as if nothing had been asked before."""
    values = there.values
    client.raise_request_exception = False
    for route in PAGES:
        path = route.address(values)
        for method in methods(name):
            answer, tables = written(partial(client.generic, method, path))
            yield Asked(route, method, name, answer, tables)


@pytest.mark.parametrize("name", VISITORS)
def test_everybody_opens_what_the_table_says_and_nothing_else(
    there: World, name: str, record_property: Callable[[str, object], None]
) -> None:
    asked = list(walked(name, there, visitor(name, there)))

    record_property("pairs", len(asked))
    wrong = [each.wrong for each in asked if each.wrong]
    assert not wrong, "\n".join(wrong)
    assert len(asked) == len(PAGES) * len(methods(name))
