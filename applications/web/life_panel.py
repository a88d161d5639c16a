"""The line of life (效力沿革): every state of a regulation with its days, and the texts kept."""

from collections.abc import Mapping

from applications.queries.activating import records_of
from applications.queries.policy import standing
from hukou.law import load_law
from registry.models import PostingRole

from .panels import Asked


def life(asked: Asked) -> Mapping[str, object]:
    """Return the stages of a regulation, the records that date it, and whether one may add one."""
    name = asked.regulation.id
    stages = load_law().life(name, standing().days)
    return {
        "stages": [{"stage": each, "is_now": asked.on in each} for each in stages],
        "records": list(records_of(name)),
        "may_activate": asked.request.posting.role == PostingRole.SYSTEM_ADMINISTRATOR,
        "stated": asked.regulation.transition,
    }
