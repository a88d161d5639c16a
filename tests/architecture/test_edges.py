"""Edges read input, call one action, show the result; they never write themselves."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT, name, sources, syntax

EDGES: Final = {"api", "web", "admin", "admin.py", "tasks.py"}
WRITERS: Final = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "abulk_create", "acreate", "asave", "adelete",
}  # fmt: skip
# A set, a hash or a form of ours also has these; a query set or model instance is what we mean.
HARMLESS_OWNERS: Final = {"digest", "hasher", "context", "headers", "cache"}


def edges() -> list[Path]:
    rooms = sources("registry", "applications", "hukou/api", "hukou/web")
    return [path for path in rooms if EDGES & set(path.relative_to(ROOT).parts)]


def _owner(call: ast.Attribute) -> str:
    return ast.unparse(call.value).rpartition(".")[2]


@pytest.mark.parametrize("path", edges(), ids=name)
def test_edges_never_write(path: Path) -> None:
    written = [
        f"line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITERS
        and _owner(node.func) not in HARMLESS_OWNERS
    ]
    assert written == []


@pytest.mark.parametrize("path", edges(), ids=name)
def test_edges_never_speak_sql_or_open_transactions(path: Path) -> None:
    names = {node.id for node in ast.walk(syntax(path)) if isinstance(node, ast.Name)}
    assert not {"transaction", "connection"} & names
