"""The three rights are never a condition (L23): no pack, form, paper, fact or API can ask for them.

Each walk has a control: what is planted is found.
"""

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, cast

import pytest
from django import forms
from django.test import Client

import applications.web
import registry.web
from applications.web.paper_forms import paper_choices
from hukou.law import load_law
from hukou.law.loader import GUARDED
from registry.web.rural_right_forms import CorrectForm, EndForm, NoteForm, ToldForm
from tests.architecture.tree import ROOT, name, sources

WORDS: Final = load_law().safeguards.rights_words
NOTES: Final = {ToldForm, NoteForm, CorrectForm, EndForm}
"""The forms that write the note itself: voluntary, apart from every business."""
READERS: Final = {
    "registry/models/__init__.py",
    "registry/models/rural_rights.py",
    "registry/actions/__init__.py",
    "registry/actions/rural_rights.py",
    "registry/queries/__init__.py",
    "registry/queries/rural_rights.py",
    "registry/web/rural_rights.py",
    "registry/web/rural_right_forms.py",
    "registry/web/templatetags/rights.py",
    "registry/web/people.py",
    "registry/web/households.py",
    "registry/web/urls.py",
    "applications/web/cases.py",
}
"""Who reads or writes the note: pages that show it, and nothing that judges or decides."""
NAMES: Final = {"RuralRight", "rights_of", "rights_of_household", "history_of_rights", "rural_rights"}  # fmt: skip  # noqa: E501
INPUT: Final = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>", re.DOTALL)


def asks(content: object) -> list[str]:
    text = json.dumps(content, ensure_ascii=False, default=str)
    return [word for word in WORDS if word in text]


def test_the_words_that_may_not_be_asked_are_many() -> None:
    assert {"宅基地", "承包经营权", "集体收益分配", "homestead"} <= set(WORDS)
    assert asks({"label": "请先放弃宅基地使用权"})


# --- packs -------------------------------------------------------------------------------------


def conditions(raw: Any) -> dict[str, Any]:  # noqa: ANN401 - YAML is untyped
    return {part: raw.get(part) for part in (*GUARDED, "events", "levels") if raw.get(part)}


@pytest.mark.parametrize("pack", sorted(load_law().sources))
def test_no_text_makes_them_a_condition(pack: str) -> None:
    assert asks(conditions(load_law().sources[pack])) == []


def test_a_condition_that_is_planted_is_found() -> None:
    planted = {"channels": [{"id": "X", "conditions": {"fact": "rights.homestead_given_up"}}]}

    assert asks(conditions(planted)) == ["homestead"]


# --- facts and papers --------------------------------------------------------------------------


def test_no_fact_and_no_paper_of_the_vocabulary_is_about_them() -> None:
    assert asks(load_law().vocabulary.as_json()) == []
    assert asks(paper_choices()) == []


def test_a_paper_that_is_planted_is_found() -> None:
    assert asks([*paper_choices(), ("surrender", "退出承包地协议")]) == ["承包地"]


# --- forms -------------------------------------------------------------------------------------


def every_form() -> Iterator[type[forms.BaseForm]]:
    for package in (registry.web, applications.web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    waiting = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form


def choices_of(field: forms.Field) -> list[object]:
    """Return what a field offers; rows of a table are data, and no words of ours."""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return []
    return [str(each) for each in cast("Iterable[object]", field.choices)]


def fields_asking(form: type[forms.BaseForm]) -> list[str]:
    declared: dict[str, forms.Field] = getattr(form, "base_fields", {})
    return [
        f"{form.__name__}.{field}"
        for field, each in declared.items()
        if asks([field, each.label, each.help_text, choices_of(each)])
    ]


def test_no_field_of_any_form_asks_for_them() -> None:
    every = set(every_form())
    assert {"ActualResidenceForm", "UploadForm"} <= {each.__name__ for each in every}

    assert [found for form in every - NOTES for found in fields_asking(form)] == []


def test_a_field_that_is_planted_is_found() -> None:
    class Planted(forms.Form):
        agrees = forms.BooleanField(label="自愿放弃宅基地使用权")

    assert fields_asking(Planted) == ["Planted.agrees"]
    assert Planted in set(every_form())


def inputs_asking(template: str) -> list[str]:
    return [tag for tag in INPUT.findall(template) if asks(tag)]


def test_no_input_of_any_template_asks_for_them() -> None:
    rooms = [ROOT / "registry/templates", ROOT / "applications/templates", ROOT / "hukou/templates"]
    pages = [page for room in rooms for page in room.rglob("*.html")]

    assert len(pages) > 80
    assert [page.name for page in pages if inputs_asking(page.read_text(encoding="utf-8"))] == []
    assert inputs_asking('<p>宅基地</p><input name="homestead">')


def test_no_field_of_the_note_but_which_right_it_is_must_be_filled_from_their_holder() -> None:
    """The note is for information: its numbers and names may all stay empty."""
    required = {each for each, field in NoteForm.base_fields.items() if field.required}

    assert required == {"right", "certificate", "on", "source", "document"}
    assert not NoteForm.base_fields["certificate_number"].required


# --- the API -----------------------------------------------------------------------------------


def described(schema: Any) -> Iterator[str]:  # noqa: ANN401 - JSON is untyped
    """Yield the names of all parameters and properties, and what they may be."""
    if isinstance(schema, dict):
        yield from map(str, schema.get("properties", {}))
        yield from map(str, schema.get("required", []) if isinstance(schema.get("required"), list) else [])  # fmt: skip  # noqa: E501
        yield from map(str, schema.get("enum", []))
        if "in" in schema and "name" in schema:
            yield str(schema["name"])
        for value in schema.values():
            yield from described(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from described(value)


@pytest.mark.django_db
def test_no_property_and_no_parameter_of_the_api_is_about_them() -> None:
    schema = Client().get("/api/v1/schema", headers={"accept": "application/json"}).json()
    named = set(described(schema))

    assert len(named) > 300
    assert {each for each in named if asks(each)} == set()
    assert [path for path in schema["paths"] if asks(path)] == []


def test_a_property_that_is_planted_is_found() -> None:
    planted = {"schemas": {"Ask": {"properties": {"homestead_surrendered": {"type": "boolean"}}}}}

    assert [each for each in described(planted) if asks(each)] == ["homestead_surrendered"]


# --- who reads the note ------------------------------------------------------------------------


def reads_the_note(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}  # fmt: skip  # noqa: E501
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return bool(names & NAMES)


def test_nothing_that_judges_or_decides_reads_the_note(tmp_path: Path) -> None:
    reading = {name(path) for path in sources("registry", "applications") if reads_the_note(path)}

    assert reading <= READERS
    planted = tmp_path / "decision.py"
    planted.write_text("def approve(person):\n    return person.rural_rights.exists()\n")
    assert reads_the_note(planted)
