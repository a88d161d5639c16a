"""What must be true of all applications and no constraint can say (不变量)."""

from collections.abc import Iterator
from typing import Final

from applications.models import Assessment
from registry.queries import Check

from .digests import is_intact

AT_A_TIME: Final = 500


def altered_assessments() -> Iterator[str]:
    """Yield every assessment that no longer says what its digest sealed."""
    for assessment in Assessment.objects.order_by("pk").iterator(chunk_size=AT_A_TIME):
        if not is_intact(assessment):
            yield f"assessment {assessment.pk}"


CHECKS: Final = (Check("assessments say what they said", altered_assessments),)
