"""Files that are handed out to be saved (下载)."""

from django.http import HttpResponse

CSV: str = "text/csv; charset=utf-8"
AS_IT_IS: str = "application/octet-stream"
"""What somebody handed in is never shown by the browser, whatever it says it is."""


def attached(content: bytes | str, *, name: str, media_type: str = AS_IT_IS) -> HttpResponse:
    """Return a file that the browser saves under a name of ours (ASCII, no quotation marks)."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
