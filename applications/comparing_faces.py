"""Asking the service that compares faces (人像比对), between two transactions."""

from typing import Final
from uuid import UUID

from applications.actions import note_advice, open_comparison
from applications.connectors import AgencyError
from applications.connectors.faces import FaceQuestion, Picture, face_service
from applications.errors import PictureRefused
from applications.models import FaceComparison
from hukou.kernel.file_types import PICTURES, recognised
from registry.models import Account

MOST_BYTES: Final = 2 * 1024 * 1024
NO_SERVICE: Final = "no service is connected"


def compare_faces(
    application_id: UUID,
    *,
    party: int,
    occasion: str,
    consent: str,
    of_paper: bytes,
    of_visitor: bytes,
    by: Account,
) -> FaceComparison:
    """Ask the service how alike two pictures of a party are, and keep its advice.

    Takes as long as the service may take. Whatever becomes of it, an officer can look for
    themselves: without advice the comparison says why there is none.

    Raises:
        PictureRefused: no JPEG or PNG, empty, or over 2 MB; nothing is sent or stored.
        and as `open_comparison`.
    """
    paper, visitor = _picture(of_paper, "of_paper"), _picture(of_visitor, "of_visitor")
    row = open_comparison(
        application_id,
        party=party,
        occasion=occasion,
        consent=consent,
        of_paper=paper,
        of_visitor=visitor,
        by=by,
    )
    service = face_service()
    if service is None:
        return note_advice(row.pk, trouble=NO_SERVICE)
    try:
        advice = service.compare(
            FaceQuestion(request_id=row.pk, of_paper=paper, of_visitor=visitor)
        )
    except AgencyError as error:
        return note_advice(row.pk, trouble=error.reason)
    return note_advice(row.pk, advice=advice)


def _picture(content: bytes, field: str) -> Picture:
    if not content:
        raise PictureRefused("文件是空的", field=field)
    if len(content) > MOST_BYTES:
        raise PictureRefused("照片超过2 MB", field=field, size=len(content))
    if recognised(content) not in PICTURES:
        raise PictureRefused("只接受 JPEG、PNG 照片：文件的内容不是这两种", field=field)
    return Picture(content)
