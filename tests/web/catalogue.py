"""What the counter says, and in how many languages.

`python -m tests.web.catalogue` brings the catalogue up to date with the sources and compiles it;
the tests only compare.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polib
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parents[2]
PO: Final = ROOT / "hukou" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO: Final = PO.with_suffix(".mo")
PACKAGES: Final = ("hukou", "registry", "applications")
MARKS: Final = {"_", "gettext", "gettext_lazy"}
IN_TEMPLATE: Final = re.compile(
    r"""(?:gettext|ngettext|_)\(((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:,\s*)?)+)"""
)
LITERAL: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
# Chinese labels of models and reasons of refusals are translated when they are shown.
SHOWN_CLASSES: Final = {"TextChoices"}
SPOKEN: Final = {"Reason", "ValidationError", "Check", "Whole", "Words", "Flag", "Sign"}
SPOKEN_TABLES: Final = {"SOURCES"}


def sources(suffix: str) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob(f"*{suffix}")):
            if not {"migrations", "county", "stack", "static"} & set(path.parts):
                yield path


def messages() -> dict[str, str | None]:
    """Return every msgid in use, with its plural where it has one."""
    found: dict[str, str | None] = {}
    for path in sources(".html"):
        found.update(_of_template(path))
    for path in sources(".py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.update(dict.fromkeys(_of_module(tree)))
        found.update(_counted(tree))
    return {text: plural for text, plural in found.items() if CHINESE.search(text)}


def _of_template(path: Path) -> dict[str, str | None]:
    python = templatize(path.read_text(encoding="utf-8"))
    found: dict[str, str | None] = {}
    for hit in IN_TEMPLATE.finditer(python):
        texts = [ast.literal_eval(each) for each in LITERAL.findall(hit[1])]
        found[texts[0]] = texts[1] if len(texts) > 1 else None
    return found


def _of_module(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in SPOKEN_TABLES:
            yield from (each.value for each in ast.walk(node) if _is_text(each))  # type: ignore[attr-defined]  # constants
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from _first(node.exc)
        elif isinstance(node, ast.ClassDef):
            yield from _of_class(node)


def _of_call(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in MARKS | {"InvalidInput"}:
        yield from _first(call)
    elif name in SPOKEN:
        yield from (each.value for each in call.args if _is_text(each))  # type: ignore[attr-defined]  # a constant


def _counted(tree: ast.Module) -> dict[str, str | None]:
    """Return the messages that have a plural."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        ast.literal_eval(call.args[0]): ast.literal_eval(call.args[1])
        for call in calls
        if ast.unparse(call.func) == "ngettext"
    }


def _first(call: ast.Call) -> Iterator[str]:
    if call.args and _is_text(call.args[0]):
        yield call.args[0].value  # type: ignore[attr-defined]  # a constant


def _of_class(node: ast.ClassDef) -> Iterator[str]:
    """Yield what errors say (`zh`) and the labels of choices."""
    shown = any(ast.unparse(base).rpartition(".")[2] in SHOWN_CLASSES for base in node.bases)
    for statement in node.body:
        if not isinstance(statement, ast.Assign):
            continue
        value = statement.value
        if ast.unparse(statement.targets[0]) == "zh" and _is_text(value):
            yield value.value  # type: ignore[attr-defined]  # a constant
        elif shown and isinstance(value, ast.Tuple) and _is_text(value.elts[-1]):
            yield value.elts[-1].value  # type: ignore[attr-defined]  # a constant


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def update() -> int:
    """Add what is new, drop what is gone, compile; return how many wait for a translation."""
    catalogue = polib.pofile(str(PO)) if PO.exists() else polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    used = messages()
    kept = {entry.msgid: entry for entry in catalogue if entry.msgid in used}
    catalogue[:] = [kept.get(text) or _entry(text, used[text]) for text in sorted(used)]
    catalogue.save(str(PO))
    catalogue.save_as_mofile(str(MO))
    return len(catalogue.untranslated_entries())


def _entry(text: str, plural: str | None) -> polib.POEntry:
    if plural is None:
        return polib.POEntry(msgid=text)
    return polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})


if __name__ == "__main__":
    print(f"{update()} messages wait for a translation")  # noqa: T201 - a tool
