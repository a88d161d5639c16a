"""Whether a text in force stops a settlement for a time (冻结期)."""

from datetime import date

from applications.errors import Frozen
from applications.models import Application, Kind
from applications.workflow import Action
from hukou.law import Freeze, load_law

from .destinations import place_of
from .policy import activations, days_activated


def freezes_over(application: Application, *, on: date) -> list[Freeze]:
    """Return what freezes the place people would settle in on a day, whatever step it stops.

    Costs nothing where no text that is loaded freezes anything.
    """
    law = load_law()
    if application.kind != Kind.SETTLEMENT or not any(
        each.freezes for each in law.regulations.values()
    ):
        return []
    place = place_of(application).code
    speaking = law.in_force(place, on, days_activated(activations()))
    return [
        freeze
        for regulation in speaking
        for freeze in regulation.freezes
        if any(freeze.holds(step, division=place, on=on) for step in freeze.stops)
    ]


def refuse_frozen(application: Application, action: Action, *, on: date) -> None:
    """Refuse a step that a freeze stops today.

    Raises Frozen, citing the clause, with the last day.
    """
    for freeze in freezes_over(application, on=on):
        if action.value in freeze.stops:
            raise Frozen(
                f"{freeze.label}，{freeze.last.isoformat()}止",
                until=freeze.last.isoformat(),
                cite=freeze.cite.as_json(),
            )
