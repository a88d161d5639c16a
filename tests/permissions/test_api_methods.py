"""The API answers no method that has no row in api.csv, to nobody (O02)."""

from collections.abc import Callable
from functools import partial
from typing import Final

import pytest

from tests.permissions.routes import METHODS, SAFE, WHOLE, routes
from tests.permissions.test_api import CALLERS, World, values, world
from tests.permissions.writes import written

pytestmark = pytest.mark.django_db

ANSWERED: Final = frozenset({200, 400})
REFUSED: Final = frozenset({401, 403, 404, 405})

SOME: Final = ("anonymous", "officer", "elsewhere", "applications:write")
"""Which methods there are does not depend on who asks: the suite asks as some."""

__all__ = ["world"]


@pytest.mark.parametrize("name", CALLERS if WHOLE else SOME)
def test_no_route_answers_a_method_without_a_row(
    world: World, name: str, record_property: Callable[[str, object], None]
) -> None:
    """HEAD and OPTIONS are those of the methods that have one."""
    keys = values(world)
    asked = [
        (method, route.address(keys))
        for route in routes()
        if route.is_api
        for method in METHODS
        if method not in (route.methods or ()) or method in ("HEAD", "OPTIONS")
    ]

    wrong = []
    for method, path in asked:
        answer, tables = written(partial(world.callers[name].generic, method, path))
        right = REFUSED | ANSWERED if method in SAFE else REFUSED
        if tables or answer.status_code not in right:
            wrong.append((method, path, answer.status_code, tables))

    record_property("pairs", len(asked))
    assert wrong == []
