"""One word per concept: the README's glossary is the list."""

import re
from collections import Counter
from typing import Final

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.tree import ROOT

ROW: Final = re.compile(r"^\| (?P<english>[A-Z][^|]*?) \| (?P<chinese>[^|]*?) \|", re.MULTILINE)
OURS: Final = [model for app in ("registry", "applications") for model in apps.get_app_config(app).get_models()]  # fmt: skip  # noqa: E501


def glossary() -> dict[str, str]:
    rows = ROW.finditer((ROOT / "README.md").read_text(encoding="utf-8"))
    return {row["chinese"]: row["english"] for row in rows}


def test_no_row_is_written_twice() -> None:
    """Two branches that add to the tables are merged by keeping both."""
    rows = [
        line
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    assert [line for line, count in Counter(rows).items() if count > 1] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_models_chinese_name_is_in_the_glossary(model: type[Model]) -> None:
    assert str(model._meta.verbose_name) in glossary()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_glossarys_english_is_the_models_name(model: type[Model]) -> None:
    english = glossary().get(str(model._meta.verbose_name), "")
    assert english.casefold().replace(" ", "").replace("-", "") == model.__name__.casefold()


def test_no_chinese_word_stands_for_two_models() -> None:
    words = [str(model._meta.verbose_name) for model in OURS]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_chinese_names_of_columns_are_in_the_glossary(model: type[Model]) -> None:
    named = [field for field in model._meta.concrete_fields if not field.primary_key]
    assert {str(field.verbose_name) for field in named} - glossary().keys() == set()
