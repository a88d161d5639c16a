"""Keeping a regulation's text (I02): every byte, once, by those who may handle law."""

import hashlib

import pytest

from applications.actions import keep_text
from applications.actions.source_texts import MOST_BYTES
from applications.errors import MayNotHandleLaw, TextRefused
from applications.models import SourceText
from registry.models import Account, PostingRole
from tests.cast import law_desk, station

pytestmark = pytest.mark.django_db
TEXT = "甲市落户办法\r\n一、总则\x00".encode() + b"\xff\xfe"


def keep(
    content: bytes = TEXT,
    *,
    by: Account | None = None,
    name: str = "甲市落户办法",
    regulation: str = "",
) -> SourceText:
    return keep_text(content, name=name, media_type="text/plain", regulation=regulation, by=by)


def test_a_text_is_kept_byte_for_byte_with_its_digest() -> None:
    approver = law_desk(area="440222").officer

    kept = keep(by=approver, regulation="sx-2018")

    stored = SourceText.objects.get(pk=kept.pk)
    assert bytes(stored.content) == TEXT
    assert (stored.sha256, stored.size) == (hashlib.sha256(TEXT).hexdigest(), len(TEXT))
    assert (stored.kept_by, stored.regulation) == (approver, "sx-2018")


def test_the_same_bytes_again_are_the_same_row() -> None:
    first = keep(by=station(PostingRole.COUNTY_APPROVER).officer)
    again = keep(by=station(PostingRole.SYSTEM_ADMINISTRATOR).officer, name="另一名称")

    assert again.pk == first.pk
    assert SourceText.objects.get().name == "甲市落户办法"


def test_the_same_bytes_for_another_regulation_are_kept_for_it_too() -> None:
    first = keep(regulation="qz-draft-2017")
    second = keep(regulation="qz-final-2017")

    assert (first.sha256, first.pk) == (second.sha256, second.pk - 1)


@pytest.mark.parametrize("area", ["330800", "440700"])
def test_nobody_keeps_the_text_of_another_place(area: str) -> None:
    with pytest.raises(MayNotHandleLaw):
        keep(by=law_desk(area=area).officer, regulation="sx-2018")
    assert not SourceText.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "regulation", "field"),
    [
        (b"", "办法", "", "file"),
        (b"x" * (MOST_BYTES + 1), "办法", "", "file"),
        (TEXT, "  ", "", "name"),
        (TEXT, "长" * 201, "", "name"),
        (TEXT, "办法", "nobody-2020", "regulation"),
    ],
    ids=["empty", "too large", "no name", "long name", "unknown regulation"],
)
def test_what_is_unfit_is_refused_and_nothing_is_kept(
    content: bytes, name: str, regulation: str, field: str
) -> None:
    with pytest.raises(TextRefused) as refused:
        keep(content, name=name, regulation=regulation)

    assert refused.value.field == field
    assert not SourceText.objects.exists()


@pytest.mark.parametrize("role", PostingRole)
def test_only_the_law_desk_keeps_texts(role: PostingRole) -> None:
    allowed = {
        PostingRole.SYSTEM_ADMINISTRATOR,
        PostingRole.COUNTY_APPROVER,
        PostingRole.CITY_APPROVER,
    }
    who = station(role).officer

    if role in allowed:
        assert keep(by=who).kept_by == who
        return
    with pytest.raises(MayNotHandleLaw):
        keep(by=who)
    assert not SourceText.objects.exists()
