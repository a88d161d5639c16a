"""Putting an undated regulation into force (启用规定)."""

from datetime import date

from django.db import transaction

from applications.errors import AlreadyActivated, NothingToActivate
from applications.models import Activation
from hukou.law import Silence, load_law
from registry.models import Account


@transaction.atomic(durable=True)
def activate(
    regulation: str,
    *,
    effective_from: date,
    by: Account | None,
    official_number: str = "",
    for_demonstration: bool = False,
    note: str = "",
) -> Activation:
    """Record from which day a regulation whose source gives no date decides live cases.

    The same record again is harmless.

    Raises:
        NothingToActivate: no such regulation, a draft, or one that has a date of its own.
        AlreadyActivated: with another date.
    """
    known = load_law().regulations.get(regulation)
    if known is None or known.term.silence(effective_from, None) is not Silence.UNDATED:
        raise NothingToActivate(regulation=regulation)
    activation, _ = Activation.objects.get_or_create(
        regulation=regulation,
        defaults={
            "effective_from": effective_from,
            "official_number": official_number,
            "for_demonstration": for_demonstration,
            "note": note,
            "activated_by": by,
        },
    )
    if activation.effective_from != effective_from:
        raise AlreadyActivated(regulation=regulation)
    return activation
