"""Papers handed in (材料): checked by what they are, not by what they are called."""

import hashlib
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from applications.errors import ActionNotAllowed, DocumentRefused, NotOfThisApplication
from applications.models import Application, Document
from applications.queries.authority import require_party_to
from applications.workflow import OPEN, TRANSITIONS, Status
from hukou.kernel import clock
from hukou.kernel.file_types import recognised
from hukou.law import load_law
from registry.models import Account

MOST_BYTES: Final = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came in; its name and its declared type are not believed."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@transaction.atomic(durable=True)
def attach(
    application_id: UUID,
    upload: Upload,
    *,
    kind: str,
    by: Account | None,
    party: int | None = None,
    client: str = "",
) -> Document:
    """Put a paper to an application (上传材料), byte for byte, with its digest.

    Raises:
        DocumentRefused: not a PDF, JPEG or PNG, empty, or over 10 MB; nothing is stored.
        NotOfThisApplication: `party` is somebody of another file.
        ActionNotAllowed: the application has ended.
    """
    content_type, suffix = _recognised(upload)
    if kind not in load_law().vocabulary.documents:
        raise DocumentRefused("没有这种材料", field="kind")
    application = Application.objects.lock(application_id)
    require_party_to(application, by, client=client, on=clock.today())
    if application.status not in OPEN:
        status = Status(application.status)
        raise ActionNotAllowed(
            current=status.value, action="attach", allowed=list(TRANSITIONS[status])
        )
    if party is not None and not application.parties.filter(id=party).exists():
        raise NotOfThisApplication(field="party")
    document = Document(
        id=uuid4(),
        application=application,
        party_id=party,
        kind=kind,
        content_type=content_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    # The file first: a row without its file would be evidence nobody can read. The name is our
    # own, so that nothing of the sender's choosing reaches the disk.
    document.file.save(f"{document.pk}.{suffix}", ContentFile(upload.content), save=False)
    document.save(force_insert=True)
    return document


def _recognised(upload: Upload) -> tuple[str, str]:
    """Return the type and suffix that the first bytes show."""
    if not upload.content:
        raise DocumentRefused("文件是空的", field="file")
    if len(upload.content) > MOST_BYTES:
        raise DocumentRefused("文件超过10 MB", field="file", size=len(upload.content))
    if shown := recognised(upload.content):
        return shown
    raise DocumentRefused(
        "只接受 PDF、JPEG、PNG 文件：所选文件的内容不是这几种（扩展名不算）", field="file"
    )
