"""Photos taken at the doors (走访照片): kept byte for byte, recognised by their content."""

import hashlib
from typing import Final
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from hukou.kernel import clock
from hukou.kernel.file_types import PICTURES, recognised
from registry.errors import NoSuchVisitTask, PhotoRefused, constraints_explained
from registry.models import Account, VisitPhoto, VisitReport

from .visits import held_task

MOST_BYTES: Final = 10 * 1024 * 1024


@transaction.atomic
@constraints_explained()
def keep_visit_photo(report_id: UUID, content: bytes, *, by: Account) -> VisitPhoto:
    """Keep a photo that a report told of by its digest (上传走访照片); the same again is kept once.

    Raises:
        NoSuchVisitTask: no such report, or another station's.
        PhotoRefused: no JPEG or PNG, empty, over 10 MB, or not one that the report told of.
    """
    report = VisitReport.objects.select_related("stop").filter(pk=report_id).first()
    if report is None:
        raise NoSuchVisitTask
    held_task(report.stop.task_id, by=by)
    if report.reported_by_id != by.pk:
        raise PhotoRefused("只有走访人本人可以补传照片。", field="file")
    content_type, suffix = _picture(content)
    digest = hashlib.sha256(content).hexdigest()
    if digest not in report.pictures:
        told = "照片与报送结果时登记的不符，可能传输中断或选错了文件。请重新上传原图。"
        raise PhotoRefused(told, field="file")
    if before := report.photos.filter(sha256=digest).first():
        return before
    photo = VisitPhoto(
        id=uuid4(),
        report=report,
        content_type=content_type,
        size=len(content),
        sha256=digest,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    # The file first: a row without its file would be evidence nobody can look at.
    photo.file.save(f"{photo.pk}.{suffix}", ContentFile(content), save=False)
    photo.save(force_insert=True)
    return photo


def _picture(content: bytes) -> tuple[str, str]:
    """Return the type and suffix of a picture by its first bytes."""
    if not content:
        raise PhotoRefused("文件是空的", field="file")
    if len(content) > MOST_BYTES:
        raise PhotoRefused("照片超过10 MB", field="file", size=len(content))
    shown = recognised(content)
    if shown not in PICTURES:
        raise PhotoRefused("只接受 JPEG、PNG 照片：文件的内容不是这两种", field="file")
    return shown
