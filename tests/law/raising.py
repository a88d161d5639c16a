"""Where the law refuses a pack (PackError) in its source, and which of those were reached."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

import hukou.law

LAW: Final = Path(hukou.law.__file__).parent
Site: TypeAlias = tuple[str, int]
"""A file of the law, and the line its `raise` begins on."""


def sites() -> Iterator[tuple[str, int, str]]:
    """Yield every place that raises a PackError, itself or by `section.wrong(...)`: its words."""
    for path in sorted(LAW.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and _refuses(node.exc):
                yield path.relative_to(LAW).as_posix(), node.lineno, ast.unparse(node)


def _refuses(raised: ast.expr | None) -> bool:
    if not isinstance(raised, ast.Call):
        return False
    called = raised.func
    if isinstance(called, ast.Attribute):
        return called.attr == "wrong"
    return isinstance(called, ast.Name) and called.id == "PackError"


def reached(problem: BaseException) -> Site:
    """Return the place of the law a refusal was raised at."""
    at: TracebackType | None = problem.__traceback__
    found: Site = ("", 0)
    while at is not None:
        path = Path(at.tb_frame.f_code.co_filename)
        if path.is_relative_to(LAW):
            found = path.relative_to(LAW).as_posix(), at.tb_lineno
        at = at.tb_next
    return found
