"""What a letter will need, frozen with the judgement (评定时固定): ways out, the text, the address.

A letter printed years later says what was known and held on the day, whatever packs say then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from applications.models import Application
from applications.queries.destinations import place_of
from hukou.law import Judgement, Regulation, told_with_ways

from .address_order import order_details


def explained(
    application: Application,
    regulation: Regulation,
    judgement: Judgement,
    flags: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the judgement as it is stored, with what its letter will say besides.

    `text` is what the regulation was called that day, `placed` how the address was found in order
    where somebody had nowhere to register (row H06).
    """
    placed = order_details(
        application.request, division=place_of(application).code, on=application.applied_on
    )
    text = {
        "title": regulation.title,
        "number": regulation.number,
        "is_reported": regulation.provenance.is_secondary,
    }
    told = told_with_ways(regulation, judgement)
    return {**told, "flags": list(flags), "text": text, "placed": placed or None}
