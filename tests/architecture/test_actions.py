"""Every public action is one transaction, with its options by name."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT, syntax

ROOMS: Final = {
    "applications/actions": "transaction.atomic(durable=True)",
    "registry/actions": "transaction.atomic",
}


def door(package: Path) -> set[str]:
    """Return the names that the package's `__init__` offers: its actions."""
    return {
        alias.asname or alias.name
        for node in syntax(package / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def actions(room: str) -> list[ast.FunctionDef]:
    package = ROOT / room
    offered = door(package)
    return [
        node
        for path in sorted(package.rglob("*.py"))
        for node in syntax(path).body
        if isinstance(node, ast.FunctionDef) and node.name in offered
    ]


EVERY: Final = [
    pytest.param(room, action, id=f"{room}:{action.name}")
    for room in ROOMS
    for action in actions(room)
]


@pytest.mark.parametrize("room", ROOMS)
def test_there_are_actions(room: str) -> None:
    assert actions(room)


@pytest.mark.parametrize(("room", "action"), EVERY)
def test_an_action_is_one_transaction(room: str, action: ast.FunctionDef) -> None:
    assert ROOMS[room] in [ast.unparse(decorator) for decorator in action.decorator_list]


SUBJECTS: Final = 2
"""Who, and into what: `move_in(person, household, *, …)`; all else goes by name."""


@pytest.mark.parametrize(("room", "action"), EVERY)
def test_an_action_takes_its_options_by_name(room: str, action: ast.FunctionDef) -> None:
    assert not action.args.defaults, room
    assert len(action.args.args) <= SUBJECTS, room


@pytest.mark.parametrize(("room", "action"), EVERY)
def test_an_action_says_what_it_does(room: str, action: ast.FunctionDef) -> None:
    assert ast.get_docstring(action), room
