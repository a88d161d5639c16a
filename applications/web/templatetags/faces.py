"""The drawing of advice on two faces (人像比对)."""

from typing import Final

from django import template

from applications.models import FaceComparison

register = template.Library()
WIDTH: Final = 1000


@register.inclusion_tag("applications/components/face_bar.html")
def face_bar(row: FaceComparison) -> dict[str, object]:
    """Draw the similarity on a line from 0 to 1, with the service's threshold as a mark."""
    similarity, threshold = row.similarity or 0, row.threshold or 0
    return {
        "row": row,
        "width": WIDTH,
        "length": round(WIDTH * similarity),
        "mark": round(WIDTH * threshold),
        "percent": f"{similarity * 100:.2f}",
        "limit": f"{threshold * 100:.2f}",
    }
