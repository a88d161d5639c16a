"""Keeping the text of a regulation byte for byte (收存原文)."""

import hashlib
from typing import Final

from django.db import transaction

from applications.errors import TextRefused
from applications.models import SourceText
from applications.queries.law_desk import place_of_text, require_law_desk
from hukou.kernel import clock
from hukou.law import load_law
from registry.models import Account

MOST_BYTES: Final = 10 * 1024 * 1024
LONGEST_NAME: Final = 200


@transaction.atomic(durable=True)
def keep_text(
    content: bytes,
    *,
    name: str,
    media_type: str,
    by: Account | None,
    regulation: str = "",
) -> SourceText:
    """Keep a text as it was received; the same bytes for the same regulation are the same row.

    Whoever keeps them first stands as the keeper. `by` is nobody at the command line only.

    Raises:
        MayNotHandleLaw: neither an administrator nor an approver of the place it holds in.
        TextRefused: empty, over 10 MB, without a name, or of a regulation nobody knows.
    """
    if by is not None:
        require_law_desk(by, on=clock.today(), place=place_of_text(regulation))
    return kept(content, name=name, media_type=media_type, by=by, regulation=regulation)


def kept(
    content: bytes, *, name: str, media_type: str, by: Account | None, regulation: str
) -> SourceText:
    """Keep a text inside the caller's transaction, who has asked for the right; see `keep_text`."""
    _refuse_unfit(content, name=name, regulation=regulation)
    text, _ = SourceText.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        regulation=regulation,
        defaults={
            "name": name.strip(),
            "media_type": media_type[:100] or "application/octet-stream",
            "content": content,
            "size": len(content),
            "kept_by": by,
        },
    )
    return text


def _refuse_unfit(content: bytes, *, name: str, regulation: str) -> None:
    if not content:
        raise TextRefused("文件是空的", field="file")
    if len(content) > MOST_BYTES:
        raise TextRefused("文件超过 10 MB，请只上传规定正文", field="file", size=len(content))
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise TextRefused("请写明名称，不超过 200 字", field="name")
    if regulation and regulation not in load_law().regulations:
        raise TextRefused(f"没有规定 {regulation}", field="regulation")
