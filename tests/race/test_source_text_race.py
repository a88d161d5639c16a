"""Two people hand in the same text at the same moment: it is kept once (I02)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet

from applications.actions import keep_text
from applications.models import SourceText
from registry.models import PostingRole
from tests.cast import station
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


def two() -> list[Callable[[], object]]:
    return [
        partial(
            keep_text,
            "甲市落户办法".encode(),
            name="甲市落户办法",
            media_type="text/plain",
            by=station(PostingRole.COUNTY_APPROVER).officer,
        )
        for _ in range(2)
    ]


def test_of_two_at_once_both_get_the_one_row() -> None:
    outcomes = at_once(*two())

    assert named(outcomes) == ["SourceText", "SourceText"]
    assert SourceText.objects.count() == 1


def test_without_giving_way_the_second_reaches_the_constraint(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both look, see nothing, and write."""

    def look_then_write(
        rows: QuerySet[SourceText], *, defaults: dict[str, Any], **key: Any
    ) -> tuple[SourceText, bool]:
        assert not rows.filter(**key).exists()
        both_have_read()
        return rows.create(**key, **defaults), True

    monkeypatch.setattr(QuerySet, "get_or_create", look_then_write)
    calls = two()

    assert named(at_once(*calls)) == ["IntegrityError", "SourceText"]
