"""What somebody may see is said in one place (O02): `registry/queries/scope.py`."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.architecture.tree import ROOT, sources

PLACE: Final = "registry/queries/scope.py"
READ: Final = frozenset({"office_ids"})
"""What a Scope holds for its own questions: `keeps`, `rows`, `within`, `households`, `people`."""
HOW: Final = """
These say by hand who may see what. Ask the Scope instead: scope.rows(query) or scope.within("way")
for rows, scope.keeps(office) for one, scope.shows(FIELD) for a field, scope.holds(ROLES) for a
post, scope.beyond(Ground.…) for rows of other areas. What is missing there is added there:
"""


def by_hand(tree: ast.Module) -> Iterator[int]:
    """Yield the lines that make a Scope, widen one, or look into its offices."""
    for node in ast.walk(tree):
        is_made = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Scope"
        is_widened = isinstance(node, ast.keyword) and node.arg == "office_ids"
        is_read = isinstance(node, ast.Attribute) and node.attr in READ
        if is_made or is_widened or is_read:
            yield getattr(node, "lineno", 0)


def test_rows_and_fields_are_asked_of_the_scope() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources()
        if path.relative_to(ROOT).as_posix() != PLACE
        for line in by_hand(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert not wrong, HOW + "\n".join(wrong)


def test_it_would_find_what_is_done_by_hand() -> None:
    """The control."""
    text = "wide = replace(scope, office_ids=None)\nScope('x')\nrows.filter(x in scope.office_ids)"

    assert len(list(by_hand(ast.parse(text)))) == 3
