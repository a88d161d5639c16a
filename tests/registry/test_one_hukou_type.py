"""There is one hukou type, 居民户口, so there is nothing to write another one into (row R02)."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field, Model

from registry.actions import LoadedHousehold, LoadedMember, Newborn, PersonDetails
from registry.models import FormerType, ImportedRow, Unification

FORMER = ("农业", "非农业", "蓝印", "自理口粮")
HISTORY = (FormerType, Unification, ImportedRow)
"""Closed history, the rows that end it, and the lines of an old file before they become it."""
MODELS = [each for each in apps.get_app_config("registry").get_models() if each not in HISTORY]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_column_holds_a_hukou_type(model: type[Model]) -> None:
    """Row R02."""
    for field in model._meta.get_fields():
        if not isinstance(field, Field):
            continue
        words = f"{field.name} {field.verbose_name} {field.choices or ''} {field.help_text}"
        assert not any(former in words for former in FORMER)
        assert "hukou_type" not in field.name
        assert "legacy" not in field.name


@pytest.mark.parametrize("filled_in", [PersonDetails, Newborn, LoadedMember, LoadedHousehold])
def test_nothing_that_is_filled_in_holds_a_hukou_type(filled_in: type[Any]) -> None:
    """Row R02: no screen, no program and no load can hand one in."""
    names = set(filled_in.__dataclass_fields__)
    assert names
    assert not {name for name in names if "hukou" in name or "legacy" in name}
